import AttackReports

/// Reads a table in the form of RFC 4180 as spreadsheets write it: with a byte order mark or without, cells separated by
/// commas, semicolons or tabs, lines ended by CR LF or LF.
///
/// What is neither is refused: a cell read wrongly would be a verdict on something else.
struct CSVReader {
    /// A line of cells.
    struct Line: Hashable, Sendable {
        /// The line of the file that it begins on, from 1.
        let number: Int
        /// Its cells, without quotes and without the apostrophes that guard against formulas.
        let cells: [String]
    }

    /// What is wrong with a file.
    struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
        /// The line, from 1.
        let line: Int
        /// What was found, and what was expected.
        let detail: String

        var description: String { "line \(line): \(detail)" }
    }

    private let bytes: [UInt8]
    private let separator: UInt8
    private var place = 0
    private var number = 1

    /// The lines of a table, those that are empty left out.
    static func lines(of file: [UInt8]) throws(Fault) -> [Line] {
        if file.starts(with: [0xFF, 0xFE]) || file.starts(with: [0xFE, 0xFF]) {
            throw Fault(line: 1, detail: "expected UTF-8, found UTF-16; save it as \"CSV UTF-8\"")
        }
        let bytes = file.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(file.dropFirst(3)) : file
        if let line = Self.lineThatIsNoText(bytes) {
            throw Fault(line: line, detail: "expected UTF-8; save it as \"CSV UTF-8\"")
        }
        // What Excel is told to separate by.
        var hint: UInt8?
        if bytes.starts(with: "sep=".utf8), bytes.count > 4 { hint = bytes[4] }
        var reader = CSVReader(bytes, separator: hint ?? Self.separator(of: bytes))
        if hint != nil { reader.skipLine() }
        var lines: [Line] = []
        while let line = try reader.next() {
            if line.cells.contains(where: { !$0.isEmpty }) { lines.append(line) }
        }
        return lines
    }

    private init(_ bytes: [UInt8], separator: UInt8) {
        self.bytes = bytes
        self.separator = separator
    }

    /// The separator that the first line has most of, outside quotes.
    private static func separator(of bytes: [UInt8]) -> UInt8 {
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        for byte in bytes {
            if byte == 0x22 { isQuoted.toggle() }
            if byte == 0x0A, !isQuoted { break }
            if !isQuoted { counts[byte, default: 0] += 1 }
        }
        let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09]
        // The first of several that it has as many of.
        return candidates.reversed().max { counts[$0, default: 0] < counts[$1, default: 0] } ?? 0x2C
    }

    private static func lineThatIsNoText(_ bytes: [UInt8]) -> Int? {
        guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        return (lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0) + 1
    }

    private mutating func skipLine() {
        while place < bytes.count, bytes[place] != 0x0A { place += 1 }
        place += 1
        number += 1
    }

    private mutating func next() throws(Fault) -> Line? {
        guard place < bytes.count else { return nil }
        let start = number
        var cells: [String] = []
        while true {
            cells.append(Self.unguarded(try cell()))
            guard place < bytes.count, bytes[place] == separator else { break }
            place += 1
        }
        if place < bytes.count, bytes[place] == 0x0D { place += 1 }
        if place < bytes.count, bytes[place] == 0x0A { place += 1 }
        number += 1
        return Line(number: start, cells: cells)
    }

    private mutating func cell() throws(Fault) -> String {
        if place < bytes.count, bytes[place] == 0x22 { return try quotedCell() }
        let start = place
        while place < bytes.count, bytes[place] != separator, bytes[place] != 0x0A {
            if bytes[place] == 0x0D, place + 1 == bytes.count || bytes[place + 1] == 0x0A { break }
            if bytes[place] == 0x22 {
                throw Fault(line: number, detail: "a quote stands within a cell: expected the whole cell in quotes")
            }
            place += 1
        }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private mutating func quotedCell() throws(Fault) -> String {
        let start = number
        var text: [UInt8] = []
        place += 1
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            if byte == 0x0A { number += 1 }
            if byte != 0x22 {
                text.append(byte)
                continue
            }
            if place < bytes.count, bytes[place] == 0x22 {
                text.append(0x22)
                place += 1
                continue
            }
            guard place == bytes.count || [separator, 0x0A, 0x0D].contains(bytes[place]) else {
                throw Fault(line: number, detail: "expected the end of a cell behind its closing quote")
            }
            return String(decoding: text, as: UTF8.self)
        }
        throw Fault(line: start, detail: "a cell begins with a quote and has no closing one")
    }

    /// A cell without the apostrophe that was put in front of what a spreadsheet would compute.
    private static func unguarded(_ cell: String) -> String {
        guard cell.first == "'" else { return cell }
        let rest = String(cell.dropFirst())
        return CSVTable.startsFormula(rest) ? rest : cell
    }
}
