/// The bullets, numbers and letters that open a list item.
enum ListMarker {
    /// The offset after the marker that opens a line, if one does; the text of the item follows after blanks.
    static func end(in text: TextBytes, _ line: Range<Int>) -> Int? {
        let start = line.lowerBound
        let end = line.upperBound
        guard start < end else { return nil }
        let byte = text[start]
        if byte >= 0x80 {
            let length = bulletLength(in: text, at: start, end: end)
            return length > 0 ? start + length : nil
        }
        switch byte {
        case 0x2D, 0x2A, 0x2B, 0x6F:  // - * + o
            return isBlank(text, start + 1, end) ? start + 1 : nil
        case 0x3E: return start + 1  // >
        case 0x28, 0x5B: return bracketed(text, start, end)  // ( [
        default: return numbered(text, start, end)
        }
    }

    /// The length of a bullet character at an offset, 0 when there is none.
    static func bulletLength(in text: TextBytes, at offset: Int, end: Int) -> Int {
        guard offset + 2 < end || offset + 3 == end else { return twoByteBullet(text, offset, end) }
        let second = text[offset + 1]
        let third = text[offset + 2]
        switch (text[offset], second) {
        case (0xE2, 0x80):
            if third == 0xA2 || third == 0xA3 { return 3 }
            // Dashes open an item only with a blank behind them.
            return (third == 0x93 || third == 0x94) && isBlank(text, offset + 3, end) ? 3 : 0
        case (0xE2, 0x81): return third == 0x83 || third == 0x8C || third == 0x8D ? 3 : 0
        case (0xE2, 0x88): return third == 0x99 ? 3 : 0
        case (0xE2, 0x96): return third >= 0xA0 ? 3 : 0
        case (0xE2, 0x97): return 3
        case (0xE2, 0x9C): return third >= 0x93 && third <= 0x98 ? 3 : 0
        case (0xE2, 0x9E), (0xE2, 0xA6): return 3
        case (0xEF, 0x82): return third >= 0xA7 || third == 0x9F ? 3 : 0  // private use: Word's symbol fonts
        default: return twoByteBullet(text, offset, end)
        }
    }

    private static func twoByteBullet(_ text: TextBytes, _ offset: Int, _ end: Int) -> Int {
        offset + 1 < end && text[offset] == 0xC2 && text[offset + 1] == 0xB7 ? 2 : 0
    }

    /// `12.`, `3)`, `1.2.` or `a)`, with a blank behind.
    private static func numbered(_ text: TextBytes, _ start: Int, _ end: Int) -> Int? {
        var offset = start
        if ASCII.isLetter(text[start]) {
            guard start + 1 < end, text[start + 1] == 0x29 || (text[start + 1] == 0x2E && ASCII.isLower(text[start]))
            else { return nil }
            return isBlank(text, start + 2, end) ? start + 2 : nil
        }
        while offset < end, offset - start < 8, ASCII.isDigit(text[offset]) || (text[offset] == 0x2E && offset > start)
        {
            offset += 1
        }
        guard offset > start, offset < end || text[offset - 1] == 0x2E else { return nil }
        if offset < end, text[offset] == 0x29 { offset += 1 } else if text[offset - 1] != 0x2E { return nil }
        return isBlank(text, offset, end) ? offset : nil
    }

    /// `(1)`, `(iv)`, `[2]`.
    private static func bracketed(_ text: TextBytes, _ start: Int, _ end: Int) -> Int? {
        let closer: UInt8 = text[start] == 0x5B ? 0x5D : 0x29
        var offset = start + 1
        if offset < end, ASCII.isDigit(text[offset]) {
            while offset < end, offset - start < 4, ASCII.isDigit(text[offset]) { offset += 1 }
        } else if closer == 0x29 {
            while offset < end, offset - start < 5,
                isRoman(text[offset]) || offset == start + 1 && ASCII.isLower(text[offset])
            { offset += 1 }
        }
        guard offset > start + 1, offset < end, text[offset] == closer, isBlank(text, offset + 1, end) else {
            return nil
        }
        return offset + 1
    }

    @inline(__always)
    private static func isRoman(_ byte: UInt8) -> Bool { byte == 0x69 || byte == 0x76 || byte == 0x78 }

    @inline(__always)
    private static func isBlank(_ text: TextBytes, _ offset: Int, _ end: Int) -> Bool {
        offset >= end || text.blankLength(at: offset, end: end) > 0
    }
}
