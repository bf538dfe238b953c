import AttackKnowledge
package import Inbox
import Taskt
import TechniqueMapping

/// What a model is trained from, as files.
package struct TrainingInput: Sendable {
    /// The STIX bundle, plain or gzipped.
    package var bundle: SystemPath
    /// Files of labelled sentences, JSON lines `{doc, text, labels}`.
    package var labelled: [SystemPath]
    /// Files of whole reports with all their techniques, JSON lines `{doc, text, labels}`.
    package var reports: [SystemPath]
    /// A JSON list of the technique ids to learn; nil for all.
    package var labels: SystemPath?
    /// Whether to learn from ATT&CK's own texts.
    package var usesAttackTexts: Bool
    /// The score from which techniques are reported; nil to choose it by cross-validation.
    package var threshold: Float?
    /// How many weights the model keeps; nil for the usual number.
    package var weightCount: Int?
    /// The model that what only reports teach is taken over from; nil to take nothing over.
    package var base: Base?

    /// The state directory whose analysts' verdicts are learned from; nil for none.
    package var reviews: SystemPath?

    /// A model to take over from.
    package enum Base: Hashable, Sendable {
        /// The model that the program carries for Enterprise.
        case embedded
        /// A model file.
        case file(SystemPath)
    }

    /// Names the files.
    package init(
        bundle: SystemPath,
        labelled: [SystemPath] = [],
        reports: [SystemPath] = [],
        labels: SystemPath? = nil,
        usesAttackTexts: Bool = true,
        threshold: Float? = nil,
        weightCount: Int? = nil,
        base: Base? = nil,
        reviews: SystemPath? = nil
    ) {
        self.bundle = bundle
        self.labelled = labelled
        self.reports = reports
        self.labels = labels
        self.usesAttackTexts = usesAttackTexts
        self.threshold = threshold
        self.weightCount = weightCount
        self.base = base
        self.reviews = reviews
    }

    /// Reads all files.
    ///
    /// - Throws: ``StartupError`` for the labelled files, ``AgentFailure`` for the bundle.
    func read() throws -> TrainingMaterial {
        var options = TrainingOptions()
        options.usesAttackTexts = usesAttackTexts
        options.threshold = threshold
        if let weightCount { options.weightCount = weightCount }
        options.classes = try labels.map(LabelledFile.classes)
        return TrainingMaterial(
            labelled: try labelled.flatMap {
                try LabelledFile.lines(LabelledSentence.self, in: $0, expected: LabelledText.expectation)
            },
            reports: try reports.flatMap {
                try LabelledFile.lines(LabelledReport.self, in: $0, expected: LabelledText.expectation)
            },
            source: try AgentFailure.classifying { try BundleFile.read(bundle, expecting: nil) },
            base: try AgentFailure.classifying {
                switch base {
                case .embedded: try .embedded()
                case .file(let path): try TechniqueModel(contentsOf: path.string)
                case nil: nil
                }
            },
            reviewed: try reviews.map { try QueryDatabase(StateFolder($0)).reviewedSentences() } ?? [],
            options: options
        )
    }
}

/// What a model is trained from, read.
struct TrainingMaterial: Sendable {
    var labelled: [LabelledSentence]
    var reports: [LabelledReport]
    let source: AttackBundle
    let base: TechniqueModel?
    var reviewed: [ReviewedSentence] = []
    let options: TrainingOptions

    /// The material without some reports.
    func without(_ isHeldOut: (String) -> Bool) -> TrainingMaterial {
        var rest = self
        rest.labelled.removeAll { isHeldOut($0.doc) }
        rest.reports.removeAll { isHeldOut($0.doc) }
        return rest
    }

    /// Trains; blocks the calling thread.
    func train() throws(AgentFailure) -> [UInt8] {
        try AgentFailure.classifying {
            if let base, labelled.isEmpty, reports.isEmpty {
                return try ModelTrainer.train(
                    knowledge: source.knowledge,
                    corpus: source.corpus,
                    base: base,
                    reviewed: reviewed,
                    options: options
                )
            }
            return try ModelTrainer.train(
                knowledge: source.knowledge,
                corpus: source.corpus,
                labelled: labelled,
                reports: reports,
                reviewed: reviewed,
                options: options
            )
        }
    }
}
