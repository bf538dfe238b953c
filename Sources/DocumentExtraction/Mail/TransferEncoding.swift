/// How the content of a part was made to survive its way.
///
/// Broken content is decoded as far as it makes sense: what follows a mistake is still there.
enum TransferEncoding {
    /// The content that `name`, the value of a part's `Content-Transfer-Encoding`, says is in `bytes`.
    static func decode(_ bytes: ArraySlice<UInt8>, _ name: [UInt8]?) -> [UInt8] {
        let encoding = (name ?? []).map(\.lowercasedASCII)
        if encoding.starts(with: "base64".utf8) { return base64(bytes) }
        if encoding.starts(with: "quoted-printable".utf8) { return quotedPrintable(bytes) }
        if encoding.contains("uue") || encoding.contains("uuencode") { return UUEncoding.decode(bytes) ?? Array(bytes) }
        return Array(bytes)
    }

    /// Base64, with any other bytes between its letters.
    static func base64(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count / 4 * 3 + 3)
        var bits: UInt32 = 0
        var count = 0
        for byte in bytes {
            let value = base64Values[Int(byte)]
            if value < 64 {
                bits = bits << 6 | UInt32(value)
                count += 1
                if count == 4 {
                    output.append(UInt8(truncatingIfNeeded: bits >> 16))
                    output.append(UInt8(truncatingIfNeeded: bits >> 8))
                    output.append(UInt8(truncatingIfNeeded: bits))
                    count = 0
                }
            } else if byte == 0x3D {
                // Some programs encode piece by piece and pad each.
                finish(bits, count, &output)
                count = 0
            }
        }
        finish(bits, count, &output)
        return output
    }

    private static func finish(_ bits: UInt32, _ count: Int, _ output: inout [UInt8]) {
        if count == 3 {
            output.append(UInt8(truncatingIfNeeded: bits >> 10))
            output.append(UInt8(truncatingIfNeeded: bits >> 2))
        } else if count == 2 {
            output.append(UInt8(truncatingIfNeeded: bits >> 4))
        }
    }

    private static let base64Values: [UInt8] = (0...255)
        .map { byte in
            switch byte {
            case 0x41...0x5A: UInt8(byte - 0x41)
            case 0x61...0x7A: UInt8(byte - 0x61 + 26)
            case 0x30...0x39: UInt8(byte - 0x30 + 52)
            case 0x2B, 0x2D: 62
            case 0x2F, 0x5F: 63
            default: 255
            }
        }

    /// Quoted-printable; in header fields a mark stands for the space.
    static func quotedPrintable(_ bytes: ArraySlice<UInt8>, spaceMark: UInt8? = nil) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            index += 1
            if byte == spaceMark {
                output.append(0x20)
            } else if byte != 0x3D {
                output.append(byte)
            } else if index + 1 < bytes.endIndex, let high = hexValue(bytes[index]),
                let low = hexValue(bytes[index + 1])
            {
                output.append(high << 4 | low)
                index += 2
            } else if let next = softBreak(at: index, of: bytes) {
                index = next
            } else {
                output.append(byte)
            }
        }
        return output
    }

    /// Where a line goes on whose end does not count; spaces may have been added before it on the way.
    private static func softBreak(at start: Int, of bytes: ArraySlice<UInt8>) -> Int? {
        var index = start
        while index < bytes.endIndex, index < start + 80, bytes[index] == 0x20 || bytes[index] == 0x09 {
            index += 1
        }
        guard index < bytes.endIndex else { return index }
        if bytes[index] == 0x0A { return index + 1 }
        guard bytes[index] == 0x0D else { return nil }
        return index + 1 < bytes.endIndex && bytes[index + 1] == 0x0A ? index + 2 : index + 1
    }

    /// The value of a hexadecimal digit.
    static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}
