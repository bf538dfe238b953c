package import AttackKnowledge

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Trains a technique model: linear classifiers over sentences, then a report stage over their margins.
///
/// What the report stage is depends on what there is to learn from: nothing but ATT&CK's texts (`plain`), annotated reports and
/// a closed list of techniques (`closed`), or annotated reports and all techniques (`open`).
package struct ModelTrainer {
    /// The fewest annotated reports that a report stage is learned from.
    private static let fewestReports = 10
    private static let shuffles = 2
    private static let contextOfClosedSet: Float = 0.1

    /// Trains and gives the bytes of a model file.
    ///
    /// Blocks the calling thread for seconds to minutes; call it from a thread of its own.
    ///
    /// The same knowledge, texts and options give the same bytes, whatever `options.threads` is.
    ///
    /// - Parameters:
    ///   - knowledge: the release of ATT&CK to train for.
    ///   - corpus: its texts.
    ///   - labelled: annotated sentences of reports, in the order of each report.
    ///   - reports: whole reports with all their techniques.
    ///   - reviewed: sentences that analysts reviewed.
    ///   - options: how to train.
    /// - Returns: the bytes of a model file.
    /// - Throws: `nothingToLearn` when no technique has an example, `invalidLabelledSentence` for a malformed label.
    package static func train(
        knowledge: KnowledgeBase,
        corpus: AttackCorpus,
        labelled: [LabelledSentence] = [],
        reports: [LabelledReport] = [],
        reviewed: [ReviewedSentence] = [],
        options: TrainingOptions = TrainingOptions()
    ) throws(MappingError) -> [UInt8] {
        let trainer = try ModelTrainer(knowledge, corpus, labelled, reports, reviewed, options, nil)
        return ModelWriter.write(trainer.contents(corpus, labelled))
    }

    /// Trains for another release from its texts alone, and takes over from a base model what only reports teach.
    ///
    /// The base's classifiers of annotated techniques that are still in force, under whatever id, replace those learned from
    /// the texts; its report stage and calibrations, which are about techniques in general, hold for every release and domain.
    /// A base without a report stage for all techniques gives nothing.
    ///
    /// Blocks the calling thread for seconds; call it from a thread of its own. The same knowledge, texts, base and options
    /// give the same bytes, whatever `options.threads` is.
    ///
    /// - Parameters:
    ///   - knowledge: the release of ATT&CK to train for.
    ///   - corpus: its texts.
    ///   - base: a model for any release of any domain.
    ///   - reviewed: sentences that analysts reviewed; those on techniques taken over from the base change nothing.
    ///   - options: how to train; no threshold leaves the base's.
    /// - Returns: the bytes of a model file.
    /// - Throws: `nothingToLearn` when no technique has an example.
    package static func train(
        knowledge: KnowledgeBase,
        corpus: AttackCorpus,
        base: TechniqueModel,
        reviewed: [ReviewedSentence] = [],
        options: TrainingOptions = TrainingOptions()
    ) throws(MappingError) -> [UInt8] {
        let inheritance = Inheritance(base, for: knowledge)
        let trainer = try ModelTrainer(knowledge, corpus, [], [], reviewed, options, inheritance)
        return ModelWriter.write(trainer.contents(corpus, []))
    }

    private let knowledge: KnowledgeBase
    private let options: TrainingOptions
    private let classes: [TechniqueID]
    private let families: TechniqueFamilies
    private let collected: TrainingRows
    private let vocabulary: Vocabulary
    private let banks: SentenceBanks
    private let isClosed: Bool
    private let blocks: [FeatureBlock]
    private let contextWeight: Float
    private let inheritance: Inheritance?

    private init(
        _ knowledge: KnowledgeBase,
        _ corpus: AttackCorpus,
        _ labelled: [LabelledSentence],
        _ reports: [LabelledReport],
        _ reviewed: [ReviewedSentence],
        _ options: TrainingOptions,
        _ inheritance: Inheritance?
    ) throws(MappingError) {
        self.knowledge = knowledge
        self.inheritance = inheritance
        self.options = options
        let wanted = options.classes.map(Set.init)
        classes = knowledge.techniques.map(\.id).filter { wanted?.contains($0) ?? true }
        families = TechniqueFamilies(classes)
        // More features and the neighbours' words help where reports cover a closed set; for all techniques they do not.
        let isClosed = wanted != nil && !labelled.isEmpty
        blocks = isClosed ? FeatureBlock.allCases : [.words, .skips]
        contextWeight = isClosed ? Self.contextOfClosedSet : 0
        self.isClosed = isClosed
        var collected = TrainingRows(knowledge, classes: classes, families: families, blocks: blocks)
        if options.usesAttackTexts { collected.add(corpus) }
        try collected.add(labelled)
        for report in reports { try collected.add(report) }
        try collected.add(reviewed)
        self.collected = collected
        guard collected.rows.contains(where: { $0.isTaught && !$0.labels.isEmpty }) else {
            throw MappingError(.nothingToLearn, during: "train", "no text has a technique that is to be learned")
        }
        vocabulary = Vocabulary(collected.rows, base: inheritance?.features ?? [])
        banks = SentenceBanks(
            collected,
            SparseRows(collected.rows, vocabulary, context: contextWeight),
            options,
            classCount: classes.count,
            familyCount: isClosed ? 0 : families.count
        )
    }

    private func contents(_ corpus: AttackCorpus, _ labelled: [LabelledSentence]) -> ModelContents {
        let importance = vocabulary.rowCounts.map { powf(Float($0), 0.25) }
        let folds = makeFolds()
        let learned = banks.learn(importance: importance, held: folds.map(\.held))
        var contents = ModelContents(
            attackVersion: knowledge.version,
            knowledgeFingerprint: KnowledgeFingerprint.of(knowledge),
            classes: classes.map(\.description),
            familyCount: isClosed ? 0 : families.count,
            biases: learned.map(\.learned.bias),
            banks: learned.indices.map { $0 < classes.count && collected.covered.contains(UInt16($0)) ? 1 : 0 },
            sentenceCalibrations: [PublishedCuts.sentence, PublishedCuts.sentence],
            reportCalibration: nil,
            stage: .plain,
            threshold: options.threshold,
            sentenceThreshold: PublishedCuts.sentenceThreshold,
            blocks: blocks,
            contextWeight: contextWeight,
            ordinaryNames: [],
            features: []
        )
        addStage(to: &contents, folds, learned.map(\.margins))
        var kept = learned.map(\.learned)
        if let inheritance { take(inheritance, into: &contents, &kept) }
        var ordinary = OrdinaryNames(knowledge)
        for passage in corpus.passages { ordinary.read(AttackTextCleaner.clean(passage.text)) }
        for sentence in labelled { ordinary.read(sentence.text) }
        contents.ordinaryNames = ordinary.hashes(with: inheritance?.ordinaryNames ?? [])
        let pruned = Pruner.prune(
            kept,
            featureCount: vocabulary.keys.count,
            keeping: options.weightCount
        )
        contents.features = vocabulary.keys.indices.map {
            ModelContents.Feature(key: vocabulary.keys[$0], idf: vocabulary.idf[$0], weights: pruned[$0])
        }
        return contents
    }

    /// Puts what the base has learned from reports in the place of what the texts have taught.
    private func take(_ inheritance: Inheritance, into contents: inout ModelContents, _ learned: inout [LearnedClass]) {
        for (index, id) in classes.enumerated() {
            guard let inherited = inheritance.classes[id] else { continue }
            learned[index] = LearnedClass(inherited, vocabulary)
            contents.biases[index] = inherited.bias
            contents.banks[index] = 1
        }
        contents.sentenceCalibrations = inheritance.sentenceCalibrations
        contents.sentenceThreshold = inheritance.sentenceThreshold
        contents.stage = inheritance.stage
        contents.reportCalibration = inheritance.reportCalibration
        contents.threshold = options.threshold ?? inheritance.threshold
    }

    /// One way to deal the reports out, with the vectors of their sentences as a model sees them that has not seen the part.
    private struct Folds {
        var parts: [Int]
        var held: SparseRows
    }

    private var scored: [Int] { collected.reports.flatMap { $0.rows.map(\.row) } }

    private func makeFolds() -> [Folds] {
        let reports = collected.reports
        guard Set(reports.map(\.name)).count >= Self.fewestReports, !collected.covered.isEmpty else { return [] }
        let scored = self.scored
        let rows = scored.map { collected.rows[$0] }
        return (0..<Self.shuffles)
            .map { number in
                let parts = OutOfFold.parts(of: reports, count: options.folds, shuffle: number)
                let counts = vocabulary.rowCounts(collected.rows, parts: parts, count: options.folds)
                let held = SparseRows(rows, vocabulary, context: contextWeight) { place, feature in
                    guard let document = rows[place].document else { return true }
                    let others = vocabulary.rowCounts[Int(feature)] - counts[parts[document]][Int(feature)]
                    return others >= vocabulary.minimums[Int(feature)]
                }
                return Folds(parts: parts, held: held)
            }
    }

    private func addStage(to contents: inout ModelContents, _ folds: [Folds], _ margins: [[[Float]]]) {
        if folds.isEmpty { return }
        let reports = collected.reports
        let scored = self.scored
        let penalties = reports.flatMap { $0.rows.map(\.penalty) }
        let shuffles = folds.indices.map { number in
            let found = banks.learnWithout(
                folds[number].parts,
                count: options.folds,
                held: folds[number].held,
                rows: scored
            )
            return OutOfFold.Shuffle(
                parts: folds[number].parts,
                margins: margins.indices.map { index in
                    zip(found[index] ?? margins[index][number], penalties).map { $0 - $1 }
                }
            )
        }
        let outOfFold = OutOfFold(scored, shuffles: shuffles)
        let sentences = SentenceCalibration.fit(collected, outOfFold)
        contents.sentenceCalibrations[1] = sentences.table
        contents.sentenceThreshold = sentences.threshold
        let surroundings = ReportSurroundings(
            knowledge,
            classes: classes,
            isAnnotated: classes.indices.map { collected.covered.contains(UInt16($0)) },
            usage: isClosed ? sharedUse(reports) : nil,
            ranksClasses: isClosed
        )
        let learner = StageLearner(
            reports,
            outOfFold,
            surroundings,
            options,
            isClosed: isClosed,
            makeUsage: isClosed ? { sharedUse($0) } : nil
        )
        let outcome = learner.learn()
        contents.stage = outcome.stage
        contents.reportCalibration = outcome.calibration
    }

    /// Who uses what in ATT&CK, and what the reports show together.
    private func sharedUse(_ reports: [TrainingReport]) -> SharedUse {
        let users = ReportSurroundings.users(knowledge, classes).map { (classes: $0, weight: Float(0.3)) }
        let shown = reports.map { (classes: $0.gold.map { Int($0) }.sorted(), weight: Float(1)) }
        return SharedUse(users + shown, count: classes.count)
    }
}
