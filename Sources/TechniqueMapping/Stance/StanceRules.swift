/// What the words of a sentence say about its stance; each rule gives the places of its cue among the words.
struct StanceRules {
    let words: [StanceWords.Word]
    let all: StanceWordClass
    let count: Int

    /// A stance with the bytes of its cue.
    func stance(_ kind: Stance.Kind, _ cue: ClosedRange<Int>) -> Stance {
        Stance(kind: kind, cue: Int(words[cue.lowerBound].start)..<Int(words[cue.upperBound].end))
    }

    /// Whether the word at a place can mean something.
    @inline(__always)
    func `is`(_ place: Int, _ classes: StanceWordClass) -> Bool {
        place >= 0 && place < words.count && !words[place].classes.isDisjoint(with: classes)
    }

    /// The first place in a range, cut to the sentence, where a word can mean something.
    func first(_ classes: StanceWordClass, in range: Range<Int>) -> Int? {
        guard !all.isDisjoint(with: classes) || !classes.isDisjoint(with: [.comma, .semicolon, .colon]) else {
            return nil
        }
        return range.clamped(to: 0..<words.count).first { !words[$0].classes.isDisjoint(with: classes) }
    }

    /// Whether the place stands in a clause that hangs on another: nothing is stated there.
    func isSubordinate(_ place: Int) -> Bool {
        var index = place - 1
        while index >= 0, place - index <= 12 {
            if `is`(index, [.comma, .semicolon, .colon]) { return false }
            if `is`(index, .subordinate) { return true }
            index -= 1
        }
        return false
    }

    /// `[12]` at the start, or `Name, A. (2019)`.
    static func isBibliography(_ text: TextBytes, _ range: Range<Int>) -> Bool {
        guard text[range.lowerBound] == 0x5B else { return false }
        var offset = range.lowerBound + 1
        while offset < range.upperBound, offset - range.lowerBound < 4, ASCII.isDigit(text[offset]) { offset += 1 }
        return offset > range.lowerBound + 1 && offset < range.upperBound && text[offset] == 0x5D
    }
}
