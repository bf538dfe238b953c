/// Words whose full stop does not end a sentence.
enum Abbreviations {
    private static let known: Set<UInt64> = Set(
        [
            "approx", "assn", "ca", "cf", "col", "corp", "dept", "dr", "ed", "eds", "eg", "est", "fig", "figs", "gen",
            "gov", "govt", "hon", "ie", "jr", "lt", "maj", "mr", "mrs", "ms", "mt", "no", "nos", "op", "pp", "prof",
            "ref", "refs", "rep", "rev", "sec", "sen", "sgt", "sr", "st", "supp", "ver", "viz", "vol", "vols", "vs",
            "jan", "feb", "mar", "apr", "aug", "sept", "oct", "nov", "dec",
        ]
        .map { Hash.word($0.utf8) }
    )

    /// Whether the full stop at `offset` closes an abbreviation, an initial, or a dotted one such as `e.g.`.
    static func endsAt(_ offset: Int, from start: Int, in text: TextBytes) -> Bool {
        var first = offset
        var hasInnerDot = false
        while first > start, offset - first < 12 {
            let byte = text[first - 1]
            if byte == 0x2E { hasInnerDot = true } else if !ASCII.isLetter(byte) { break }
            first -= 1
        }
        let length = offset - first
        guard length > 0, first == start || !ASCII.isAlphanumeric(text[first - 1]) else { return false }
        if length == 1 {
            // "J. Smith" but neither "am I. Then" nor the end of a path.
            return ASCII.isUpper(text[first]) && text[first] != 0x49
                && (first == start || ASCII.isSpace(text[first - 1]))
        }
        if hasInnerDot { return length <= 5 && text[first + 1] == 0x2E }
        guard length <= 6 else { return false }
        var hash = Hash.start
        for index in first..<offset { hash = Hash.step(hash, ASCII.lowered(text[index])) }
        return known.contains(hash)
    }
}
