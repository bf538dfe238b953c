import AttackKnowledge
import DocumentText
package import Inbox
import Taskt
import TechniqueMapping

/// The accuracy of a way to train: models trained without a part of the reports, each evaluated on that part.
///
/// Reports are dealt out by a hash of their names: the same report is always held out with the same others. The figures
/// are those of all parts together, each text mapped by the one model that has not seen its report.
package struct CrossValidationJob: Sendable {
    private let training: TrainingInput
    private let folds: Int
    private let input: SystemPath?
    private let settings: EvaluationSettings

    /// A job.
    ///
    /// - Parameters:
    ///   - training: what the models are trained from.
    ///   - folds: the number of parts, 2 or more.
    ///   - input: what is held out, JSON lines whose `doc` tells the part; nil for what is trained from: the labelled
    ///     sentences, put together report by report where whole reports are evaluated, or else the whole reports.
    ///   - settings: what is counted, and how; the training's list of ids counts where there is none here.
    package init(training: TrainingInput, folds: Int, input: SystemPath?, settings: EvaluationSettings) {
        self.training = training
        self.folds = folds
        self.input = input
        self.settings = settings
    }

    /// Trains and evaluates, part by part.
    ///
    /// - Parameter progress: hears what begins, as a sentence.
    /// - Returns: the figures and the decisions.
    /// - Throws: ``StartupError`` for the labelled files, ``AgentFailure`` for the bundle and the training.
    package func run(progress: @escaping @Sendable (String) -> Void) async throws -> EvaluationSummary {
        let material = try await BlockingThread.value { [training] in try training.read() }
        let held = try heldOut()
        guard !held.isEmpty else { throw StartupError(.badData, "there is no labelled text to hold out") }
        let labels = try (settings.labels ?? training.labels).map(LabelledFile.classes)
        let knowledge = material.source.knowledge
        let space = LabelSpace(knowledge, labels: labels, foldsToParents: settings.foldsToParents)
        var evaluator = MappingEvaluator(settings.unit, threads: settings.threads) { _ in }
        var parts: [EvaluationSummary.Fold] = []
        for fold in 0..<folds {
            let texts = held.filter { CrossValidationFold.of($0.doc, among: folds) == fold }
            if texts.isEmpty { continue }
            let reports = Set(texts.map(\.doc)).count
            progress("part \(fold + 1) of \(folds): training without \(Shown.count(reports, "report"))")
            let mapper = try await BlockingThread.value { [folds, settings] in
                let rest = material.without { CrossValidationFold.of($0, among: folds) == fold }
                let bytes = try rest.train()
                return try AgentFailure.classifying {
                    let model = try TechniqueModel(bytes: bytes)
                    return try TechniqueMapper(model: model, knowledge: knowledge, options: settings.mappingOptions)
                }
            }
            parts.append(
                EvaluationSummary.Fold(
                    reports: reports,
                    model: mapper.model.hash,
                    threshold: mapper.model.threshold
                )
            )
            await evaluator.evaluate(texts, with: mapper, in: space)
        }
        return EvaluationSummary(
            attack: knowledge.version,
            domain: knowledge.domain,
            model: nil,
            threshold: nil,
            sensitivity: settings.sensitivity,
            folds: parts,
            outcome: evaluator.outcome(knowledge),
            texts: evaluator.texts
        )
    }

    private func heldOut() throws(StartupError) -> [LabelledText] {
        var texts: [LabelledText] = []
        let trained = training.labelled.isEmpty ? training.reports : training.labelled
        for path in input.map({ [$0] }) ?? trained {
            texts += try LabelledFile.lines(LabelledText.self, in: path, expected: LabelledText.expectation)
        }
        let isSentences = input == nil && !training.labelled.isEmpty
        return settings.texts(isSentences && settings.unit == .report ? LabelledText.joined(texts) : texts)
    }
}
