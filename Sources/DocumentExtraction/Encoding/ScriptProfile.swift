/// What text in an alphabet other than Latin looks like once it is decoded: in the wrong set, rare letters, capitals
/// inside words and final letters before other letters abound.
struct ScriptProfile: Sendable {
    private let charsets: [String]
    private let common: Set<UInt32>
    private let letters: ClosedRange<UInt32>
    /// Capital letters, which do not follow small ones.
    private let capitals: ClosedRange<UInt32>?
    /// Letters that stand at the end of words alone.
    private let finals: Set<UInt32>

    /// The set that a text is most likely in; `nil` when it is none of these.
    static func best(for sample: [UInt8]) -> SingleByteCharset? {
        let high = sample.count { $0 >= 0x80 }
        var best: (charset: SingleByteCharset, score: Int)?
        for profile in all {
            for name in profile.charsets {
                guard let charset = SingleByteCharset(system: name) else { continue }
                let score = profile.score(of: sample, in: charset)
                if score > best?.score ?? high {
                    best = (charset, score)
                }
            }
        }
        return best?.charset
    }

    private func score(of sample: [UInt8], in charset: SingleByteCharset) -> Int {
        var score = 0
        var previous: UInt32 = 0x20
        for byte in sample {
            let scalar = charset.scalar(byte).value
            if byte >= 0x80 {
                score += weight(of: scalar, after: previous)
            }
            previous = scalar
        }
        return score
    }

    private func weight(of scalar: UInt32, after previous: UInt32) -> Int {
        let isCapital = capitals?.contains(scalar) ?? false
        if isCapital { return letters.contains(previous) && capitals?.contains(previous) == false ? -2 : 0 }
        guard letters.contains(scalar) else { return Self.punctuation.contains(scalar) ? 0 : -2 }
        if finals.contains(previous) { return -3 }
        return common.contains(scalar) ? 2 : 1
    }

    private init(
        _ charsets: [String],
        common: String,
        letters: ClosedRange<UInt32>,
        capitals: ClosedRange<UInt32>? = nil,
        finals: String = ""
    ) {
        self.charsets = charsets
        self.common = Set(common.unicodeScalars.map(\.value))
        self.letters = letters
        self.capitals = capitals
        self.finals = Set(finals.unicodeScalars.map(\.value))
    }

    /// No-break space, quotation marks, dashes, the ellipsis, the number sign: they are in every text.
    private static let punctuation: Set<UInt32> = [
        0xA0, 0xAB, 0xBB, 0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0x2026, 0x2022, 0x2116, 0xA9,
        0xB0, 0x60C, 0x61B, 0x61F,
    ]

    private static let all = [
        ScriptProfile(
            ["windows-1251", "cp866", "koi8-r", "koi8-u", "iso-8859-5"],
            common: "оеаинтсрвл",
            letters: 0x400...0x491,
            capitals: 0x400...0x42F
        ),
        ScriptProfile(
            ["windows-1253", "iso-8859-7"],
            common: "αοιετσνηυρπκ",
            letters: 0x386...0x3CE,
            capitals: 0x386...0x3AB,
            finals: "ς"
        ),
        ScriptProfile(
            ["windows-1255", "iso-8859-8"],
            common: "יוהלארתבשמ",
            letters: 0x5D0...0x5EA,
            finals: "ךםןףץ"
        ),
        ScriptProfile(
            ["windows-1256", "iso-8859-6"],
            common: "اليمونرتبعدسف",
            letters: 0x621...0x652,
            finals: "ةى"
        ),
    ]
}
