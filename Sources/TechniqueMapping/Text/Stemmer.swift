/// A light English stemmer: endings of number and tense go, nothing else.
///
/// In order: `ies` to `y`; else `sses` to `ss`; else a final `s`. Then `ing` or `ed`, after which a doubled consonant
/// (other than `s` and `l`) loses one. Then a final `e`. Words that would become too short stay as they are.
enum Stemmer {
    /// A word's stem: so many of its first letters, and a `y` where it ended in `ies`.
    struct Stem {
        var kept: Int
        var endsInY = false
    }

    /// Stems lower-case letters.
    @inline(__always)
    static func stem(_ word: TextBytes) -> Stem {
        var stem = removePlural(word)
        // No further ending can follow the y.
        if stem.endsInY { return stem }
        if let shorter = removeTense(word, stem.kept) {
            stem.kept = shorter
            let last = word[shorter - 1]
            if shorter > 3, last == word[shorter - 2], last != 0x73, last != 0x6C, !isVowel(last) { stem.kept -= 1 }
        }
        if stem.kept > 3, word[stem.kept - 1] == 0x65 { stem.kept -= 1 }
        return stem
    }

    /// The stem of a word, for tests and short lists.
    static func stem(_ word: String) -> String {
        let bytes = Array(word.utf8)
        let stem: Stem = bytes.withUnsafeBufferPointer { Self.stem($0) }
        return String(decoding: bytes.prefix(stem.kept), as: UTF8.self) + (stem.endsInY ? "y" : "")
    }

    @inline(__always)
    private static func removePlural(_ word: TextBytes) -> Stem {
        let count = word.count
        guard count > 3, word[count - 1] == 0x73 else { return Stem(kept: count) }
        let before = word[count - 2]
        if before == 0x65, word[count - 3] == 0x69, count > 4 { return Stem(kept: count - 3, endsInY: true) }
        if before == 0x65, count > 4, word[count - 3] == 0x73, word[count - 4] == 0x73 { return Stem(kept: count - 2) }
        // "ss", "us" and "is" end no plural: process, virus, analysis.
        return Stem(kept: before == 0x73 || before == 0x75 || before == 0x69 ? count : count - 1)
    }

    /// The length without `ing` or `ed`, when a syllable is left.
    @inline(__always)
    private static func removeTense(_ word: TextBytes, _ count: Int) -> Int? {
        let rest: Int
        if count > 5, word[count - 1] == 0x67, word[count - 2] == 0x6E, word[count - 3] == 0x69 {
            rest = count - 3
        } else if count > 4, word[count - 1] == 0x64, word[count - 2] == 0x65 {
            rest = count - 2
        } else {
            return nil
        }
        for index in 0..<rest where isVowel(word[index]) || word[index] == 0x79 { return rest }
        return nil
    }

    @inline(__always)
    private static func isVowel(_ byte: UInt8) -> Bool {
        byte == 0x61 || byte == 0x65 || byte == 0x69 || byte == 0x6F || byte == 0x75
    }
}
