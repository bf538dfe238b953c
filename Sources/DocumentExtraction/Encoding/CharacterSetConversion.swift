import Glibc

/// Conversion through the C library's iconv.
enum CharacterSetConversion {
    /// The bytes as UTF-8, what cannot be converted replaced; `nil` when the system does not know the set.
    static func convert(_ bytes: [UInt8], from charset: String) -> [UInt8]? {
        // The name comes out of a document: nothing but a plain name reaches the system.
        let isPlain = charset.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x5F
        }
        guard isPlain, (1...40).contains(charset.utf8.count) else { return nil }
        // What the Web calls Latin 1 is windows-1252.
        if ["iso-8859-1", "latin1", "us-ascii", "ascii", "windows-1252", "cp1252"].contains(charset) {
            return SingleByteCharset.windows1252.decode(bytes)
        }
        guard let converter = iconv_open("UTF-8", charset), converter != iconv_t(bitPattern: -1) else { return nil }
        defer { iconv_close(converter) }
        return run(converter, on: bytes)
    }

    private static func run(_ converter: iconv_t, on bytes: [UInt8]) -> [UInt8] {
        var input = bytes
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count * 2)
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        input.withUnsafeMutableBytes { inputBuffer in
            chunk.withUnsafeMutableBytes { chunkBuffer in
                var source = inputBuffer.baseAddress?.assumingMemoryBound(to: CChar.self)
                var left = inputBuffer.count
                while left > 0 {
                    var target = chunkBuffer.baseAddress?.assumingMemoryBound(to: CChar.self)
                    var room = chunkBuffer.count
                    let status = iconv(converter, &source, &left, &target, &room)
                    let problem = errno
                    result.append(contentsOf: chunkBuffer.prefix(chunkBuffer.count - room))
                    if status == -1 {
                        guard problem != E2BIG else { continue }
                        result.append(contentsOf: [0xEF, 0xBF, 0xBD])
                        // An invalid byte is stepped over; a sequence cut off at the end is the end.
                        guard problem == EILSEQ, left > 0 else { break }
                        source = source?.advanced(by: 1)
                        left -= 1
                    }
                }
            }
        }
        return result
    }
}
