internal import AttackKnowledge

/// One text on its way to a mapping: what was seen in it so far.
struct DocumentReading {
    /// What a technique's own name in a sentence adds to its margin there.
    static let nameBonus: Float = 0.6

    let mapper: MapperParts
    let text: TextBytes
    var sentences: [Sentence] = []
    var top: TopSentences
    var scorer: SentenceScorer
    /// Written ids, by technique in force.
    var written: [TechniqueID: LiteralHits] = [:]
    /// Written names, by class index.
    var named: [Int: LiteralHits] = [:]
    /// Entities by index, by name or id.
    var entities: [Int: LiteralHits] = [:]
    var unknownIdentifiers: [String] = []

    private static let maximumUnknown = 50

    init(_ mapper: MapperParts, _ text: TextBytes) {
        self.mapper = mapper
        self.text = text
        top = TopSentences(classCount: mapper.techniques.count, depth: mapper.options.maximumEvidence)
        scorer = SentenceScorer(mapper.model.tables)
    }

    /// Reads the whole text.
    mutating func read() {
        sentences = SentenceSegmenter.sentences(of: text)
        readIdentifiers()
        var words = NameWordScanner()
        var hasScored = false
        // Held here so that a sentence does not retain and release each of their arrays.
        let techniqueNames = mapper.techniqueNames
        let entityNames = mapper.entities
        for index in sentences.indices {
            words.scan(text, sentences[index].bytes)
            let hits = readNames(words.words, sentence: index, techniqueNames, entityNames)
            guard SentenceFilter.describes(text, sentences[index]) else { continue }
            hasScored = true
            score(index, hits)
        }
        // A text of nothing but indicator rows or short lines is judged by its first line.
        if !hasScored, !sentences.isEmpty { score(0, []) }
    }

    private mutating func score(_ index: Int, _ hits: [Int]) {
        guard scorer.score(text, sentences[index].bytes) || !hits.isEmpty else { return }
        for classIndex in hits { scorer.raise(classIndex, by: Self.nameBonus) }
        top.add(scorer.margins, sentence: index)
    }

    /// Notes the names in a sentence; gives the classes whose technique is named.
    private mutating func readNames(
        _ words: [NameWord],
        sentence: Int,
        _ techniqueNames: TechniqueNameIndex,
        _ entityNames: EntityIndex
    ) -> [Int] {
        if words.isEmpty { return [] }
        let limit = mapper.options.maximumEvidence
        let text = self.text
        var classes: [Int] = []
        var named = self.named
        self.named = [:]
        techniqueNames.find(words) { classIndex, found in
            let match = words[found.lowerBound].start..<words[found.upperBound - 1].end
            named[classIndex, default: LiteralHits(limit: limit)].add(sentence: sentence, match: match, form: "")
            if !classes.contains(classIndex) { classes.append(classIndex) }
        }
        self.named = named
        var entities = self.entities
        self.entities = [:]
        entityNames.find(text, words) { entity, found in
            let match = words[found.lowerBound].start..<words[found.upperBound - 1].end
            entities[entity, default: LiteralHits(limit: limit)]
                .add(sentence: sentence, match: match, form: String(decoding: text[match], as: UTF8.self))
        }
        self.entities = entities
        return classes
    }

    private mutating func readIdentifiers() {
        let limit = mapper.options.maximumEvidence
        let text = self.text
        var sentence = 0
        var found: [LiteralIdentifier] = []
        LiteralIdentifierScanner.scan(text) { found.append($0) }
        for identifier in found {
            let match = identifier.bytes
            while sentence + 1 < sentences.count, sentences[sentence].bytes.upperBound <= match.lowerBound {
                sentence += 1
            }
            let form = String(decoding: text[match], as: UTF8.self)
            if identifier.letter == 0x54 {
                if let id = TechniqueID(identifier.canonical), let current = mapper.inForce(id) {
                    written[current, default: LiteralHits(limit: limit)]
                        .add(sentence: sentence, match: match, form: form)
                } else if unknownIdentifiers.count < Self.maximumUnknown, !unknownIdentifiers.contains(form) {
                    unknownIdentifiers.append(form)
                }
            } else if let entity = mapper.entities.byIdentifier[identifier.canonical] {
                entities[entity, default: LiteralHits(limit: limit)].add(sentence: sentence, match: match, form: form)
            }
        }
    }
}
