package import AttackKnowledge

/// How a model is trained.
///
/// The defaults are what the embedded model is made with.
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
    package var folds = 3

    /// Makes the default options.
    package init() {}
}
