/// Words whose full stop need not end a sentence.
enum Abbreviations {
    /// What a full stop after an abbreviation may be.
    enum Kind {
        /// The sentence goes on: a title, a reference, `e.g.`.
        case inner
        /// The sentence may end here too: `U.S.`, `Inc.`, `etc.`, a month.
        case either
    }

    private static let inner = WordSet(
        """
        app approx art assn ca cf ch chap col cpt dept dr ed eds eg eq esp ex excl ext fig figs gen gov govt hon hrs ie \
        incl lt maj max min mr mrs ms mt no nos op para pp prof ref refs rep resp rev sec sect sen sgt sr st supp tab \
        tbl ver vers viz vol vols vs
        """
    )
    private static let either = WordSet(
        """
        al apr aug co corp dec est etc feb inc jan jr jul jun llc ltd mar nov oct phd plc sep sept univ gmbh pty
        """
    )
    private static let longest = 12

    /// Whether the full stop at `offset` closes an abbreviation, an initial, or a dotted one such as `e.g.`.
    static func endsAt(_ offset: Int, from start: Int, in text: TextBytes) -> Bool {
        kind(at: offset, from: start, in: text) != nil
    }

    /// What the full stop at `offset` is, if it closes an abbreviation.
    static func kind(at offset: Int, from start: Int, in text: TextBytes) -> Kind? {
        var first = offset
        var dots = 0
        while first > start, offset - first < longest {
            let byte = text[first - 1]
            if byte == 0x2E { dots += 1 } else if !ASCII.isLetter(byte) { break }
            first -= 1
        }
        let length = offset - first
        guard length > 0, first == start || !ASCII.isAlphanumeric(text[first - 1]) else { return nil }
        if length == 1 {
            // "J. Smith" but neither "am I. Then" nor the end of a path.
            guard ASCII.isUpper(text[first]), text[first] != 0x49, first == start || ASCII.isSpace(text[first - 1])
            else { return nil }
            return .either
        }
        if dots > 0 { return dotted(first..<offset, text) }
        guard length <= 6 else { return nil }
        let word = text[first..<offset]
        if inner.contains(word) { return .inner }
        // A word of English when it has no capital: "in the dec." is none, "Co." is one.
        return either.contains(word) && (ASCII.isUpper(text[first]) || isNoWord(word)) ? .either : nil
    }

    /// `e.g`, `U.S`, `a.k.a`, `Ph.D`: single letters between dots, not `a.exe`.
    private static func dotted(_ range: Range<Int>, _ text: TextBytes) -> Kind? {
        if range.count == 4, text.matches("ph.d", at: range.lowerBound, end: range.upperBound) { return .either }
        for (place, offset) in range.enumerated() where (text[offset] == 0x2E) != (place % 2 == 1) { return nil }
        guard range.count % 2 == 1 else { return nil }
        return ASCII.isLower(text[range.lowerBound]) && range.count == 3
            && !text.matches("a.m", at: range.lowerBound, end: range.upperBound)
            && !text.matches("p.m", at: range.lowerBound, end: range.upperBound) ? .inner : .either
    }

    private static func isNoWord(_ word: Slice<TextBytes>) -> Bool {
        switch word.count {
        case 2: word.first == 0x61  // al
        case 3: word.first == 0x65 || word.first == 0x69 || word.first == 0x6C  // etc inc ltd llc
        default: word.first == 0x63 || word.first == 0x67  // corp gmbh
        }
    }
}
