extension ASCII {
    /// `.`, `!`, `?` or `:`.
    @inline(__always)
    static func isStop(_ byte: UInt8) -> Bool { byte == 0x2E || byte == 0x21 || byte == 0x3F || byte == 0x3A }
}
