/// Numbers in bytes, the lowest byte first; what is not there is zero.
enum LittleEndian {
    /// Two bytes at `index`.
    static func uint16(_ bytes: [UInt8], at offset: Int) -> UInt16 {
        UInt16(truncatingIfNeeded: number(bytes, at: offset, width: 2))
    }

    /// Four bytes at `index`.
    static func uint32(_ bytes: [UInt8], at offset: Int) -> UInt32 {
        UInt32(truncatingIfNeeded: number(bytes, at: offset, width: 4))
    }

    /// Eight bytes at `index`.
    static func uint64(_ bytes: [UInt8], at offset: Int) -> UInt64 {
        number(bytes, at: offset, width: 8)
    }

    private static func number(_ bytes: [UInt8], at offset: Int, width: Int) -> UInt64 {
        guard offset >= 0, offset <= bytes.count - width else { return 0 }
        var value: UInt64 = 0
        for place in (0..<width).reversed() {
            value = value << 8 | UInt64(bytes[offset + place])
        }
        return value
    }
}
