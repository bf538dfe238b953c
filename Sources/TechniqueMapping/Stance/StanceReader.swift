/// Reads the stance of one sentence after another: one pass over the words of each, and the headings in between.
struct StanceReader {
    private var section = StanceSection()
    private var words = StanceWords()

    init() {}

    /// The stance of a sentence; a heading decides about what follows it.
    mutating func stance(of text: TextBytes, _ sentence: Sentence) -> Stance {
        if sentence.kind == .heading { enter(heading: text, sentence.bytes) }
        if sentence.kind == .code { return .described }
        return stance(of: text, sentence.bytes)
    }

    /// Takes note of a heading.
    mutating func enter(heading text: TextBytes, _ range: Range<Int>) { section.enter(text, range) }

    /// The stance of a sentence under the headings noted so far.
    mutating func stance(of text: TextBytes, _ range: Range<Int>) -> Stance {
        section.count()
        words.read(text, range)
        if let stance = cued(text, range) { return stance }
        switch section.kind {
        case .body: return .described
        case .defence: return Stance(kind: .defensive, cue: nil)
        case .references: return Stance(kind: .reference, cue: nil)
        }
    }

    private func cued(_ text: TextBytes, _ range: Range<Int>) -> Stance? {
        if StanceRules.isBibliography(text, range) {
            return Stance(kind: .reference, cue: range.lowerBound..<range.lowerBound + 1)
        }
        if words.all.isDisjoint(with: .cues) { return nil }
        let rules = StanceRules(words: words.words, all: words.all, count: words.count)
        if let cue = rules.reference() { return rules.stance(.reference, cue) }
        if let cue = rules.defence() { return rules.stance(.defensive, cue) }
        if let cue = rules.neverHappened() { return rules.stance(.hypothetical, cue) }
        if let cue = rules.negation() { return rules.stance(.negated, cue) }
        if let cue = rules.hypothesis() { return rules.stance(.hypothetical, cue) }
        return nil
    }
}
