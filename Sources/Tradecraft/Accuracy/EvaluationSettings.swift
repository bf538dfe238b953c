package import Inbox
package import TechniqueMapping

/// How a model is evaluated.
package struct EvaluationSettings: Sendable {
    /// What a line of the input is.
    package var unit: MeasuredUnit
    /// A JSON list of the technique ids that count; nil for all.
    package var labels: SystemPath?
    /// Whether a sub-technique counts for its parent.
    package var foldsToParents: Bool
    /// The way the decision leans.
    package var sensitivity: Sensitivity
    /// How many texts are mapped at the same time; the figures do not depend on it.
    package var threads: Int

    /// Makes settings.
    package init(
        unit: MeasuredUnit = .report,
        labels: SystemPath? = nil,
        foldsToParents: Bool = false,
        sensitivity: Sensitivity = .balanced,
        threads: Int = 2
    ) {
        self.unit = unit
        self.labels = labels
        self.foldsToParents = foldsToParents
        self.sensitivity = sensitivity
        self.threads = threads
    }

    /// How texts are mapped for measuring: decided as the model decides, ranked to the last technique.
    var mappingOptions: MappingOptions {
        MappingOptions(sensitivity: sensitivity, maximumRanked: .max, detail: .techniques)
    }
}
