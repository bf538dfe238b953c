internal import AttackKnowledge

/// Collects the rows of a training.
struct TrainingRows {
    private(set) var rows: [TrainingRow] = []
    private(set) var reports: [TrainingReport] = []
    /// The classes that annotated sentences cover.
    private(set) var covered: Set<UInt16> = []

    private let knowledge: KnowledgeBase
    private let classIndex: [TechniqueID: Int]
    private let families: TechniqueFamilies
    private let blocks: [FeatureBlock]
    private let names: TechniqueNameIndex
    private var tokenizer = Tokenizer()

    init(
        _ knowledge: KnowledgeBase,
        classes: [TechniqueID],
        families: TechniqueFamilies,
        blocks: [FeatureBlock]
    ) {
        self.knowledge = knowledge
        self.blocks = blocks
        self.families = families
        classIndex = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, $0) })
        names = TechniqueNameIndex(knowledge, classIndex: classIndex)
    }

    /// Adds the texts of ATT&CK: names and descriptions, procedures, and as examples of nothing the descriptions of
    /// groups, software, campaigns and mitigations.
    mutating func add(_ corpus: AttackCorpus) {
        for technique in knowledge.techniques {
            let parent = technique.parent.flatMap { knowledge.technique($0)?.name }
            add([parent, technique.name].compactMap { $0 }.joined(separator: " "), labels: indices([technique.id]))
        }
        for passage in corpus.passages {
            let labels = indices(passage.labels)
            let text = AttackTextCleaner.clean(passage.text)
            switch passage.kind {
            case .procedure: if !labels.isEmpty { add(text, labels: labels) }
            case .technique: addSentences(of: text, labels: labels)
            case .mitigation: addSentences(of: text, labels: [])
            // The second sentence of such a description tends to tell what the thing does: no example of nothing.
            case .actor: addSentences(of: text, labels: [], without: 1)
            }
        }
    }

    /// Adds annotated sentences, report by report: the sentences of one report are read together, as one text.
    mutating func add(_ sentences: [LabelledSentence]) throws(MappingError) {
        var order: [String] = []
        var grouped: [String: [LabelledSentence]] = [:]
        for sentence in sentences {
            if grouped[sentence.doc] == nil { order.append(sentence.doc) }
            grouped[sentence.doc, default: []].append(sentence)
        }
        for name in order {
            guard let sentences = grouped[name] else { continue }
            var text = ""
            var spans: [(end: Int, labels: [UInt16])] = []
            for sentence in sentences {
                if !text.isEmpty { text += "\n" }
                text += sentence.text
                spans.append((text.utf8.count, try labels(sentence.labels)))
            }
            add(name, text, .annotated, spans: spans, gold: Set(spans.flatMap(\.labels)))
        }
        covered = Set(reports.filter { $0.coverage == .annotated }.flatMap(\.gold))
    }

    /// Adds sentences that analysts reviewed; an id that is no longer in force is left out.
    mutating func add(_ sentences: [ReviewedSentence]) throws(MappingError) {
        for sentence in sentences {
            let shown = try labels(sentence.labels)
            let refuted = try labels(sentence.rejected).filter { !shown.contains($0) }
            if shown.isEmpty, refuted.isEmpty { continue }
            add(sentence.text, labels: shown)
            rows[rows.count - 1].isReviewed = true
            rows[rows.count - 1].refuted = refuted
        }
    }

    /// Adds a report that is labelled as a whole.
    mutating func add(_ report: LabelledReport) throws(MappingError) {
        add(report.doc, report.text, .exhaustive, spans: [], gold: Set(try labels(report.labels)))
    }

    private mutating func add(
        _ name: String,
        _ text: String,
        _ coverage: TrainingReport.Coverage,
        spans: [(end: Int, labels: [UInt16])],
        gold: Set<UInt16>
    ) {
        let number = reports.count
        var report = TrainingReport(
            name: name,
            coverage: coverage,
            gold: gold,
            rows: [],
            literals: LiteralSignals(classCount: classIndex.count)
        )
        var text = text
        text.withUTF8 { bytes in
            let sentences = SentenceSegmenter.sentences(of: bytes)
            report.literals = LiteralSignals.read(bytes, sentences, knowledge, classIndex, names)
            var span = 0
            var stances = StanceReader()
            for sentence in sentences {
                var labels: Set<UInt16> = []
                while span < spans.count, spans[span].end <= sentence.bytes.lowerBound { span += 1 }
                var next = span
                while next < spans.count {
                    labels.formUnion(spans[next].labels)
                    if spans[next].end >= sentence.bytes.upperBound { break }
                    next += 1
                }
                add(bytes, sentence.bytes, labels: labels.sorted(), report: number, isTaught: coverage == .annotated)
                let penalty = stances.stance(of: bytes, sentence).marginPenalty
                if SentenceFilter.describes(bytes, sentence) {
                    report.rows.append(
                        TrainingReport.Line(row: rows.count - 1, tokens: tokenizer.tokens.count, penalty: penalty)
                    )
                }
            }
        }
        if report.rows.isEmpty, rows.last?.document == number {
            report.rows = [TrainingReport.Line(row: rows.count - 1, tokens: 1, penalty: 0)]
        }
        reports.append(report)
    }

    private func labels(_ texts: [String]) throws(MappingError) -> [UInt16] {
        var ids: [TechniqueID] = []
        for text in texts {
            guard let id = TechniqueID(text) else {
                throw MappingError(.invalidLabelledSentence, during: "train", "a label is no technique id")
            }
            if let current = knowledge.current(id) { ids.append(current) }
        }
        return indices(ids)
    }

    /// Class indices; what is outside the classes counts for its parent, or not at all.
    private func indices(_ ids: [TechniqueID]) -> [UInt16] {
        var found: Set<UInt16> = []
        for id in ids {
            if let index = classIndex[id] ?? id.parent.flatMap({ classIndex[$0] }) { found.insert(UInt16(index)) }
        }
        return found.sorted()
    }

    private mutating func addSentences(of text: String, labels: [UInt16], without skipped: Int? = nil) {
        var text = text
        let sentences = text.withUTF8 { bytes in
            SentenceSegmenter.sentences(of: bytes).map { String(decoding: bytes[$0.bytes], as: UTF8.self) }
        }
        for (index, sentence) in sentences.enumerated() where index != skipped { add(sentence, labels: labels) }
    }

    private mutating func add(_ text: String, labels: [UInt16]) {
        var text = text
        text.withUTF8 { add($0, 0..<$0.count, labels: labels, report: nil, isTaught: true) }
    }

    private mutating func add(
        _ text: TextBytes,
        _ range: Range<Int>,
        labels: [UInt16],
        report: Int?,
        isTaught: Bool
    ) {
        tokenizer.tokenize(text, range)
        let features = tokenizer.tokens.withUnsafeBufferPointer { tokens in
            FeatureBlock.allCases.map { block in
                var keys: [FeatureKey] = []
                guard blocks.contains(block) else { return keys }
                FeatureExtractor.forEach(block, of: tokens, in: text) { key, _, _ in keys.append(key) }
                return keys
            }
        }
        rows.append(
            TrainingRow(
                labels: labels,
                families: Set(labels.map { UInt16(families.family[Int($0)]) }).sorted(),
                document: report,
                isTaught: isTaught,
                features: features
            )
        )
    }
}
