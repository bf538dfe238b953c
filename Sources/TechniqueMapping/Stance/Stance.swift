/// How a sentence speaks of what it names: as something done, denied, imagined, advised against, or only pointed at.
struct Stance: Hashable, Sendable {
    /// The attitudes.
    enum Kind: String, CaseIterable, Hashable, Sendable {
        /// It tells of behaviour; also what no cue speaks against.
        case described
        /// It says that the behaviour was not seen or is not there.
        case negated
        /// It says what somebody could do.
        case hypothetical
        /// It tells defenders what to do.
        case defensive
        /// It points at another text.
        case reference
    }

    /// The attitude.
    var kind: Kind
    /// The words that gave it away, in UTF-8 bytes of the text; none when it is described, or by its section alone.
    var cue: Range<Int>?

    /// What to take from the margins of the sentence.
    ///
    /// A logistic fit of people's labels on margin and stance, on the sentences of 120 annotated reports with margins of
    /// models that had not seen their report, gives 0.32 for advice (0.28 to 0.44 when the reports are drawn again), 0.08
    /// for denials, 0.05 for possibilities and pointers, and next to nothing for a heading alone. The model itself has
    /// learned much of it: before margins are looked at, advice is labelled a tenth as often as a description is, and
    /// the others a third to a half as often. Denials and pointers get the upper end of their range: whoever reads the
    /// report minds them more than a technique that stands a little lower.
    var marginPenalty: Float {
        switch kind {
        case .described: 0
        case .defensive: cue == nil ? 0.05 : 0.35
        case .negated: 0.15
        case .reference: cue == nil ? 0.05 : 0.15
        case .hypothetical: 0.1
        }
    }

    /// No cue was found.
    static let described = Stance(kind: .described, cue: nil)
}
