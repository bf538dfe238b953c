/// Finds ids that are written in a text, in one pass over its bytes.
///
/// An upper-case id counts wherever no letter or digit touches it, inside links too. A lower-case technique id counts
/// as in tags (`attack.t1059.001`), but in a link only below `techniques/`, where a slug such as `/t1190` is an id.
enum LiteralIdentifierScanner {
    /// Calls `body` with each id, in order of appearance.
    @inline(__always)
    static func scan(_ text: TextBytes, _ body: (LiteralIdentifier) -> Void) {
        var offset = 0
        while let found = next(in: text, from: offset) {
            body(found)
            offset = found.bytes.upperBound
        }
    }

    /// The first id that starts at an offset or after it.
    ///
    /// The four digits of an id cover exactly one of any four places in a row: looking at every fourth byte is enough.
    private static func next(in text: TextBytes, from start: Int) -> LiteralIdentifier? {
        let count = text.count
        var offset = start + 4
        while offset < count {
            guard ASCII.isDigit(text[offset]) else {
                offset &+= 4
                continue
            }
            var first = offset
            while first > start, offset - first < 4, ASCII.isDigit(text[first - 1]) { first &-= 1 }
            if first > start, offset - first < 4, isLetter(text[first - 1]), let found = identifier(text, first - 1) {
                return found
            }
            // No id begins among these digits.
            offset &+= 1
            while offset < count, ASCII.isDigit(text[offset]) { offset &+= 1 }
            offset &+= 4
        }
        return nil
    }

    /// Whether ids start with a letter.
    @inline(__always)
    private static func isLetter(_ byte: UInt8) -> Bool {
        switch byte & 0xDF {
        case 0x54, 0x53, 0x47, 0x43: true
        default: false
        }
    }

    /// Whether exactly these bytes are an id.
    static func isIdentifier(_ text: TextBytes, _ range: Range<Int>) -> Bool {
        guard range.count >= 5, ASCII.isLetter(text[range.lowerBound]) else { return false }
        return identifier(text, range.lowerBound)?.bytes == range
    }

    private static func identifier(_ text: TextBytes, _ offset: Int) -> LiteralIdentifier? {
        guard let number = digits(text, offset + 1, 4), startsWord(text, offset) else { return nil }
        let letter = text[offset] & 0xDF
        let isLower = ASCII.isLower(text[offset])
        var end = offset + 5
        var sub: Int?
        if letter == 0x54 {
            if isLower, !isLowerCaseAllowed(text, offset) { return nil }
            if end < text.count, text[end] == 0x2E || text[end] == 0x2F, let found = digits(text, end + 1, 3),
                endsWord(text, end + 4)
            {
                sub = found
                end += 4
            }
        } else if isLower {
            return nil
        }
        guard endsWord(text, end) else { return nil }
        return LiteralIdentifier(letter: letter, number: number, sub: sub, bytes: offset..<end)
    }

    private static func digits(_ text: TextBytes, _ offset: Int, _ count: Int) -> Int? {
        guard offset + count <= text.count else { return nil }
        var value = 0
        for index in offset..<offset + count {
            guard ASCII.isDigit(text[index]) else { return nil }
            value = value * 10 + Int(text[index] & 0x0F)
        }
        return value
    }

    private static func startsWord(_ text: TextBytes, _ offset: Int) -> Bool {
        offset == 0 || !ASCII.isAlphanumeric(text[offset - 1])
    }

    private static func endsWord(_ text: TextBytes, _ offset: Int) -> Bool {
        offset >= text.count || !ASCII.isAlphanumeric(text[offset])
    }

    private static func isLowerCaseAllowed(_ text: TextBytes, _ offset: Int) -> Bool {
        guard offset > 0 else { return true }
        switch text[offset - 1] {
        case 0x2F: return text.matches("techniques/", at: offset - 11, end: text.count)
        case 0x2D, 0x3D, 0x3F, 0x26, 0x25, 0x2B: return false
        default: return true
        }
    }
}
