package import AttackKnowledge

/// How right a mapper is on labelled texts.
package struct EvaluationOutcome: Hashable, Codable, Sendable {
    /// How right it is about one technique.
    package struct Technique: Hashable, Codable, Sendable {
        /// The technique.
        package var id: TechniqueID
        /// Its name; nil where the release does not know it.
        package var name: String?
        /// In how many texts it is.
        package var gold: Int
        /// In how many texts it was found.
        package var found: Int
        /// Precision, recall and F1.
        package var accuracy: Accuracy
        /// How well its scores put the texts it is in before the others; nil where it is in none.
        package var averagePrecision: Double?
    }

    /// Whether the evidence shown is what people marked.
    package struct Overlap: Hashable, Codable, Sendable {
        /// The techniques that were found, are right and are marked in the text.
        package var count: Int
        /// Those with a piece of evidence that overlaps a mark.
        package var overlapping: Int
        /// Their share, 0 to 1.
        package var share: Double
    }

    /// Whether ids that are written are found.
    package struct Written: Hashable, Codable, Sendable {
        /// The labels that the release knows and whose id, of whatever age, is written in their text.
        package var count: Int
        /// Those that were found.
        package var found: Int
        /// Their share, 0 to 1.
        package var share: Double
    }

    /// What a text was.
    package var unit: MeasuredUnit
    /// How many texts there were.
    package var texts: Int
    /// How many reports they were, or were from.
    package var reports: Int
    /// In how many texts there is a technique.
    package var textsWithTechniques: Int
    /// The decisions, over all texts and techniques.
    package var confusion: Confusion
    /// Their accuracy: each decision weighs the same.
    package var micro: Accuracy
    /// The mean over the techniques that are there or were found: each technique weighs the same.
    package var macro: Accuracy?
    /// The mean over reports by the SoK protocol: each report weighs the same.
    ///
    /// A sentence counts for its report: what is in one of them, or was found in one, is in the report.
    package var perReport: Accuracy?
    /// The average precision over all pairs of a text and a technique, ranked by score.
    package var averagePrecision: Double?
    /// The mean of the average precisions of the texts that have a technique.
    package var meanAveragePrecision: Double?
    /// The texts with a right technique among the best-ranked.
    package var hits: [HitMeasure.Share]
    /// The same with every technique counted for its parent, each parent once.
    package var parentHits: [HitMeasure.Share]
    /// Whether the scores are probabilities; nil where all were low.
    package var calibration: CalibrationMeasure.Outcome?
    /// Whether the evidence is what people marked; nil where nothing is marked.
    package var evidence: Overlap?
    /// Whether written ids are found; nil where no label is written.
    package var written: Written?
    /// Ids among the labels that the release does not know under any age; they count as not found.
    package var unknown: [TechniqueID]
    /// The techniques that are in a text or were found in one, by id.
    package var techniques: [Technique]
}
