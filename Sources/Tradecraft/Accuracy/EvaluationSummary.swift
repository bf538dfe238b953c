package import AttackKnowledge
package import TechniqueMapping

/// What an evaluation of a model found, with what it was made of.
package struct EvaluationSummary: Encodable, Sendable {
    /// One part of a cross-validation.
    package struct Fold: Encodable, Sendable {
        /// How many reports were held out.
        package var reports: Int
        /// The model that was trained without them.
        package var model: String
        /// The cut that its training chose; nil where the expected F measure of each text decides.
        package var threshold: Double?
    }

    /// One text with its decisions.
    package struct Text: Encodable, Sendable {
        /// The report that it is, or is from.
        package var doc: String
        /// The techniques that are in it.
        package var labels: [TechniqueID]
        /// The techniques that were found.
        package var techniques: [TechniqueID]
    }

    /// The version of ATT&CK.
    package var attack: String
    /// The domain.
    package var domain: AttackDomain
    /// The model; nil for a cross-validation, which trains several.
    package var model: String?
    /// The model's own cut; nil for a cross-validation, and where the expected F measure of each text decides.
    package var threshold: Double?
    /// The way the decision leaned.
    package var sensitivity: Sensitivity
    /// The parts of a cross-validation; none for the evaluation of one model.
    package var folds: [Fold] = []
    /// The figures.
    package var outcome: EvaluationOutcome
    /// The decisions, text by text.
    package var texts: [Text]

    /// What the figures are of, in a few words: a model, or how many.
    package var subject: String {
        let of = "ATT&CK \(domain.title) \(attack)"
        guard let model else { return "cross-validation in \(folds.count) parts, \(of)" }
        return "model \(model), \(of)"
    }
}
