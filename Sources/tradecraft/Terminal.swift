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
        try printJSON(value, [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
    }

    /// Prints a value as JSON on one line.
    static func printJSONLine(_ value: some Encodable) throws {
        try printJSON(value, [.sortedKeys, .withoutEscapingSlashes])
    }

    private static func printJSON(_ value: some Encodable, _ format: JSONEncoder.OutputFormatting) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = format
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
        for (index, line) in Shown.table(header, rows).enumerated() {
            Swift.print(index == 0 && hasColor ? bold(line) : line)
        }
    }

    /// Prints a line that others belong to.
    static func printHeading(_ line: String) {
        var inert = ""
        inert.appendInert(line)
        Swift.print(hasColor ? bold(inert) : inert)
    }

    /// A line in bold.
    static func bold(_ line: String) -> String { "\u{1B}[1m\(line)\u{1B}[0m" }

    /// How many rows and columns the terminal has.
    static var size: (rows: Int, columns: Int) {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0, size.ws_col > 0 else {
            return (24, 80)
        }
        return (Int(size.ws_row), Int(size.ws_col))
    }

    /// Prints lines in the place of the last ones; the cursor is below them.
    static func redraw(_ lines: [String], over count: Int) {
        var text = count > 0 ? "\u{1B}[\(count)A\r" : ""
        for line in lines {
            var inert = ""
            inert.appendInert(line)
            // The rest of a longer line goes with it.
            text += "\(inert)\u{1B}[K\n"
        }
        Swift.print(text + "\u{1B}[J", terminator: "")
        flush()
    }

    /// Prints a line that is made for a terminal: what is in it of documents is inert already.
    static func printRaw(_ line: String) { Swift.print(line) }

    /// Writes what a terminal is to obey, at once.
    static func write(_ text: String) {
        Swift.print(text, terminator: "")
        flush()
    }

    /// Hands on what was printed.
    static func flush() { fflush(nil) }

    /// Prints a line to standard error.
    static func printError(_ line: String) {
        var inert = ""
        inert.appendInert(line)
        FileHandle.standardError.write(Data((inert + "\n").utf8))
    }

    /// Ends the process without anything that others may hold up.
    static func exitNow(_ code: Int32) -> Never { _exit(code) }

    /// Ends the process.
    static func exit(_ code: Int32) -> Never {
        fflush(nil)
        Foundation.exit(code)
    }
}
