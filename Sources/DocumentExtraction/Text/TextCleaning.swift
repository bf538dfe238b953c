/// What is done to the characters of every block, whatever format it comes from.
enum TextCleaning {
    /// Appends the cleaned form of `bytes`, which must be UTF-8, to `output`.
    static func clean(_ bytes: Span<UInt8>, into output: inout [UInt8], spacing: TextAssembler.Spacing) {
        var line = LineWriter(spacing: spacing)
        output.reserveCapacity(output.count + bytes.count)
        var index = 0
        while index < bytes.count {
            let end = endOfRun(in: bytes, from: index)
            if end > index {
                line.write(run: bytes.extracting(index..<end), to: &output)
                index = end
                guard index < bytes.count else { return }
            }
            let byte = bytes[index]
            if byte < 0x80 {
                index += ascii(byte, at: index, of: bytes, line: &line, output: &output)
            } else {
                index += multibyte(at: index, of: bytes, line: &line, output: &output)
            }
        }
    }

    /// Where the run of characters ends that begins at `start` and stays as it is, but for its spaces.
    private static func endOfRun(in bytes: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while true {
            index = ByteScan.firstSpecial(in: bytes, from: index)
            guard index < bytes.count, bytes[index] >= 0x80 else { return index }
            let length = bytes[index] < 0xE0 ? 2 : 3
            guard index + length <= bytes.count, case .keep = special(at: index, length: length, of: bytes) else {
                return index
            }
            index += length
        }
    }

    private static func ascii(
        _ byte: UInt8,
        at index: Int,
        of bytes: Span<UInt8>,
        line: inout LineWriter,
        output: inout [UInt8]
    ) -> Int {
        switch byte {
        case 0x0A: line.endLine()
        case 0x0D:
            line.endLine()
            if index + 1 < bytes.count, bytes[index + 1] == 0x0A { return 2 }
        // A NUL, a tab and the separators stood between words.
        case 0x00, 0x09, 0x0B, 0x0C, 0x1C...0x20: line.space()
        default: break
        }
        return 1
    }

    private static func multibyte(
        at index: Int,
        of bytes: Span<UInt8>,
        line: inout LineWriter,
        output: inout [UInt8]
    ) -> Int {
        let lead = bytes[index]
        let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        guard index + length <= bytes.count else { return bytes.count - index }
        switch special(at: index, length: length, of: bytes) {
        case .keep:
            for offset in 0..<length {
                line.write(bytes[index + offset], to: &output)
            }
        case .drop: break
        case .space: line.space()
        case .lineEnd: line.endLine()
        case .replace(let replacement):
            for byte in replacement.bytes {
                line.write(byte, to: &output)
            }
        }
        return length
    }

    private enum Treatment {
        case keep
        case drop
        case space
        case lineEnd
        case replace(StaticString)
    }

    private static func special(at index: Int, length: Int, of bytes: Span<UInt8>) -> Treatment {
        let second = bytes[index + 1]
        switch bytes[index] {
        case 0xC2:
            return switch second {
            case 0x85: .lineEnd
            case 0x80...0x9F, 0xAD: .drop  // C1 controls; the soft hyphen
            case 0xA0: .space
            default: .keep
            }
        case 0xE2 where second == 0x80:
            return switch bytes[index + 2] {
            case 0x80...0x8A, 0xAF: .space
            case 0x8B, 0x8E, 0x8F, 0xAA...0xAE: .drop  // zero width space, direction marks
            case 0xA8, 0xA9: .lineEnd
            default: .keep
            }
        case 0xE2 where second == 0x81:
            return switch bytes[index + 2] {
            case 0x9F: .space
            case 0xA0, 0xA6...0xA9: .drop  // word joiner, direction isolates
            default: .keep
            }
        case 0xE3 where second == 0x80 && bytes[index + 2] == 0x80: return .space
        // The bullet of the Symbol font.
        case 0xEF where second == 0x82 && bytes[index + 2] == 0xB7: return .replace("\u{2022}")
        case 0xEF where second == 0xAC: return ligature(bytes[index + 2])
        case 0xEF where second == 0xBF && bytes[index + 2] >= 0xBE: return .drop  // noncharacters
        default: return .keep
        }
    }

    private static func ligature(_ last: UInt8) -> Treatment {
        switch last {
        case 0x80: .replace("ff")
        case 0x81: .replace("fi")
        case 0x82: .replace("fl")
        case 0x83: .replace("ffi")
        case 0x84: .replace("ffl")
        case 0x85, 0x86: .replace("st")
        default: .keep
        }
    }

    /// The cleaned form of `bytes` on one line, with single spaces.
    static func line(_ bytes: some Collection<UInt8>) -> [UInt8] {
        let flat = bytes.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }
        var output: [UInt8] = []
        clean(flat.span, into: &output, spacing: .flow)
        return output
    }

    /// Whether there is a letter or a digit.
    static func hasWord(_ bytes: [UInt8]) -> Bool {
        let isASCIIWord = bytes.contains { byte in
            (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte)
        }
        if isASCIIWord { return true }
        return String(decoding: bytes, as: UTF8.self).unicodeScalars
            .contains { scalar in
                scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            }
    }
}
