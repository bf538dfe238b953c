/// A table in the form of RFC 4180, safe to open in a spreadsheet.
///
/// Lines end in CR LF. A cell that a spreadsheet would take for a formula is given an apostrophe in front, which
/// spreadsheets read as "this is text".
package struct CSVTable {
    /// The bytes written so far.
    package private(set) var bytes: [UInt8] = []
    private var isLineStart = true

    /// Creates an empty table with room for a number of bytes.
    package init(capacity: Int) {
        bytes.reserveCapacity(capacity)
    }

    /// Appends a line of cells of text.
    package mutating func appendLine(_ cells: [String]) {
        for cell in cells {
            append(cell)
        }
        endLine()
    }

    /// Appends a cell of text to the line.
    package mutating func append(_ text: String) {
        separate()
        let startsFormula = Self.startsFormula(text)
        var text = text
        text.withUTF8 { cell in
            let quoted = Self.quoted
            let needsQuotes = cell.contains { quoted.contains($0) }
            if needsQuotes {
                bytes.append(0x22)
            }
            if startsFormula {
                bytes.append(UInt8(ascii: "'"))
            }
            guard needsQuotes else {
                bytes.append(contentsOf: cell)
                return
            }
            var start = 0
            for index in cell.indices where cell[index] == 0x22 {
                bytes.append(contentsOf: cell[start...index])
                start = index
            }
            bytes.append(contentsOf: cell[start...])
            bytes.append(0x22)
        }
    }

    /// Appends a cell with several texts, each on one line; each is safe by itself, since a spreadsheet that parts cells
    /// at semicolons sees each as a cell.
    mutating func append(_ texts: [String], limit: Int) {
        let lines = texts.map { text in
            let line = InertText.line(text)
            return Self.startsFormula(line) ? "'" + line : line
        }
        append(InertText.line(lines.joined(separator: "; "), limit: limit))
    }

    /// Appends a cell with a number, or an empty one.
    package mutating func append(_ number: Int?) {
        separate()
        if let number {
            bytes.append(contentsOf: String(number).utf8)
        }
    }

    /// Appends a cell with a score.
    package mutating func append(_ score: Double) {
        separate()
        bytes.append(contentsOf: score.description.utf8)
    }

    /// The bytes of the cells appended since an offset of ``bytes``, for ``appendCells(_:)``.
    func cells(since offset: Int) -> [UInt8] {
        Array(bytes[offset...])
    }

    /// Appends cells at the start of a line that were written before.
    mutating func appendCells(_ cells: [UInt8]) {
        bytes.append(contentsOf: cells)
        isLineStart = false
    }

    /// Ends the line.
    package mutating func endLine() {
        bytes.append(0x0D)
        bytes.append(0x0A)
        isLineStart = true
    }

    private static let quoted = ByteSet("\",\r\n")

    private mutating func separate() {
        if !isLineStart {
            bytes.append(UInt8(ascii: ","))
        }
        isLineStart = false
    }

    /// Whether some spreadsheet would compute the cell; the wide forms count, since Excel in East Asia does.
    package static func startsFormula(_ text: String) -> Bool {
        switch text.unicodeScalars.first(where: { $0 != " " && $0 != "\"" && $0 != "'" }) {
        case "=", "+", "-", "@", "\t", "\r", "\n", "|", "%": true
        case "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": true
        default: false
        }
    }
}
