internal import AttackKnowledge

/// Collects the rows of a training.
struct TrainingRows {
    private(set) var rows: [TrainingRow] = []
    /// The classes that annotated reports cover.
    private(set) var covered: Set<UInt16> = []
    /// For each annotated report the classes it shows anywhere.
    private(set) var documentLabels: [Set<UInt16>] = []

    private let knowledge: KnowledgeBase
    private let classIndex: [TechniqueID: Int]
    private var documents: [String: Int] = [:]
    private var tokenizer = Tokenizer()

    init(_ knowledge: KnowledgeBase, classIndex: [TechniqueID: Int]) {
        self.knowledge = knowledge
        self.classIndex = classIndex
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

    /// Adds an annotated sentence.
    mutating func add(_ sentence: LabelledSentence) throws(MappingError) {
        var ids: [TechniqueID] = []
        for label in sentence.labels {
            guard let id = TechniqueID(label) else {
                throw MappingError(.invalidLabelledSentence, during: "train", "a label is no technique id")
            }
            if let current = knowledge.current(id) { ids.append(current) }
        }
        let labels = indices(ids)
        let document = documents[sentence.doc] ?? documents.count
        if document == documentLabels.count {
            documents[sentence.doc] = document
            documentLabels.append([])
        }
        covered.formUnion(labels)
        documentLabels[document].formUnion(labels)
        add(sentence.text, labels: labels, document: document)
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

    private mutating func add(_ text: String, labels: [UInt16], document: Int? = nil) {
        var text = text
        text.withUTF8 { tokenizer.tokenize($0, 0..<$0.count) }
        let features = tokenizer.tokens.withUnsafeBufferPointer { tokens in
            FeatureBlock.allCases.map { block in
                var keys: [FeatureKey] = []
                FeatureExtractor.forEach(block, of: tokens) { key, _, _ in keys.append(key) }
                return keys
            }
        }
        rows.append(TrainingRow(labels: labels, document: document, features: features))
    }
}
