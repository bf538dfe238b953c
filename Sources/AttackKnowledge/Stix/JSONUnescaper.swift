/// Resolves the escapes of a JSON string.
enum JSONUnescaper {
    /// The text, or nil when an escape, a surrogate or the UTF-8 is wrong.
    static func text(of raw: UnsafeRawBufferPointer) -> String? {
        var output: [UInt8] = []
        output.reserveCapacity(raw.count)
        var index = 0
        while let slash = raw.position(of: UInt8(ascii: "\\"), from: index) {
            output.append(contentsOf: raw[index..<slash])
            index = slash
            guard index + 1 < raw.count else { return nil }
            let escape = raw[index + 1]
            index += 2
            if escape == UInt8(ascii: "u") {
                guard let scalar = scalar(in: raw, at: &index) else { return nil }
                output.append(contentsOf: String(Character(scalar)).utf8)
            } else {
                guard let plain = plain(escape) else { return nil }
                output.append(plain)
            }
        }
        output.append(contentsOf: raw[index...])
        return String(validating: output, as: UTF8.self)
    }

    private static func plain(_ escape: UInt8) -> UInt8? {
        switch escape {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): escape
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: nil
        }
    }

    /// Reads four digits after `\u`, and a second escape after the first half of a surrogate pair.
    private static func scalar(in raw: UnsafeRawBufferPointer, at index: inout Int) -> Unicode.Scalar? {
        guard let first = codeUnit(in: raw, at: &index) else { return nil }
        guard UTF16.isLeadSurrogate(first) else { return Unicode.Scalar(first) }
        guard index + 1 < raw.count, raw[index] == UInt8(ascii: "\\"), raw[index + 1] == UInt8(ascii: "u") else {
            return nil
        }
        index += 2
        guard let second = codeUnit(in: raw, at: &index), UTF16.isTrailSurrogate(second) else { return nil }
        return UTF16.decode(UTF16.EncodedScalar([first, second]))
    }

    private static func codeUnit(in raw: UnsafeRawBufferPointer, at index: inout Int) -> UInt16? {
        guard index + 4 <= raw.count else { return nil }
        var value: UInt16 = 0
        for digit in raw[index..<(index + 4)] {
            guard let nibble = nibble(digit) else { return nil }
            value = value << 4 | nibble
        }
        index += 4
        return value
    }

    private static func nibble(_ digit: UInt8) -> UInt16? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(digit - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(digit - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(digit - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}
