/// Reads the little-endian numbers of a binary format; what lies outside the bytes is `nil`.
struct ByteReader {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func uint16(at offset: Int) -> Int? { number(at: offset, count: 2) }

    func uint32(at offset: Int) -> Int? { number(at: offset, count: 4) }

    /// A number of eight bytes, if it is one that a size or a place can be.
    func uint64(at offset: Int) -> Int? {
        guard let value = number(at: offset, count: 8), value >= 0, value < 1 << 48 else { return nil }
        return value
    }

    /// Whether a record of a zip archive begins at `offset`.
    func hasSignature(_ third: UInt8, _ fourth: UInt8, at offset: Int) -> Bool {
        guard offset >= 0, offset <= bytes.count - 4 else { return false }
        return bytes[offset] == 0x50 && bytes[offset + 1] == 0x4B && bytes[offset + 2] == third
            && bytes[offset + 3] == fourth
    }

    private func number(at offset: Int, count: Int) -> Int? {
        guard offset >= 0, offset <= bytes.count - count else { return nil }
        var value: UInt64 = 0
        for index in (offset..<(offset + count)).reversed() {
            value = value << 8 | UInt64(bytes[index])
        }
        return Int(truncatingIfNeeded: value)
    }
}
