/// Finds where a path ends.
enum PathEnd {
    private static let longest = 1_024
    private static let longestName = 48

    /// The end of a path of Windows whose first separator stands at `root`; `nil` when nothing follows it.
    static func windows(_ text: TextBytes, _ start: Int, from root: Int) -> (end: Int, consumed: Int)? {
        var (offset, round, square, curly) = (root, 0, 0, 0)
        let quote = quote(text, before: start)
        reading: while offset < text.count, offset - root < longest {
            let byte = text[offset]
            if byte == quote { break }
            switch byte {
            case 0x5C, 0x2F: break
            case 0x28: round += 1
            case 0x5B: square += 1
            case 0x7B: curly += 1
            case 0x29:
                if round == 0 { break reading }
                round -= 1
            case 0x5D:
                if square == 0 { break reading }
                square -= 1
            case 0x7D:
                if curly == 0 { break reading }
                curly -= 1
            case 0x3C:
                guard let close = placeholder(text, offset) else { break reading }
                offset = close
            case 0x20: if !goesOn(text, offset, quote), square == 0 || !closes(text, offset) { break reading }
            case 0x2B: if isProgram(text, offset) { break reading }
            case 0...0x1F, 0x22, 0x3A, 0x3E, 0x3F, 0x60, 0x7C, 0x7F: break reading
            case 0x2C, 0x3B:
                if offset + 1 >= text.count || !ASCII.isAlphanumeric(text[offset + 1]) { break reading }
                if offset + 2 < text.count, text[offset + 2] == 0x3A { break reading }
            case 0xE2, 0xE3, 0xEF: break reading
            case 0xC2 where offset + 1 < text.count && text[offset + 1] == 0xA0: break reading
            default: break
            }
            offset += 1
        }
        var end = offset
        while end > root, isTrailing(text[end - 1]) || text[end - 1] == 0x2A && text[end - 2] != 0x5C { end -= 1 }
        guard end > root + 1, text[(root + 1)..<end].contains(where: ASCII.isAlphanumeric) else { return nil }
        return (end, max(end, offset))
    }

    /// The end of a path of Unix, whose names have no blanks.
    static func unix(_ text: TextBytes, from root: Int) -> (end: Int, consumed: Int) {
        var offset = root
        while offset < text.count, offset - root < longest {
            let byte = text[offset]
            let isName =
                HostRun.isLabel(byte) || byte == 0x2F || byte == 0x2E || byte == 0x2B || byte == 0x7E || byte == 0x40
                || byte == 0x25 || byte == 0x24 || byte == 0x7B || byte == 0x7D || byte == 0x2A
                || HostRun.isWide(text, offset)
            if !isName { break }
            offset += 1
        }
        var end = offset
        while end > root, isTrailing(text[end - 1]) || text[end - 1] == 0x2F { end -= 1 }
        return (end, offset)
    }

    /// The quotation mark that a path starts behind; 0 when there is none.
    private static func quote(_ text: TextBytes, before start: Int) -> UInt8 {
        guard start > 0 else { return 0 }
        let byte = text[start - 1]
        if byte == 0x22 || byte == 0x27 { return byte }
        guard start > 2, text[start - 3] == 0xE2, text[start - 2] == 0x80 else { return 0 }
        return byte == 0x9C || byte == 0x98 ? 0xE2 : 0
    }

    /// Whether the square bracket that is open closes soon: `[eight letters].vbs`.
    private static func closes(_ text: TextBytes, _ blank: Int) -> Bool {
        for offset in stride(from: blank + 1, to: min(text.count, blank + 32), by: 1) {
            if text[offset] == 0x5D { return true }
            if text[offset] != 0x20, !HostRun.isLabel(text[offset]) { return false }
        }
        return false
    }

    /// `<random>`, which stands for a name.
    private static func placeholder(_ text: TextBytes, _ open: Int) -> Int? {
        var offset = open + 1
        while offset < text.count, offset - open < 40 {
            let byte = text[offset]
            if byte == 0x3E { return offset - open > 1 ? offset : nil }
            if byte < 0x20 || byte == 0x5C || byte == 0x2F || byte == 0x3C { return nil }
            offset += 1
        }
        return nil
    }

    /// Whether a blank is part of the path: a few words that another separator ends, or the quote does.
    private static func goesOn(_ text: TextBytes, _ blank: Int, _ quote: UInt8) -> Bool {
        var (offset, words, wordStart) = (blank + 1, 0, blank + 1)
        // A program's name ends the path; what follows are its arguments.
        if isProgram(text, blank) { return false }
        if PathText.isName(text, blank) { return true }
        while offset < text.count, offset - blank < longestName {
            let byte = text[offset]
            switch byte {
            case 0x5C: return text[offset - 1] != 0x20
            case 0x20:
                words += 1
                if words > 4 || offset == wordStart || text[offset - 1] == 0x2E || text[offset - 1] == 0x2C {
                    return false
                }
                if PathText.glue.contains(text, wordStart..<offset) { return false }
                wordStart = offset + 1
            case 0x28, 0x29, 0x26, 0x2E, 0x2C: break
            default:
                if quote != 0, byte == quote { return true }
                if !HostRun.isLabel(byte), byte < 0xC3 || byte > 0xDF, !ASCII.isContinuation(byte) { return false }
                if byte == 0x2D, offset == wordStart { return false }
            }
            offset += 1
        }
        return false
    }

    private static func isProgram(_ text: TextBytes, _ end: Int) -> Bool {
        guard end >= 4, text[end - 4] == 0x2E else { return false }
        return FileExtensions.payloads.contains(text, (end - 3)..<end)
    }

    private static func isTrailing(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x2E, 0x2C, 0x3B, 0x3A, 0x21, 0x27, 0x5C, 0x2F, 0x20, 0x28, 0x5B, 0x7B: true
        default: false
        }
    }
}
