/// A 64-bit checksum over eight bytes at a time.
///
/// Every step is a bijection of the state and of the word read, so damage within one word always shows; it guards
/// against broken disks and downloads, not against an adversary.
enum Checksum {
    static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var state = 0x9E37_79B9_7F4A_7C15 ^ UInt64(bytes.count)
        var offset = 0
        while offset + 8 <= bytes.count {
            let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            state = (state ^ word) &* 0xD6E8_FEB8_6659_FD93
            state ^= state >> 32
            offset += 8
        }
        while offset < bytes.count {
            state = (state ^ UInt64(bytes[offset])) &* 0xD6E8_FEB8_6659_FD93
            state ^= state >> 32
            offset += 1
        }
        return Hash.mixed(state)
    }

    /// Sixteen hexadecimal digits.
    static func hexadecimal(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
