/// Looks through bytes eight at a time.
///
/// Every document's text goes through these loops several times; byte by byte they were what reading a large text cost.
/// The words are put together so that no carry can make a byte look like another; vectors of the standard library took
/// longer than single bytes.
enum ByteScan {
    private static let width = 8
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highBits: UInt64 = 0x8080_8080_8080_8080

    /// How many Unicode scalars begin in UTF-8 bytes.
    static func scalarCount(_ bytes: Span<UInt8>) -> Int {
        var index = 0
        var continuations = 0
        while index + width <= bytes.count {
            let word = word(bytes, at: index)
            // The highest bit set and the next one not.
            let marks = (word >> 7) & (~word >> 6) & ones
            continuations &+= Int(truncatingIfNeeded: (marks &* ones) >> 56)
            index += width
        }
        while index < bytes.count {
            continuations &+= bytes[index] & 0xC0 == 0x80 ? 1 : 0
            index += 1
        }
        return bytes.count - continuations
    }

    /// How many bytes are at least 0xF0: the first bytes of scalars beyond the first plane.
    static func fourByteCount(_ bytes: Span<UInt8>) -> Int {
        var count = 0
        for index in bytes.indices {
            count &+= bytes[index] >= 0xF0 ? 1 : 0
        }
        return count
    }

    /// The first byte at or after `start` that cleaning has to look at: a control character, or the first byte of a
    /// character that may be replaced.
    static func firstSpecial(in bytes: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while index + width <= bytes.count {
            let word = word(bytes, at: index)
            let isPlain = !hasByte(below: 0x20, word) && !hasByte(0x7F, word)
            if !isPlain || (word & highBits != 0 && hasSpecialLead(word, at: index, of: bytes)) {
                for offset in 0..<width where isSpecial(bytes[index + offset]) { return index + offset }
            }
            index += width
        }
        while index < bytes.count, !isSpecial(bytes[index]) {
            index += 1
        }
        return index
    }

    @inline(__always)
    private static func hasSpecialLead(_ word: UInt64, at index: Int, of bytes: Span<UInt8>) -> Bool {
        if hasByte(0xC2, word) || hasByte(0xE2, word) || hasByte(0xEF, word) { return true }
        guard hasByte(0xE3, word) else { return false }
        // Of the characters of Japanese, the wide space is the one to be replaced.
        return hasCharacter(lead: word, second: 0x80, third: 0x80, mask: 0xFF, at: index, of: bytes)
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == 0x7F || byte == 0xC2 || byte == 0xE2 || byte == 0xE3 || byte == 0xEF
    }

    /// The first byte at or after `start` that begins a character which may not stand as it is in normalisation form C.
    ///
    /// It leaves out what begins the characters of Western, Cyrillic, Chinese, Japanese and most of Korean text.
    static func firstComposable(in bytes: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while index + width <= bytes.count {
            let word = word(bytes, at: index)
            if word & highBits != 0 {
                let western = lanes(atLeast: 0xCC, word) & ~lanes(atLeast: 0xD0, word)
                let eastern = lanes(atLeast: 0xD2, word) & ~lanes(atLeast: 0xE3, word)
                let korean = lanes(atLeast: 0xEA, word) & ~lanes(atLeast: 0xEB, word)
                let found = western | eastern | korean | lanes(atLeast: 0xED, word)
                if found != 0 { return index + found.trailingZeroBitCount / 8 }
                if hasVoicingMark(word, at: index, of: bytes) {
                    for offset in 0..<width where bytes[index + offset] == 0xE3 { return index + offset }
                }
            }
            index += width
        }
        while index < bytes.count, bytes[index] < 0xCC {
            index += 1
        }
        return index
    }

    /// Whether one of the marks that change a character of Japanese begins here, or one beside them.
    @inline(__always)
    private static func hasVoicingMark(_ word: UInt64, at index: Int, of bytes: Span<UInt8>) -> Bool {
        hasByte(0xE3, word)
            && (hasCharacter(lead: word, second: 0x82, third: 0x98, mask: 0xFC, at: index, of: bytes)
                || hasCharacter(lead: word, second: 0x80, third: 0xA8, mask: 0xF8, at: index, of: bytes))
    }

    /// Whether a character begins in these eight bytes that is 0xE3 and two given bytes, the last one as far as the mask
    /// goes; where the bytes end, it may be.
    @inline(__always)
    private static func hasCharacter(
        lead word: UInt64,
        second: UInt64,
        third: UInt64,
        mask: UInt64,
        at index: Int,
        of bytes: Span<UInt8>
    ) -> Bool {
        guard index + width + 2 <= bytes.count else { return true }
        let next = self.word(bytes, at: index + 1) ^ second &* ones
        let last = (self.word(bytes, at: index + 2) & (mask &* ones)) ^ third &* ones
        return hasByte(below: 1, (word ^ 0xE3 &* ones) | next | last)
    }

    /// The highest bit of each byte that is at least `least`, which is above 127.
    @inline(__always)
    private static func lanes(atLeast least: UInt8, _ word: UInt64) -> UInt64 {
        ((word & ~highBits) &+ UInt64(0 &- least) &* ones) & word & highBits
    }

    /// Whether two spaces stand side by side.
    static func hasDoubleSpace(_ bytes: Span<UInt8>) -> Bool {
        var index = 0
        let spaces = 0x20 &* ones
        while index + width < bytes.count {
            let neither = (word(bytes, at: index) ^ spaces) | (word(bytes, at: index + 1) ^ spaces)
            if hasByte(below: 1, neither) { return true }
            index += width
        }
        while index + 1 < bytes.count {
            if bytes[index] == 0x20, bytes[index + 1] == 0x20 { return true }
            index += 1
        }
        return false
    }

    @inline(__always)
    private static func hasByte(below limit: UInt8, _ word: UInt64) -> Bool {
        (word &- UInt64(limit) &* ones) & ~word & highBits != 0
    }

    @inline(__always)
    private static func hasByte(_ byte: UInt8, _ word: UInt64) -> Bool {
        hasByte(below: 1, word ^ UInt64(byte) &* ones)
    }

    /// Eight bytes, which the caller knows are there.
    @inline(__always)
    private static func word(_ bytes: Span<UInt8>, at index: Int) -> UInt64 {
        UInt64(littleEndian: unsafe bytes.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self))
    }
}
