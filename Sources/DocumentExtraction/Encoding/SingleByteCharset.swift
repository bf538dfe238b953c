/// The single-byte character sets that are told apart without a declaration.
struct SingleByteCharset: Sendable {
    /// The set's name.
    let name: String

    /// The scalar of each byte from 0x80.
    let upperHalf: [Unicode.Scalar]

    /// What Western Windows programs write; it can read any bytes.
    static let windows1252 = SingleByteCharset(name: "windows-1252", upperHalf: westernControls + latin1.dropFirst(32))

    /// The bytes as UTF-8.
    func decode(_ bytes: [UInt8]) -> [UInt8] {
        let table = upperHalf.map { scalar in UTF8.encode(scalar).map { Array($0) } ?? [] }
        var utf8: [UInt8] = []
        utf8.reserveCapacity(bytes.count + bytes.count / 8)
        for byte in bytes {
            if byte < 0x80 {
                utf8.append(byte)
            } else {
                utf8.append(contentsOf: table[Int(byte) - 0x80])
            }
        }
        return utf8
    }

    /// The set a text without any declaration is most likely in.
    ///
    /// Western text has single letters above 127 among plain ones, Cyrillic text has whole words of them; which
    /// Cyrillic set it is shows in the letters: in the wrong one, rare letters and capitals inside words abound.
    static func guess(_ bytes: [UInt8]) -> SingleByteCharset {
        let sample = bytes.prefix(1 << 16)
        var high = 0
        var inWords = 0
        var run = 0
        for byte in sample {
            run = byte >= 0x80 ? run + 1 : 0
            high += byte >= 0x80 ? 1 : 0
            inWords += run == 3 ? 3 : run > 3 ? 1 : 0
        }
        guard high >= 8, inWords * 10 >= high * 7 else { return windows1252 }
        let scored = ["windows-1251", "cp866", "koi8-r"]
            .compactMap { name in
                cyrillic(name).map { (charset: $0, score: $0.cyrillicScore(of: sample)) }
            }
        guard let best = scored.max(by: { $0.score < $1.score }), best.score > high else { return windows1252 }
        return best.charset
    }

    private static func cyrillic(_ name: String) -> SingleByteCharset? {
        let upperHalf = (UInt8(0x80)...0xFF)
            .compactMap { byte in
                CharacterSetConversion.convert([byte], from: name)
                    .flatMap { String(decoding: $0, as: UTF8.self).unicodeScalars.first }
            }
        return upperHalf.count == 128 ? SingleByteCharset(name: name, upperHalf: upperHalf) : nil
    }

    private func cyrillicScore(of bytes: ArraySlice<UInt8>) -> Int {
        var score = 0
        var previous: Unicode.Scalar = " "
        for byte in bytes where byte >= 0x80 {
            let scalar = upperHalf[Int(byte) - 0x80]
            switch scalar {
            case _ where Self.commonLetters.contains(scalar): score += 2
            case "\u{430}"..."\u{44F}", "\u{451}": score += 1
            case "\u{410}"..."\u{42F}": score += ("\u{430}"..."\u{44F}").contains(previous) ? -2 : 0
            default: score -= 2
            }
            previous = scalar
        }
        return score
    }

    /// The most frequent letters of Russian: о е а и н т с р в л.
    private static let commonLetters: Set<Unicode.Scalar> = [
        "\u{43E}", "\u{435}", "\u{430}", "\u{438}", "\u{43D}", "\u{442}", "\u{441}", "\u{440}", "\u{432}", "\u{43B}",
    ]

    private static let latin1 = (UInt8(0x80)...0xFF).map { Unicode.Scalar($0) }

    /// 0x80 to 0x9F; the five without a meaning stay what they are and are dropped as control characters later.
    private static let westernControls: [Unicode.Scalar] = [
        "\u{20AC}", "\u{81}", "\u{201A}", "\u{192}", "\u{201E}", "\u{2026}", "\u{2020}", "\u{2021}",
        "\u{2C6}", "\u{2030}", "\u{160}", "\u{2039}", "\u{152}", "\u{8D}", "\u{17D}", "\u{8F}",
        "\u{90}", "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}", "\u{2022}", "\u{2013}", "\u{2014}",
        "\u{2DC}", "\u{2122}", "\u{161}", "\u{203A}", "\u{153}", "\u{9D}", "\u{17E}", "\u{178}",
    ]
}
