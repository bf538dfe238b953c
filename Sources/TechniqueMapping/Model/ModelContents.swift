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
    /// How many families follow the techniques among the classes.
    var familyCount: Int
    /// By class, families included.
    var biases: [Float]
    /// For each class, which sentence calibration it uses: 1 where annotated reports taught it.
    var banks: [UInt8]
    /// From a sentence's margin to a probability, one for each bank.
    var sentenceCalibrations: [CalibrationTable]
    /// From the report stage's probability to an observed rate.
    var reportCalibration: CalibrationTable?
    var stage: ReportStage
    /// The fixed score from which a technique counts as found; nil when the expected F measure decides.
    var threshold: Float?
    /// The score from which a technique counts as found in a sentence alone.
    var sentenceThreshold: Float
    /// The features it was trained on.
    var blocks: [FeatureBlock] = [.words, .skips]
    /// How much the words of a sentence's neighbours count.
    var contextWeight: Float = 0
    /// Hashes of the words that occur in lower case in the training texts and are the name of something as well.
    var ordinaryNames: [UInt64]
    /// Sorted by key.
    var features: [Feature]
}
