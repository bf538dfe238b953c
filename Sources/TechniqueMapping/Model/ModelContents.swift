/// Everything a model file holds, in memory while it is being made.
struct ModelContents {
    /// One learned feature.
    struct Feature {
        var key: FeatureKey
        var idf: UInt8
        /// Class and weight, sorted by class; empty for a feature that only counts towards the length.
        var weights: [(classIndex: UInt16, weight: Float)]
    }

    var attackVersion: String
    var knowledgeFingerprint: UInt64
    /// Technique ids, in the order of class indices.
    var classes: [String]
    var biases: [Float]
    /// For each class, which calibration it uses.
    var banks: [UInt8]
    var calibrations: [Calibration]
    var threshold: Float
    /// Hashes of the words that occur in lower case in the training texts and are the name of something as well.
    var ordinaryNames: [UInt64]
    /// Sorted by key.
    var features: [Feature]
}
