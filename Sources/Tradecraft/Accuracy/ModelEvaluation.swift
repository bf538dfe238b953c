import AttackKnowledge
package import Inbox
import TechniqueMapping

/// The evaluation of one model on a labelled file.
package struct ModelEvaluation: Sendable {
    private let input: SystemPath
    private let model: SystemPath?
    private let bundle: SystemPath?
    private let settings: EvaluationSettings

    /// An evaluation.
    ///
    /// - Parameters:
    ///   - input: JSON lines `{doc, text, labels, spans?}`.
    ///   - model: a model file; nil for the model in force.
    ///   - bundle: the STIX bundle that the model was trained for; nil for the release in force.
    ///   - settings: what is counted, and how.
    package init(input: SystemPath, model: SystemPath?, bundle: SystemPath?, settings: EvaluationSettings) {
        self.input = input
        self.model = model
        self.bundle = bundle
        self.settings = settings
    }

    /// Maps every text and compares.
    ///
    /// - Parameters:
    ///   - configuration: which release and model are in force.
    ///   - progress: hears how many texts are mapped, of how many.
    /// - Returns: the figures and the decisions.
    /// - Throws: ``StartupError`` for the labelled files, ``AgentFailure`` for release and model.
    package func run(
        _ configuration: Configuration,
        progress: @escaping @Sendable (Int, Int) -> Void
    ) async throws -> EvaluationSummary {
        let labels = try settings.labels.map(LabelledFile.classes)
        let lines = settings.texts(
            try LabelledFile.lines(LabelledText.self, in: input, expected: LabelledText.expectation)
        )
        guard !lines.isEmpty else { throw StartupError(.badData, "\(input): it has no text to evaluate") }
        let mapper = try mapper(configuration)
        let space = LabelSpace(mapper.knowledge, labels: labels, foldsToParents: settings.foldsToParents)
        var evaluator = MappingEvaluator(settings.unit, threads: settings.threads) { progress($0, lines.count) }
        await evaluator.evaluate(lines, with: mapper, in: space)
        return EvaluationSummary(
            attack: mapper.knowledge.version,
            domain: mapper.knowledge.domain,
            model: mapper.model.hash,
            threshold: mapper.model.threshold,
            sensitivity: settings.sensitivity,
            outcome: evaluator.outcome(mapper.knowledge),
            texts: evaluator.texts
        )
    }

    private func mapper(_ configuration: Configuration) throws -> TechniqueMapper {
        guard let bundle else {
            let library = KnowledgeLibrary(silently: configuration)
            let inForce = try library.mapper(for: library.reference(to: library.current()))
            return try AgentFailure.classifying {
                let model = try model.map { try TechniqueModel(contentsOf: $0.string) } ?? inForce.model
                return try TechniqueMapper(
                    model: model,
                    knowledge: inForce.knowledge,
                    options: settings.mappingOptions
                )
            }
        }
        return try AgentFailure.classifying {
            let knowledge = try BundleFile.read(bundle, expecting: nil).knowledge
            let model = try model.map { try TechniqueModel(contentsOf: $0.string) } ?? .embedded()
            return try TechniqueMapper(model: model, knowledge: knowledge, options: settings.mappingOptions)
        }
    }
}

extension LabelledText {
    /// What a line should be, for error messages.
    static let expectation = "{\"doc\", \"text\", \"labels\"}"
}
