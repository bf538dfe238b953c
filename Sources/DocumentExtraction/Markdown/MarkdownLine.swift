/// What a line of Markdown is, by its first characters.
enum MarkdownLine {
    /// A mark around a block of code.
    struct Fence {
        let byte: UInt8
        let count: Int
    }

    /// The mark of a block of code.
    static func fence(_ line: ArraySlice<UInt8>) -> Fence? {
        guard let byte = line.first, byte == 0x60 || byte == 0x7E else { return nil }
        let count = line.prefix { $0 == byte }.count
        // What has the mark again is code within a line.
        guard count >= 3, byte == 0x7E || !line.dropFirst(count).contains(0x60) else { return nil }
        return Fence(byte: byte, count: count)
    }

    /// The title in a line that is a heading.
    static func heading(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let level = line.prefix { $0 == 0x23 }.count
        guard (1...6).contains(level), line.count > level, line[line.startIndex + level] == 0x20 else { return nil }
        return line.dropFirst(level + 1)
    }

    /// Whether the line makes the one before it a heading.
    static func isUnderline(_ line: ArraySlice<UInt8>) -> Bool {
        guard let byte = line.first, byte == 0x3D || byte == 0x2D else { return false }
        let count = line.prefix { $0 == byte }.count
        return count >= 2 && line.dropFirst(count).allSatisfy { $0.isASCIIWhitespace }
    }

    /// Whether the line is a rule across the page.
    static func isRule(_ line: ArraySlice<UInt8>) -> Bool {
        guard let byte = line.first, byte == 0x2A || byte == 0x2D || byte == 0x5F else { return false }
        return line.allSatisfy { $0 == byte || $0.isASCIIWhitespace } && line.count { $0 == byte } >= 3
    }

    /// Whether the line stands below the head of a table.
    static func isTableRule(_ line: ArraySlice<UInt8>) -> Bool {
        line.contains(0x2D) && line.contains(0x7C)
            && line.allSatisfy { $0 == 0x2D || $0 == 0x3A || $0 == 0x7C || $0.isASCIIWhitespace }
    }

    /// Whether the line is an item of a list.
    static func isListItem(_ line: ArraySlice<UInt8>) -> Bool {
        guard let first = line.first else { return false }
        if [0x2D, 0x2A, 0x2B].contains(first) { return line.dropFirst().first == 0x20 }
        let digits = line.prefix { $0.isASCIIDigit }.count
        guard (1...4).contains(digits), line.count > digits + 1 else { return false }
        let mark = line[line.startIndex + digits]
        return (mark == 0x2E || mark == 0x29) && line[line.startIndex + digits + 1] == 0x20
    }
}
