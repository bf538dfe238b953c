/// A string of a JSON text, from its opening quotation mark.
struct JSONString {
    /// The offset after its closing mark, or where it breaks off.
    let end: Int

    /// Whether it has a closing mark; a string does not go on in the next line.
    let isClosed: Bool

    private let start: Int
    private let hasEscapes: Bool

    init(_ bytes: [UInt8], at start: Int) {
        self.start = start + 1
        var index = start + 1
        var hasEscapes = false
        var isClosed = false
        while index < bytes.count, bytes[index] != 0x0A {
            let byte = bytes[index]
            if byte == 0x22 {
                isClosed = true
                break
            }
            if byte == 0x5C, index + 1 < bytes.count, bytes[index + 1] != 0x0A {
                hasEscapes = true
                index += 1
            }
            index += 1
        }
        end = min(index + (isClosed ? 1 : 0), bytes.count)
        self.hasEscapes = hasEscapes
        self.isClosed = isClosed
    }

    /// Whether a colon follows.
    func isKey(_ bytes: [UInt8]) -> Bool { bytes[end...].first { !$0.isASCIIWhitespace } == 0x3A }

    /// What the string says; what is no escape of JSON's stays as it is.
    func decoded(_ bytes: [UInt8]) -> [UInt8] {
        let content = bytes[start..<max(start, isClosed ? end - 1 : end)]
        guard hasEscapes else { return Array(content) }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(content.count)
        var index = content.startIndex
        while index < content.endIndex {
            let byte = content[index]
            if byte == 0x5C, index + 1 < content.endIndex {
                index = Self.escape(content, at: index, into: &decoded)
            } else {
                decoded.append(byte)
                index += 1
            }
        }
        return decoded
    }

    /// Appends what an escape stands for and returns the offset after it.
    private static func escape(_ content: ArraySlice<UInt8>, at index: Int, into decoded: inout [UInt8]) -> Int {
        switch content[index + 1] {
        case 0x6E: decoded.append(0x0A)
        case 0x72: decoded.append(0x0D)
        case 0x74: decoded.append(0x09)
        case 0x62, 0x66: decoded.append(0x20)
        case 0x22, 0x5C, 0x2F: decoded.append(content[index + 1])
        case 0x75:
            if let (scalar, end) = scalar(content, at: index), let utf8 = UTF8.encode(scalar) {
                decoded.append(contentsOf: utf8)
                return end
            }
            decoded.append(contentsOf: [0x5C, 0x75])
        default: decoded.append(contentsOf: content[index..<(index + 2)])
        }
        return index + 2
    }

    private static func scalar(_ content: ArraySlice<UInt8>, at index: Int) -> (Unicode.Scalar, Int)? {
        guard let unit = unit(content, at: index) else { return nil }
        let end = index + 6
        if let scalar = Unicode.Scalar(unit) { return (scalar, end) }
        guard unit < 0xDC00, let low = self.unit(content, at: end), (0xDC00...0xDFFF).contains(low),
            let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
        else { return ("\u{FFFD}", end) }
        return (scalar, end + 6)
    }

    private static func unit(_ content: ArraySlice<UInt8>, at index: Int) -> UInt32? {
        guard index + 6 <= content.endIndex, content[index] == 0x5C, content[index + 1] == 0x75 else { return nil }
        var value: UInt32 = 0
        for byte in content[(index + 2)..<(index + 6)] {
            guard byte.isASCIIHexDigit else { return nil }
            value = value << 4 | UInt32(byte.isASCIIDigit ? byte - 0x30 : (byte | 0x20) - 0x57)
        }
        return value
    }
}
