internal import AttackKnowledge

/// One text on its way to a mapping: what was seen in it so far.
struct DocumentReading {
    /// What a technique's own name in a sentence adds to its margin there, in a model that saw no report.
    static let nameBonus: Float = 0.6

    let mapper: MapperParts
    let text: TextBytes
    var sentences: [Sentence] = []
    var trace: ReportTrace
    var literals: LiteralSignals
    var scorer: SentenceScorer
    private var neighbours = NeighbourMixer()
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
        trace = ReportTrace(groupEnds: mapper.groupEnds)
        literals = LiteralSignals(classCount: mapper.model.classes.count)
        scorer = SentenceScorer(mapper.model.tables)
    }

    /// Reads the whole text.
    mutating func read() { read(SentenceSegmenter.sentences(of: text)) }

    /// Reads the text as one sentence.
    mutating func readAsSentence() {
        let range = text.trimmed(0..<text.count)
        let start = text.scalarCount(0..<range.lowerBound)
        let scalars = start..<start + text.scalarCount(range)
        read(range.isEmpty ? [] : [Sentence(bytes: range, scalars: scalars, isFurniture: false)])
    }

    private mutating func read(_ sentences: [Sentence]) {
        self.sentences = sentences
        readIdentifiers()
        var words = NameWordScanner()
        var stances = StanceReader()
        var hasScored = false
        // Held here so that a sentence does not retain and release each of their arrays.
        let techniqueNames = mapper.techniqueNames
        let entityNames = mapper.entities
        for index in sentences.indices {
            words.scan(text, sentences[index].bytes)
            let hits = readNames(words.words, sentence: index, techniqueNames, entityNames)
            let stance = stances.stance(of: text, sentences[index])
            guard SentenceFilter.describes(text, sentences[index]) else { continue }
            hasScored = true
            score(index, hits, penalty: stance.marginPenalty)
        }
        // A text of nothing but indicator rows or short lines is judged by its first line.
        if !hasScored, !sentences.isEmpty { score(0, [], penalty: 0) }
        neighbours.release(into: &trace)
        trace.finish()
    }

    private mutating func score(_ index: Int, _ hits: [Int], penalty: Float) {
        _ = scorer.score(text, sentences[index].bytes)
        if mapper.model.stage == .plain { for classIndex in hits { scorer.raise(classIndex, by: Self.nameBonus) } }
        if penalty > 0 { scorer.lower(by: penalty) }
        let tokens = scorer.tokens.count
        guard mapper.model.tables.contextWeight > 0 else {
            scorer.margins.withUnsafeBufferPointer { trace.add($0, sentence: index, tokens: tokens) }
            return
        }
        // The sentence before this one has now heard both its neighbours.
        neighbours.hear(scorer.context, mapper.model.tables.contextWeight)
        neighbours.release(into: &trace)
        neighbours.hold(
            scorer.margins,
            scorer.context,
            mapper.model.tables.contextWeight,
            sentence: index,
            tokens: tokens
        )
    }

    /// Notes the names in a sentence; gives the classes whose technique is named in several words.
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
            literals.names[classIndex] += found.count > 1 ? 1 : 0.5
            guard found.count > 1 else { return }
            let match = words[found.lowerBound].start..<words[found.upperBound - 1].end
            named[classIndex, default: LiteralHits(limit: limit)].add(sentence: sentence, match: match, form: "")
            if !classes.contains(classIndex) { classes.append(classIndex) }
        }
        self.named = named
        guard mapper.options.detail == .full else { return classes }
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
        var last: [Int: Int] = [:]
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
                    if let index = mapper.classCounting(current), last[index] != sentence {
                        last[index] = sentence
                        literals.identifiers[index] += 1
                    }
                } else if unknownIdentifiers.count < Self.maximumUnknown, !unknownIdentifiers.contains(form) {
                    unknownIdentifiers.append(form)
                }
            } else if let entity = mapper.entities.byIdentifier[identifier.canonical] {
                entities[entity, default: LiteralHits(limit: limit)].add(sentence: sentence, match: match, form: form)
            }
        }
    }
}
