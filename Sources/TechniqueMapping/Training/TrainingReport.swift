/// A report to learn from: its text, its sentences, and what people say it shows.
struct TrainingReport {
    /// What the labels cover.
    enum Coverage {
        /// The techniques that annotated sentences cover: silence about others means nothing.
        case annotated
        /// Every technique: silence means absence.
        case exhaustive
    }

    /// The report's name: reports of one name are never on both sides of a cross-validation.
    var name: String
    var coverage: Coverage
    /// The class indices it shows.
    var gold: Set<UInt16>
    /// A sentence that the model scores.
    struct Line {
        /// Its row.
        var row: Int
        /// How many tokens it has.
        var tokens: Int
        /// What its stance takes from its margins.
        var penalty: Float
    }

    /// The sentences that the model scores, in order.
    var rows: [Line]
    /// Ids and names written in it.
    var literals: LiteralSignals
}
