/// A family of features that is weighted and scaled to length as one.
enum FeatureBlock: Int, CaseIterable, Sendable {
    /// Words and pairs of neighbours.
    case words
    /// Ordered pairs with one to three words between them.
    case skips

    /// The length of the block's part of a sentence vector.
    var weight: Float {
        switch self {
        case .words: 1
        case .skips: 0.5
        }
    }

    /// How many training rows must hold a feature before it is learned.
    var minimumRows: Int {
        switch self {
        case .words: 2
        case .skips: 4
        }
    }
}
