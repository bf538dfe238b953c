/// A text to learn from, or a sentence of a report that is scored during training.
struct TrainingRow {
    /// The class indices it is an example of, sorted.
    var labels: [UInt16]
    /// The families of those, sorted.
    var families: [UInt16]
    /// The classes that it is said to be no example of, sorted; only of a sentence that an analyst reviewed.
    var refuted: [UInt16] = []
    /// Whether it says nothing of other classes than those that it is, or is not, an example of.
    var isReviewed = false
    /// The report it is from, `nil` for a text of ATT&CK's and for a reviewed sentence.
    var document: Int?
    /// Whether it is learned from: a sentence that people annotated, or a text of ATT&CK's.
    var isTaught: Bool
    /// Its features, repeated as they occur, one list a block.
    var features: [[FeatureKey]]
}
