/// Reads single characters of UTF-8 that is known to be valid, as that of a `String` is.
enum UTF8Scalar {
    /// The character that starts at a position, and how many bytes it takes.
    static func decode(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (scalar: Unicode.Scalar, length: Int) {
        let first = UInt32(bytes[index])
        let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        var value = length == 1 ? first : first & (0xFF >> UInt32(length + 1))
        for offset in 1..<max(length, 1) {
            value = value << 6 | UInt32(bytes[index + offset]) & 0x3F
        }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
    }
}
