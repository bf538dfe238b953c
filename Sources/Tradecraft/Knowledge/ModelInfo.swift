import TechniqueMapping

/// What a model is, in numbers.
package struct ModelInfo: Encodable, Sendable {
    /// Its identity.
    package let hash: String
    /// The version of ATT&CK it was trained for.
    package let attackVersion: String
    /// How many techniques it scores.
    package let classes: Int
    /// How many of those it has learned from annotated reports.
    package let annotated: Int
    /// How many features it knows.
    package let features: Int
    /// How many weights it holds.
    package let weights: Int
    /// The size of its file.
    package let bytes: Int
    /// The score from which a technique is reported; nil where the expected F measure of each report decides.
    package let threshold: Double?

    init(_ model: TechniqueModel) {
        hash = model.hash
        attackVersion = model.attackVersion
        classes = model.classes.count
        annotated = model.annotatedCount
        features = model.size.features
        weights = model.size.weights
        bytes = model.byteCount
        threshold = model.threshold
    }
}
