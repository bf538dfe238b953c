/// What the accented letters of a language written in Latin letters are, and the sets it is written in.
struct LatinProfile: Sendable {
    private let charsets: [String]
    private let letters: Set<UInt32>

    /// Fewer accented letters than this say nothing.
    private static let fewest = 4

    /// The set that a text is most likely in; `nil` when it may be the usual one of the West.
    ///
    /// Another set is chosen only when nearly all letters fit one of its languages, and clearly better than any language
    /// of the West fits; the fewer letters there are, the clearer it must be.
    static func best(for sample: [UInt8]) -> SingleByteCharset? {
        var counts = [Int](repeating: 0, count: 128)
        for (index, byte) in sample.enumerated() where byte >= 0x80 && !punctuation.contains(byte) {
            // A letter stands beside letters; a sign after a number is none.
            let before = index > 0 ? sample[index - 1] : 0
            let after = index + 1 < sample.count ? sample[index + 1] : 0
            if before >= 0x80 || after >= 0x80 || before.isASCIILetter || after.isASCIILetter {
                counts[Int(byte & 0x7F)] += 1
            }
        }
        let total = counts.reduce(0, +)
        guard total >= fewest else { return nil }
        let usual = western.map { $0.fit(of: counts, in: .windows1252) }.max() ?? 0
        var best: (charset: SingleByteCharset, fit: Int)?
        for profile in others {
            for name in profile.charsets {
                guard let charset = SingleByteCharset(system: name) else { continue }
                let fit = profile.fit(of: counts, in: charset)
                let isClear = (fit - usual) * 10 >= total * 3 || (total >= 8 && (fit - usual) * 7 >= total)
                let isSlight = total >= 16 && (fit - usual) * 33 >= total && fit * 100 >= total * 97
                if fit * 10 >= total * 9, isClear || isSlight, fit > best?.fit ?? 0 {
                    best = (charset, fit)
                }
            }
        }
        return best?.charset
    }

    private func fit(of counts: [Int], in charset: SingleByteCharset) -> Int {
        var fit = 0
        for (index, count) in counts.enumerated() where count > 0 {
            let lower = charset.upperHalf[index].properties.lowercaseMapping.unicodeScalars.first
            fit += lower.map { letters.contains($0.value) } == true ? count : 0
        }
        return fit
    }

    private init(_ charsets: [String], _ letters: String) {
        self.charsets = charsets
        self.letters = Set(letters.unicodeScalars.map(\.value))
    }

    /// What is the same character, and no letter, in all the sets of Windows.
    private static let punctuation: Set<UInt8> = [
        0x80, 0x82, 0x84, 0x85, 0x86, 0x87, 0x89, 0x8B, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x99, 0x9B, 0xA0,
        0xA7, 0xA9, 0xAB, 0xAC, 0xAE, 0xB0, 0xB1, 0xB7, 0xBB,
    ]

    private static let western = [
        "àâäæçéèêëîïôœùûüÿ", "áéíñóúü¡¿", "äöüßé", "áâãàçéêíóôõúü", "àèéìíîòóùú", "åäöæøéüàèêó", "áðéíóúýþæö",
        "éëïóöüèáêç", "àçèéíïòóúü",
    ]
    .map { LatinProfile(["windows-1252"], $0) }

    private static let central = ["windows-1250", "iso-8859-2"]
    private static let baltic = ["windows-1257", "iso-8859-13"]

    private static let others = [
        LatinProfile(central, "ąćęłńóśźż"), LatinProfile(central, "áčďéěíňóřšťúůýž"),
        LatinProfile(central, "áäčďéíĺľňóôŕšťúýž"), LatinProfile(central, "áéíóöőúüű"),
        LatinProfile(central, "čćđšž"), LatinProfile(central, "ăâîşţșț"), LatinProfile(["windows-1254"], "çğıöşüâîû"),
        LatinProfile(baltic, "ąčęėįšųūž"), LatinProfile(baltic, "āčēģīķļņšūž"),
    ]
}
