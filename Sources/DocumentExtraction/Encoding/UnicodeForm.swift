/// The Unicode encoding forms a file can be in.
enum UnicodeForm: String, Sendable {
    case utf8 = "utf-8"
    case utf16LittleEndian = "utf-16le"
    case utf16BigEndian = "utf-16be"
    case utf32LittleEndian = "utf-32le"
    case utf32BigEndian = "utf-32be"

    /// Well-formed UTF-8, with replacement characters for what was malformed.
    func decode(_ bytes: [UInt8]) -> (utf8: [UInt8], repaired: Bool) {
        switch self {
        case .utf8:
            TextDecoding.isValid(bytes) ? (bytes, false) : (Array(String(decoding: bytes, as: UTF8.self).utf8), true)
        case .utf16LittleEndian: Self.transcode(Self.units(bytes, bigEndian: false, UInt16.self), from: UTF16.self)
        case .utf16BigEndian: Self.transcode(Self.units(bytes, bigEndian: true, UInt16.self), from: UTF16.self)
        case .utf32LittleEndian: Self.transcode(Self.units(bytes, bigEndian: false, UInt32.self), from: UTF32.self)
        case .utf32BigEndian: Self.transcode(Self.units(bytes, bigEndian: true, UInt32.self), from: UTF32.self)
        }
    }

    private static func units<Unit: FixedWidthInteger & UnsignedInteger>(
        _ bytes: [UInt8],
        bigEndian: Bool,
        _: Unit.Type
    ) -> [Unit] {
        let width = Unit.bitWidth / 8
        var units: [Unit] = []
        units.reserveCapacity(bytes.count / width)
        for start in stride(from: 0, to: bytes.count - width + 1, by: width) {
            var unit: Unit = 0
            for offset in 0..<width {
                let byte = bytes[bigEndian ? start + offset : start + width - 1 - offset]
                unit = unit << 8 | Unit(byte)
            }
            units.append(unit)
        }
        return units
    }

    private static func transcode<Encoding: Unicode.Encoding>(
        _ units: [Encoding.CodeUnit],
        from: Encoding.Type
    ) -> (utf8: [UInt8], repaired: Bool) {
        var utf8: [UInt8] = []
        utf8.reserveCapacity(units.count)
        let repaired = Swift.transcode(units.makeIterator(), from: from, to: UTF8.self, stoppingOnError: false) {
            utf8.append($0)
        }
        return (utf8, repaired)
    }
}

/// The marks that can stand at the start of a Unicode text; the longer ones come first.
struct ByteOrderMark {
    let bytes: [UInt8]
    let form: UnicodeForm

    static let all = [
        ByteOrderMark(bytes: [0x00, 0x00, 0xFE, 0xFF], form: .utf32BigEndian),
        ByteOrderMark(bytes: [0xFF, 0xFE, 0x00, 0x00], form: .utf32LittleEndian),
        ByteOrderMark(bytes: [0xEF, 0xBB, 0xBF], form: .utf8),
        ByteOrderMark(bytes: [0xFF, 0xFE], form: .utf16LittleEndian),
        ByteOrderMark(bytes: [0xFE, 0xFF], form: .utf16BigEndian),
    ]
}
