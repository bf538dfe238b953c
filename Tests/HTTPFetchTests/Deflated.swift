/// Compressed data, made by hand.
enum Deflated {
    /// A gzip file of `count` or a little more zero bytes: 13 bits for 258 of them.
    static func zeros(_ count: Int) -> [UInt8] {
        var bits = Bits()
        bits.append(0b1, 1)  // the last block
        bits.append(0b01, 2)  // of fixed codes
        bits.appendCode(0b0011_0000, 8)  // a zero byte
        for _ in 0...(count / 258) {
            bits.appendCode(0b1100_0101, 8)  // 258 bytes
            bits.appendCode(0, 5)  // like the one before
        }
        bits.appendCode(0, 7)  // the end
        return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF] + bits.bytes
    }

    /// A gzip file of the 10 letters "hello gzip".
    static let hello: [UInt8] =
        [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
        // One block as it is: its length and the length's complement.
        + [1, 10, 0, 0xF5, 0xFF] + Array("hello gzip".utf8)
        // CRC-32 and length.
        + [0x19, 0x6A, 0xD2, 0xDF, 10, 0, 0, 0]

    /// Blocks of nothing, of which there can be any number.
    static let nothing: [UInt8] = Array(repeating: [0, 0, 0, 0xFF, 0xFF], count: 2000).flatMap(\.self)

    private struct Bits {
        private(set) var bytes: [UInt8] = []
        private var free = 0

        /// The lowest bit first.
        mutating func append(_ value: Int, _ count: Int) {
            for bit in 0..<count {
                if free == 0 {
                    bytes.append(0)
                    free = 8
                }
                bytes[bytes.count - 1] |= UInt8(value >> bit & 1) << (8 - free)
                free -= 1
            }
        }

        /// The highest bit first.
        mutating func appendCode(_ value: Int, _ count: Int) {
            for bit in (0..<count).reversed() { append(value >> bit & 1, 1) }
        }
    }
}
