/// Finds out whether an old Office document needs a password.
enum LegacyEncryption {
    /// Whether a `WordDocument` stream is encrypted or obfuscated: a flag at its start says so.
    static func isEncrypted(word stream: [UInt8]) -> Bool { LittleEndian.uint16(stream, at: 0x0A) & 0x0100 != 0 }

    /// Whether a presentation is encrypted, by its stream `Current User`.
    static func isEncrypted(presentation stream: [UInt8]) -> Bool {
        LittleEndian.uint32(stream, at: 12) == 0xF3D1_C4DF
    }
}
