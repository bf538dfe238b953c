/// A text to learn from.
struct TrainingRow {
    /// The class indices it is an example of, sorted.
    var labels: [UInt16]
    /// The annotated report it is from, `nil` for a text of ATT&CK's.
    var document: Int?
    /// Its features, repeated as they occur, one list a block.
    var features: [[FeatureKey]]
}
