/// Names of files in character sets of before Unicode, with nothing that says which.
///
/// Programs for DOS and Windows put names into zip archives in the set of their country. Two bytes in a row that make
/// frequent characters of Japanese or Chinese, time after time, are those; what is left is Cyrillic or Western.
enum LegacyFileName {
    /// The name as UTF-8; what is UTF-8 already stays.
    static func decode(_ bytes: [UInt8], isDOS: Bool) -> [UInt8] {
        if TextDecoding.isValid(bytes) { return bytes }
        let sets = [("shift_jis", score(bytes, shiftJIS)), ("gbk", score(bytes, gbk))]
        if let best = sets.max(by: { $0.1 < $1.1 }), best.1 > 0, let name = converted(bytes, from: best.0) {
            return name
        }
        if isDOS, let name = converted(bytes, from: looksCyrillic(bytes) ? "cp866" : "cp437") { return name }
        return SingleByteCharset.guess(bytes).decode(bytes)
    }

    private static func converted(_ bytes: [UInt8], from charset: String) -> [UInt8]? {
        guard let name = CharacterSetConversion.convert(bytes, from: charset),
            name.range(of: "\u{FFFD}") == nil
        else { return nil }
        return name
    }

    /// How much two bytes look like a character of a set; `nil` when they cannot be one.
    private typealias Pair = (UInt8, UInt8) -> Int?

    /// How much a name looks like one of a set: zero or less when it does not.
    ///
    /// A pair that stands alone between plain letters is an accented letter of the West and the one after it.
    private static func score(_ bytes: [UInt8], _ pair: Pair) -> Int {
        var score = 0
        var index = 0
        var run = 0
        while index < bytes.count {
            guard bytes[index] >= 0x80 else {
                run = 0
                index += 1
                continue
            }
            if index + 1 < bytes.count, let value = pair(bytes[index], bytes[index + 1]) {
                run += 1
                score += run == 1 ? min(value, 0) : value
                index += 2
            } else {
                score -= 2
                index += 1
            }
        }
        return score
    }

    private static func shiftJIS(_ first: UInt8, _ second: UInt8) -> Int? {
        guard (0x40...0xFC).contains(second), second != 0x7F else { return nil }
        return switch (first, second) {
        case (0x82, 0x9F...0xF1), (0x83, 0x40...0x96): 3  // hiragana, katakana
        case (0x88, 0x9F...), (0x89...0x97, _): 2  // the kanji in daily use
        case (0x81...0x9F, _), (0xE0...0xFC, _): 0
        default: nil
        }
    }

    private static func gbk(_ first: UInt8, _ second: UInt8) -> Int? {
        guard (0x40...0xFE).contains(second), second != 0x7F else { return nil }
        return switch (first, second) {
        case (0xB0...0xD7, 0xA1...): 2  // the characters in daily use
        case (0xD8...0xF7, 0xA1...): 1
        case (0xA1...0xA9, 0xA1...): 0
        case (0x81...0xFE, _): -1
        default: nil
        }
    }

    /// Whether the bytes above 127 are mostly letters of the Cyrillic set of DOS, in words.
    private static func looksCyrillic(_ bytes: [UInt8]) -> Bool {
        var letters = 0
        var inWords = 0
        var run = 0
        for byte in bytes {
            let isLetter = (0x80...0xAF).contains(byte) || (0xE0...0xF1).contains(byte)
            run = isLetter ? run + 1 : 0
            letters += isLetter ? 1 : 0
            inWords += run == 3 ? 3 : run > 3 ? 1 : 0
        }
        return inWords * 2 > letters
    }
}
