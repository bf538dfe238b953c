import AttackKnowledge
import DocumentText
package import Inbox
import Taskt
import TechniqueMapping

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Training of a model from files, as the command line asks for it.
package struct TrainingJob: Sendable {
    private let bundle: SystemPath
    private let labelled: [SystemPath]
    private let labels: SystemPath?
    private let usesAttackTexts: Bool
    private let threshold: Float?
    private let output: SystemPath

    /// A job.
    ///
    /// - Parameters:
    ///   - bundle: the STIX bundle, plain or gzipped.
    ///   - labelled: files of labelled sentences, JSON lines `{doc, text, labels}`.
    ///   - labels: a JSON list of the technique ids to learn; nil for all.
    ///   - usesAttackTexts: whether to learn from ATT&CK's own texts.
    ///   - threshold: the score from which techniques are reported; nil to choose it by cross-validation.
    ///   - output: the model file to write.
    package init(
        bundle: SystemPath,
        labelled: [SystemPath],
        labels: SystemPath?,
        usesAttackTexts: Bool,
        threshold: Float?,
        output: SystemPath
    ) {
        self.bundle = bundle
        self.labelled = labelled
        self.labels = labels
        self.usesAttackTexts = usesAttackTexts
        self.threshold = threshold
        self.output = output
    }

    /// Trains the model and writes it, whole or not at all.
    package func run() async throws -> ModelInfo {
        let outcome = await BlockingThread.run { [self] in Result { try runBlocking() } }
        guard let outcome else {
            throw AgentFailure("unavailable", isTransient: true, "the machine has no thread left")
        }
        return try outcome.get()
    }

    private func runBlocking() throws -> ModelInfo {
        try AgentFailure.classifying {
            let source = try BundleFile.read(bundle, expecting: nil)
            var options = TrainingOptions()
            options.usesAttackTexts = usesAttackTexts
            options.threshold = threshold
            if let labels { options.classes = try classes(labels) }
            let bytes = try ModelTrainer.train(
                knowledge: source.knowledge,
                corpus: source.corpus,
                labelled: labelled.flatMap(sentences),
                options: options
            )
            let model = try TechniqueModel(bytes: bytes)
            try FileBytes.replace(output, with: bytes)
            return ModelInfo(model)
        }
    }

    private func sentences(_ path: SystemPath) throws -> [LabelledSentence] {
        guard let bytes = try FileBytes.read(path) else { throw missing(path) }
        return try bytes.split(separator: UInt8(ascii: "\n")).enumerated()
            .map { index, line in
                do {
                    return try JSONDecoder().decode(LabelledSentence.self, from: Data(line))
                } catch {
                    throw AgentFailure(
                        "labelled-damaged",
                        isTransient: false,
                        "\(path), line \(index + 1): expected {\"doc\", \"text\", \"labels\"}: \(error)"
                    )
                }
            }
    }

    private func classes(_ path: SystemPath) throws -> [TechniqueID] {
        guard let bytes = try FileBytes.read(path) else { throw missing(path) }
        do {
            return try JSONDecoder().decode([TechniqueID].self, from: Data(bytes))
        } catch {
            let detail = "\(path): expected a JSON list of technique ids: \(error)"
            throw AgentFailure("labels-damaged", isTransient: false, detail)
        }
    }

    private func missing(_ path: SystemPath) -> AgentFailure {
        AgentFailure("notFound", isTransient: false, "\(path): no such file")
    }
}

/// What a model is, in numbers.
package struct ModelInfo: Encodable, Sendable {
    /// Its identity.
    package let hash: String
    /// The version of ATT&CK it was trained for.
    package let attackVersion: String
    /// How many techniques it scores.
    package let classes: Int
    /// How many features it knows.
    package let features: Int
    /// How many weights it holds.
    package let weights: Int
    /// The size of its file.
    package let bytes: Int
    /// The score from which a technique is reported.
    package let threshold: Double

    init(_ model: TechniqueModel) {
        hash = model.hash
        attackVersion = model.attackVersion
        classes = model.classes.count
        features = model.size.features
        weights = model.size.weights
        bytes = model.byteCount
        threshold = model.threshold
    }
}
