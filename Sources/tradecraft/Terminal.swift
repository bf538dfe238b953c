import Foundation
import Tradecraft

/// What commands print, and how they end.
enum Terminal {
    /// Whether standard output is a terminal.
    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Whether standard output may be coloured (`NO_COLOR` of no-color.org is honoured).
    static var hasColor: Bool {
        let environment = ProcessInfo.processInfo.environment
        return isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    }

    /// Prints a line for people; control characters in it are shown, not sent.
    static func print(_ line: String) {
        var inert = ""
        inert.appendInert(line)
        Swift.print(inert)
    }

    /// Who runs the command, for what is written down.
    static var userName: String { NSUserName() }

    /// Prints a value as JSON, keys sorted; no character is left raw that a terminal would obey.
    static func printJSON(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        // The encoder escapes what JSON wants escaped. What else a terminal obeys can only stand inside a string.
        var inert = ""
        for scalar in String(decoding: try encoder.encode(value), as: UTF8.self).unicodeScalars {
            switch scalar.value {
            case 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069:
                let digits = String(scalar.value, radix: 16)
                inert += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: inert.unicodeScalars.append(scalar)
            }
        }
        Swift.print(inert)
    }

    /// Prints a table: a header and rows, columns as wide as their widest cell; numbers are aligned to the right.
    static func printTable(_ header: [String], _ rows: [[String]]) {
        let cells = ([header] + rows)
            .map { row in
                row.map { cell in
                    var inert = ""
                    inert.appendInert(cell)
                    return inert
                }
            }
        let widths = header.indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
        for (index, row) in cells.enumerated() {
            var line = ""
            for (column, cell) in row.enumerated() {
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                let isNumber = index > 0 && cell.first?.isNumber == true && Double(cell) != nil
                line += isNumber ? padding + cell : column == row.count - 1 ? cell : cell + padding
                if column < row.count - 1 { line += "  " }
            }
            Swift.print(index == 0 && hasColor ? "\u{1B}[1m\(line)\u{1B}[0m" : line)
        }
    }

    /// Prints a line to standard error.
    static func printError(_ line: String) {
        var inert = ""
        inert.appendInert(line)
        FileHandle.standardError.write(Data((inert + "\n").utf8))
    }

    /// Ends the process.
    static func exit(_ code: Int32) -> Never {
        fflush(nil)
        Foundation.exit(code)
    }
}
