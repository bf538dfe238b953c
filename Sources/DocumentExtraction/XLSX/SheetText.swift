import DocumentText

/// Writes the rows of one sheet into a draft while it is read.
final class SheetText: XMLEvents {
    /// The document, lent to this object while it reads.
    var draft: DocumentDraft

    /// Whether the sheet is a part of the document; one without any text is not.
    private(set) var isOpen = false

    /// The relationship ids of hyperlinks, and the addresses in formulas that make one, in order.
    private(set) var linkIDs: [String] = []
    private(set) var formulaLinks: [String] = []

    /// What is printed above and below.
    private(set) var headers: [[UInt8]] = []

    private static let longestValue = 1 << 20
    private static let longestFormula = 8192
    private static let maximumLinks = 100_000

    private enum Content {
        case number, shared, boolean, inline, plain
    }

    private let name: String
    private let strings: SharedStrings
    private let formats: CellFormats
    private let longestRow: Int
    private var meanings = XMLMeanings(SheetElement.init)
    private var row: [UInt8] = []
    private var value: [UInt8] = []
    private var formula: [UInt8] = []
    private var content = Content.number
    private var format = 0
    private var isValue = false
    private var isFormula = false
    private var isPhonetic = false
    private var isRefused = false

    var isDone: Bool { draft.text.isFull || isRefused }

    init(_ name: String, _ strings: SharedStrings, _ formats: CellFormats, limits: ExtractionLimits) {
        self.name = name
        self.strings = strings
        self.formats = formats
        longestRow = min(limits.textBytes, 8 << 20)
        draft = DocumentDraft(limits: limits)
    }

    /// Begins the sheet's part, if it is not begun.
    func beginPart(in draft: inout DocumentDraft) {
        guard !isOpen, !isRefused else { return }
        isOpen = draft.beginPart(name, .sheet)
        isRefused = !isOpen
    }

    func begin(_ element: XMLElement) {
        switch meanings.meaning(of: element.name) {
        case .cell: beginCell(element)
        case .value: isValue = true
        case .text: isValue = content == .inline
        case .formula: isFormula = true
        case .phonetic: isPhonetic = true
        case .header:
            value.removeAll(keepingCapacity: true)
            isValue = true
        case .hyperlink:
            if let id = element.attribute("id"), linkIDs.count < Self.maximumLinks {
                linkIDs.append(id)
            }
        default: break
        }
    }

    private func beginCell(_ element: XMLElement) {
        value.removeAll(keepingCapacity: true)
        format = element.number("s") ?? 0
        let type = element.bytes(of: "t")
        content =
            switch type?.first {
            case 0x73: type?.count == 1 ? .shared : .plain  // s, str
            case 0x62: .boolean
            case 0x69: .inline
            case 0x64, 0x65: .plain  // d, e
            default: .number
            }
    }

    func end(_ name: XMLName) {
        switch meanings.meaning(of: name) {
        case .row: endRow()
        case .cell: endCell()
        case .value, .text: isValue = false
        case .formula:
            isFormula = false
            endFormula()
        case .phonetic: isPhonetic = false
        case .header:
            isValue = false
            endHeader()
        default: break
        }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        if isValue, !isPhonetic {
            if value.count < Self.longestValue {
                value.append(contentsOf: bytes)
            }
        } else if isFormula, formula.count < Self.longestFormula {
            formula.append(contentsOf: bytes)
        }
    }

    private func endCell() {
        guard !value.isEmpty, row.count < longestRow else { return }
        let start = row.count
        if start > 0 {
            row.append(contentsOf: [0x20, 0x20])
        }
        let textStart = row.count
        switch content {
        case .shared: row.append(contentsOf: strings[Int(decimal: value) ?? -1])
        case .boolean: row.append(contentsOf: value == [0x30] ? Array("FALSE".utf8) : Array("TRUE".utf8))
        case .number: row.append(contentsOf: number())
        case .plain, .inline: Self.appendLine(value, to: &row)
        }
        if row.count == textStart {
            row.removeLast(textStart - start)
        }
    }

    private func number() -> [UInt8] {
        if format != 0, let date = formats.date(value, format: format) { return date }
        // Seventeen digits are what it takes to keep 0.1; nobody has typed them.
        if value.count > 16, let number = Double(ascii: value), number.magnitude < 1e15 {
            return Array(number.description.utf8)
        }
        return value
    }

    private func endRow() {
        defer { row.removeAll(keepingCapacity: true) }
        guard !row.isEmpty else { return }
        beginPart(in: &draft)
        guard isOpen else { return }
        if row.count >= longestRow {
            draft.warnPartial("A row of a sheet is longer than what is read of one.")
        }
        draft.text.append(row, as: .tableRow, spacing: .verbatim)
    }

    private func endFormula() {
        defer { formula.removeAll(keepingCapacity: true) }
        guard let start = formula.range(of: "HYPERLINK(\""), formulaLinks.count < Self.maximumLinks else { return }
        let address = formula[start.upperBound...].prefix { $0 != 0x22 }
        guard address.contains(0x3A), address.count < 2048 else { return }
        formulaLinks.append(String(decoding: address, as: UTF8.self))
    }

    private func endHeader() {
        let header = PageHeaderCodes.text(of: value)
        if TextCleaning.hasWord(header), headers.count < 16 {
            headers.append(header)
        }
    }

    /// Appends a text on one line, cleaned.
    static func appendLine(_ text: [UInt8], to output: inout [UInt8]) {
        let isPlain = text.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        if isPlain {
            output.append(contentsOf: text)
        } else {
            output.append(contentsOf: TextCleaning.line(ExcelEscapes.decode(text)))
        }
    }
}
