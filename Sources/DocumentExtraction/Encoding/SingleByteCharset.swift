/// A character set of one byte a character.
struct SingleByteCharset: Sendable {
    /// The set's name.
    let name: String

    /// The scalar of each byte from 0x80.
    let upperHalf: [Unicode.Scalar]

    /// The UTF-8 of each byte from 0x80: up to three bytes, the first one lowest.
    private let encoded: [UInt32]

    init(name: String, upperHalf: [Unicode.Scalar]) {
        self.name = name
        self.upperHalf = upperHalf
        encoded = upperHalf.map { scalar in
            (UTF8.encode(scalar).map { Array($0) } ?? []).reversed().reduce(0) { $0 << 8 | UInt32($1) }
        }
    }

    /// A set that the system knows; `nil` when it does not, or when its characters take more than a byte.
    init?(system name: String) {
        guard let converter = CharacterSetConverter(name) else { return nil }
        var upperHalf: [Unicode.Scalar] = []
        for byte in UInt8(0x80)...0xFF {
            // A byte that another one could follow makes one character with one of these.
            for next: UInt8 in [0x41, 0xA4] {
                guard converter.scalars([byte, next]).count == 2 else { return nil }
            }
            guard let scalar = converter.scalars([byte]).first, scalar.value < 0x10000 else { return nil }
            upperHalf.append(scalar)
        }
        self.init(name: name, upperHalf: upperHalf)
    }

    /// What Western Windows programs write; it can read any bytes.
    static let windows1252 = SingleByteCharset(name: "windows-1252", upperHalf: westernControls + latin1.dropFirst(32))

    /// The bytes as UTF-8.
    func decode(_ bytes: [UInt8]) -> [UInt8] {
        var utf8: [UInt8] = []
        utf8.reserveCapacity(bytes.count + bytes.count / 8)
        append(bytes.span, to: &utf8)
        return utf8
    }

    /// Appends the bytes as UTF-8.
    func append(_ bytes: Span<UInt8>, to utf8: inout [UInt8]) {
        for index in bytes.indices {
            let byte = bytes[index]
            guard byte >= 0x80 else {
                utf8.append(byte)
                continue
            }
            var rest = encoded[Int(byte & 0x7F)]
            while rest != 0 {
                utf8.append(UInt8(truncatingIfNeeded: rest))
                rest >>= 8
            }
        }
    }

    /// The scalar that a byte stands for.
    func scalar(_ byte: UInt8) -> Unicode.Scalar {
        byte < 0x80 ? Unicode.Scalar(byte) : upperHalf[Int(byte & 0x7F)]
    }

    private static let latin1 = (UInt8(0x80)...0xFF).map { Unicode.Scalar($0) }

    /// 0x80 to 0x9F; the five without a meaning stay what they are and are dropped as control characters later.
    private static let westernControls: [Unicode.Scalar] = [
        "\u{20AC}", "\u{81}", "\u{201A}", "\u{192}", "\u{201E}", "\u{2026}", "\u{2020}", "\u{2021}",
        "\u{2C6}", "\u{2030}", "\u{160}", "\u{2039}", "\u{152}", "\u{8D}", "\u{17D}", "\u{8F}",
        "\u{90}", "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}", "\u{2022}", "\u{2013}", "\u{2014}",
        "\u{2DC}", "\u{2122}", "\u{161}", "\u{203A}", "\u{153}", "\u{9D}", "\u{17E}", "\u{178}",
    ]
}
