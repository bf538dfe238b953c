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
    /// Whether texts in which the id of a technique is written are left out.
    package var leavesOutWritten: Bool
    /// The way the decision leans.
    package var sensitivity: Sensitivity
    /// How many texts are mapped at the same time; the figures do not depend on it.
    package var threads: Int

    /// Makes settings.
    package init(
        unit: MeasuredUnit = .report,
        labels: SystemPath? = nil,
        foldsToParents: Bool = false,
        leavesOutWritten: Bool = false,
        sensitivity: Sensitivity = .balanced,
        threads: Int = 2
    ) {
        self.unit = unit
        self.labels = labels
        self.foldsToParents = foldsToParents
        self.leavesOutWritten = leavesOutWritten
        self.sensitivity = sensitivity
        self.threads = threads
    }

    /// What is measured of the lines of a file.
    func texts(_ lines: [LabelledText]) -> [LabelledText] {
        let texts = unit == .span ? LabelledText.spans(of: lines) : lines
        return leavesOutWritten ? texts.filter { WrittenTechniques.ids(in: $0.text).isEmpty } : texts
    }

    /// How texts are mapped for measuring: decided as the model decides, ranked to the last technique.
    var mappingOptions: MappingOptions {
        MappingOptions(sensitivity: sensitivity, maximumRanked: .max, detail: .techniques)
    }
}
