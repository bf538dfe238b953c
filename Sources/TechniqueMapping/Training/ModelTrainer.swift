package import AttackKnowledge

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Trains a technique model: one linear classifier a technique, on words, pairs and pairs with a gap.
///
/// There are two banks. Techniques that annotated reports cover learn from those and, with less weight, from ATT&CK's
/// texts; all others learn from ATT&CK's texts alone, because for them a report's silence means nothing.
package struct ModelTrainer {
    private static let attackPasses = 6
    private static let annotatedPasses = 8

    /// Trains and gives the bytes of a model file.
    ///
    /// Blocks the calling thread for seconds; call it from a thread of its own.
    ///
    /// The same knowledge, texts and options give the same bytes, whatever `options.threads` is.
    ///
    /// - Throws: `nothingToLearn` when no technique has an example, `invalidLabelledSentence` for a malformed label.
    package static func train(
        knowledge: KnowledgeBase,
        corpus: AttackCorpus,
        labelled: [LabelledSentence] = [],
        options: TrainingOptions = TrainingOptions()
    ) throws(MappingError) -> [UInt8] {
        ModelWriter.write(try ModelTrainer(knowledge, corpus, labelled, options).contents(corpus, labelled))
    }

    private let knowledge: KnowledgeBase
    private let options: TrainingOptions
    private let classes: [TechniqueID]
    private let rows: [TrainingRow]
    private let covered: Set<UInt16>
    private let documentLabels: [Set<UInt16>]
    private let vocabulary: Vocabulary
    private let data: SparseRows

    private init(
        _ knowledge: KnowledgeBase,
        _ corpus: AttackCorpus,
        _ labelled: [LabelledSentence],
        _ options: TrainingOptions
    ) throws(MappingError) {
        self.knowledge = knowledge
        self.options = options
        let wanted = options.classes.map(Set.init)
        classes = knowledge.techniques.map(\.id).filter { wanted?.contains($0) ?? true }
        let classIndex = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, $0) })
        var collected = TrainingRows(knowledge, classIndex: classIndex)
        if options.usesAttackTexts { collected.add(corpus) }
        for sentence in labelled { try collected.add(sentence) }
        rows = collected.rows
        covered = collected.covered
        documentLabels = collected.documentLabels
        guard rows.contains(where: { !$0.labels.isEmpty }) else {
            throw MappingError(.nothingToLearn, during: "train", "no text has a technique that is to be learned")
        }
        vocabulary = Vocabulary(rows)
        data = SparseRows(rows, vocabulary)
    }

    private func contents(_ corpus: AttackCorpus, _ labelled: [LabelledSentence]) -> ModelContents {
        let learned = learn()
        let outcome = CrossValidation(
            data: data,
            rows: rows,
            documentCount: documentLabels.count,
            options: options
        )
        .run(classes: covered.sorted().map(Int.init), passes: Self.annotatedPasses, examples: examples)
        let pruned = Pruner.prune(learned, featureCount: vocabulary.keys.count, keeping: options.weightCount)
        var ordinary = OrdinaryNames(knowledge)
        for passage in corpus.passages { ordinary.read(AttackTextCleaner.clean(passage.text)) }
        for sentence in labelled { ordinary.read(sentence.text) }
        return ModelContents(
            attackVersion: knowledge.version,
            knowledgeFingerprint: KnowledgeFingerprint.of(knowledge),
            classes: classes.map(\.description),
            biases: learned.map(\.bias),
            banks: classes.indices.map { covered.contains(UInt16($0)) ? 1 : 0 },
            calibrations: outcome.map { [PublishedCuts.besideAnnotated, $0.calibration] }
                ?? [PublishedCuts.alone, PublishedCuts.alone],
            threshold: options.threshold ?? outcome?.threshold ?? PublishedCuts.threshold,
            ordinaryNames: ordinary.hashes,
            features: vocabulary.keys.indices.map {
                ModelContents.Feature(key: vocabulary.keys[$0], idf: vocabulary.idf[$0], weights: pruned[$0])
            }
        )
    }

    private func learn() -> [LearnedClass] {
        let importance = vocabulary.rowCounts.map { powf(Float($0), 0.25) }
        let data = self.data
        let covered = self.covered
        let examples = self.examples
        return ParallelClasses.map(
            count: classes.count,
            threads: options.threads,
            makeState: { ClassLearner(data) },
            { learner, index in
                let passes = covered.contains(UInt16(index)) ? Self.annotatedPasses : Self.attackPasses
                learner.learn(examples(index, { _ in true }), classIndex: index, passes: passes)
                return LearnedClass(learner, importance: importance)
            }
        )
    }

    /// The examples of a class: which rows, on which side, at what cost.
    private var examples: @Sendable (Int, @Sendable (Int) -> Bool) -> ClassLearner.Examples {
        let labels = rows.map(\.labels)
        let documents = rows.map(\.document)
        let covered = self.covered
        let documentLabels = self.documentLabels
        let options = self.options
        return { index, includesDocument in
            let classIndex = UInt16(index)
            let isCovered = covered.contains(classIndex)
            let attackCost = isCovered ? options.cost * options.attackTextWeight : options.cost
            var examples = ClassLearner.Examples()
            for row in labels.indices {
                let isPositive = labels[row].contains(classIndex)
                var cost = attackCost
                if let document = documents[row] {
                    guard isCovered, includesDocument(document) else { continue }
                    let isSibling = !isPositive && documentLabels[document].contains(classIndex)
                    cost = isSibling ? options.cost * options.unlabelledSiblingWeight : options.cost
                }
                examples.rows.append(Int32(row))
                examples.signs.append(isPositive ? 1 : -1)
                examples.costs.append(cost)
            }
            return examples
        }
    }
}
