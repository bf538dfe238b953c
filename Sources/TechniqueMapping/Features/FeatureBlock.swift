/// A family of features that is weighted and scaled to length as one.
enum FeatureBlock: Int, CaseIterable, Sendable {
    /// Words and pairs of neighbours.
    case words
    /// Ordered pairs with one to three words between them.
    case skips
    /// Four characters in a row of a word, its ends included: for a closed set of techniques only, where it measured better.
    case characters

    /// The length of the block's part of a sentence vector.
    var weight: Float {
        switch self {
        case .words: 1
        case .skips: 0.5
        case .characters: 0.7
        }
    }

    /// How many training rows must hold a feature before it is learned.
    var minimumRows: Int {
        switch self {
        case .words, .characters: 2
        case .skips: 4
        }
    }
}
