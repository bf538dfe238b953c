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
            let isPlain = word & highBits == 0 && !hasByte(below: 0x20, word) && !hasByte(0x7F, word)
            if !isPlain {
                for offset in 0..<width where isSpecial(bytes[index + offset]) { return index + offset }
            }
            index += width
        }
        while index < bytes.count, !isSpecial(bytes[index]) {
            index += 1
        }
        return index
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == 0x7F || byte == 0xC2 || byte == 0xE2 || byte == 0xE3 || byte == 0xEF
    }

    /// The first byte at or after `start` that is at least `least`, which is above 127.
    static func first(atLeast least: UInt8, in bytes: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while index + width <= bytes.count {
            if word(bytes, at: index) & highBits != 0 {
                for offset in 0..<width where bytes[index + offset] >= least { return index + offset }
            }
            index += width
        }
        while index < bytes.count, bytes[index] < least {
            index += 1
        }
        return index
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
        unsafe bytes.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self)
    }
}
