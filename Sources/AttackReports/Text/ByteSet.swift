/// A set of ASCII characters that answers in constant time, for loops over every byte of a page.
struct ByteSet: Sendable {
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    /// Creates the set of a literal's characters; what is not ASCII in it is left out.
    init(_ characters: StaticString) {
        characters.withUTF8Buffer { buffer in
            for byte in buffer where byte < 0x40 {
                low |= 1 << UInt64(byte)
            }
            for byte in buffer where byte >= 0x40 && byte < 0x80 {
                high |= 1 << UInt64(byte - 0x40)
            }
        }
    }

    /// Whether the set has a character.
    @inline(__always)
    func contains(_ byte: UInt8) -> Bool {
        (byte < 0x40 ? low >> UInt64(byte) : byte < 0x80 ? high >> UInt64(byte - 0x40) : 0) & 1 == 1
    }
}
