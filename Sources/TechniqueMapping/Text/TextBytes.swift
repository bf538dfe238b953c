/// The UTF-8 of one text, valid for the duration of the call it was handed to.
typealias TextBytes = UnsafeBufferPointer<UInt8>

extension UnsafeBufferPointer<UInt8> {
    /// The length of the blank at an offset: ASCII white space or one of Unicode's, 0 when it is none.
    @inline(__always)
    func blankLength(at offset: Int, end: Int) -> Int {
        let byte = self[offset]
        if byte < 0x80 { return ASCII.isSpace(byte) ? 1 : 0 }
        return wideBlankLength(at: offset, end: end)
    }

    private func wideBlankLength(at offset: Int, end: Int) -> Int {
        let byte = self[offset]
        if byte == 0xC2, offset + 1 < end {
            // U+0085 next line, U+00A0 no-break space.
            return self[offset + 1] == 0xA0 || self[offset + 1] == 0x85 ? 2 : 0
        }
        guard offset + 2 < end else { return 0 }
        let second = self[offset + 1]
        let third = self[offset + 2]
        switch (byte, second) {
        case (0xE2, 0x80):
            // U+2000...U+200B, line and paragraph separator, narrow no-break space.
            return third <= 0x8B || third == 0xA8 || third == 0xA9 || third == 0xAF ? 3 : 0
        case (0xE2, 0x81): return third == 0x9F ? 3 : 0
        case (0xE3, 0x80): return third == 0x80 ? 3 : 0
        case (0xEF, 0xBB): return third == 0xBF ? 3 : 0
        default: return 0
        }
    }

    /// A range without the blanks at its two ends.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end {
            let length = blankLength(at: start, end: end)
            if length == 0 { break }
            start += length
        }
        while end > start {
            var last = end - 1
            while last > start, ASCII.isContinuation(self[last]) { last -= 1 }
            guard blankLength(at: last, end: end) == end - last else { break }
            end = last
        }
        return start..<end
    }

    /// Whether ASCII bytes stand at an offset, upper and lower case alike; `word` is in lower case.
    @inline(__always)
    func matches(_ word: StaticString, at offset: Int, end: Int) -> Bool {
        let count = word.utf8CodeUnitCount
        guard offset >= 0, offset + count <= end else { return false }
        let start = word.utf8Start
        for index in 0..<count where ASCII.lowered(self[offset + index]) != start[index] { return false }
        return true
    }

    /// The number of Unicode scalars that start in a range.
    func scalarCount(_ range: Range<Int>) -> Int {
        var count = 0
        for index in range where !ASCII.isContinuation(self[index]) { count += 1 }
        return count
    }
}
