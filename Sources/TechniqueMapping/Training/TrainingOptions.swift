package import AttackKnowledge

/// How a model is trained.
///
/// The embedded model is made with the defaults and a threshold of 0.5.
package struct TrainingOptions: Hashable, Sendable {
    /// The techniques to learn; `nil` is all that are in force.
    ///
    /// A label outside counts for its parent if that is inside.
    package var classes: [TechniqueID]?
    /// Whether the texts of ATT&CK itself are learned from.
    package var usesAttackTexts = true
    /// The number of weights kept.
    package var weightCount = 250_000
    /// How many classes are learned at the same time; the result does not depend on it.
    package var threads = 2
    /// The cost of a row on the wrong side, before its weight.
    package var cost: Float = 0.3
    /// The weight of an ATT&CK text beside an annotated sentence, for techniques that have both.
    package var attackTextWeight: Float = 0.3
    /// The weight of an unlabelled sentence in a report that shows the technique elsewhere.
    package var unlabelledSiblingWeight: Float = 0.5
    /// The folds of the cross-validation that sets scores and threshold.
    package var folds = 5

    /// The document score from which a technique counts as found; `nil` lets cross-validation choose.
    ///
    /// Cross-validation knows only the annotated techniques and publishers it has seen. For all techniques on reports of
    /// other publishers 0.5 measured better than its 0.37, and the embedded model is trained with that.
    package var threshold: Float?

    /// Makes the default options.
    package init() {}
}
