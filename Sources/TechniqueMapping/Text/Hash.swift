/// The hashing of words and word sequences.
///
/// It is part of the model file's format: change it and `featureVersion` together.
enum Hash {
    static let start: UInt64 = 0xCBF2_9CE4_8422_2325

    @inline(__always)
    static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }

    /// Spreads every bit over the whole word.
    @inline(__always)
    static func mixed(_ hash: UInt64) -> UInt64 {
        var value = hash
        value = (value ^ (value >> 32)) &* 0xD6E8_FEB8_6659_FD93
        value = (value ^ (value >> 32)) &* 0xD6E8_FEB8_6659_FD93
        return value ^ (value >> 32)
    }

    /// An ordered pair; `salt` keeps adjacent pairs and pairs with a gap apart.
    @inline(__always)
    static func pair(_ first: UInt64, _ second: UInt64, salt: UInt64) -> UInt64 {
        mixed((first &+ salt) &* 0x9E37_79B9_7F4A_7C15 ^ second)
    }

    /// A word given as text, hashed as the tokenizer hashes it.
    static func word(_ text: some Sequence<UInt8>) -> UInt64 {
        var hash = start
        for byte in text { hash = step(hash, byte) }
        return hash
    }
}
