/// The way addresses write bytes they cannot hold: `%20`.
enum PercentEncoding {
    /// The path with these replaced by the bytes they stand for, and without what leads to a place within the file.
    static func decode(_ path: String) -> String {
        var output: [UInt8] = []
        let bytes = Array(path.utf8.prefix { $0 != 0x23 })
        var index = 0
        while index < bytes.count {
            if bytes[index] == 0x25, index + 2 < bytes.count, let high = digit(bytes[index + 1]),
                let low = digit(bytes[index + 2])
            {
                output.append(high << 4 | low)
                index += 3
            } else {
                output.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        guard byte.isASCIIHexDigit else { return nil }
        return byte.isASCIIDigit ? byte - 0x30 : (byte | 0x20) - 0x57
    }
}
