import DocumentText

/// The sheet that is being read, and its open row.
struct OpenDocumentSheet {
    /// A cell or a row that is said to repeat is repeated so many times at most: empty ones repeat a million times.
    private static let maximumRepeats = 64
    private static let longestRow = 8 << 20

    /// What the sheet is called; `nil` when none is open.
    var name: String?

    /// Whether it is a part of the document; one without any text is not.
    var isPart = false

    /// The row so far.
    private(set) var row: [UInt8] = []

    /// How many times the row is there.
    private(set) var rowCount = 1

    var isOpen: Bool { name != nil }

    mutating func beginRow(_ element: XMLElement) {
        row.removeAll(keepingCapacity: true)
        rowCount = Self.repeats(element.number("number-rows-repeated"))
    }

    mutating func add(_ cell: [UInt8], repeated: Int) {
        let line = TextCleaning.line(cell)
        guard !line.isEmpty else { return }
        for _ in 0..<repeated where row.count < Self.longestRow {
            if !row.isEmpty {
                row.append(contentsOf: [0x20, 0x20])
            }
            row.append(contentsOf: line)
        }
    }

    static func repeats(_ number: Int?) -> Int { max(1, min(number ?? 1, maximumRepeats)) }
}

extension OpenDocumentText {
    func beginSheet(_ element: XMLElement) {
        guard !sheet.isOpen else { return }
        endParagraph()
        sheet = OpenDocumentSheet(name: element.attribute("name") ?? "")
    }

    func beginSheetCell(_ element: XMLElement) {
        let value =
            element.attribute("string-value") ?? element.attribute("date-value") ?? element.attribute("value") ?? ""
        let repeated = OpenDocumentSheet.repeats(element.number("number-columns-repeated"))
        beginFlow(.cell(repeated: repeated, value: Array(value.utf8)), kind: nil)
    }

    func endSheetRow() {
        guard !sheet.row.isEmpty, openPart() else { return }
        for _ in 0..<sheet.rowCount {
            draft.text.append(sheet.row, as: .tableRow, spacing: .verbatim)
        }
    }

    func endSheet() {
        let shapes = flows[0].finish(dropsFields: false)
        flows[0] = OpenDocumentFlow(.body, kind: nil)
        let blocks = shapes + notes + comments
        notes.removeAll()
        comments.removeAll()
        if !blocks.isEmpty || !links.isEmpty, openPart() {
            draft.append(blocks)
            appendLinks()
        }
        if sheet.isPart {
            draft.endPart()
        }
        sheet = OpenDocumentSheet()
    }

    private func openPart() -> Bool {
        if !sheet.isPart, !isRefused {
            sheet.isPart = draft.beginPart(sheet.name ?? "", .sheet)
            isRefused = !sheet.isPart
        }
        return sheet.isPart
    }
}
