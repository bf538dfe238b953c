internal import AttackKnowledge

/// What a report says about its techniques in so many words: ids and names, by class.
struct LiteralSignals {
    /// In how many sentences the id is written.
    var identifiers: [Float]
    /// How often the name is written; a name of one word counts half.
    var names: [Float]

    init(classCount: Int) {
        identifiers = Array(repeating: 0, count: classCount)
        names = Array(repeating: 0, count: classCount)
    }

    /// How many techniques have their id written.
    var identified: Float { Float(identifiers.count { $0 > 0 }) }
    /// How many techniques are named.
    var named: Float { Float(names.count { $0 >= 1 }) }
}

extension LiteralSignals {
    /// Reads a whole text.
    static func read(
        _ text: TextBytes,
        _ sentences: [Sentence],
        _ knowledge: KnowledgeBase,
        _ classIndex: [TechniqueID: Int],
        _ names: TechniqueNameIndex
    ) -> LiteralSignals {
        var signals = LiteralSignals(classCount: classIndex.count)
        var words = NameWordScanner()
        for sentence in sentences {
            words.scan(text, sentence.bytes)
            names.find(words.words) { index, found in signals.names[index] += found.count > 1 ? 1 : 0.5 }
        }
        var found: [LiteralIdentifier] = []
        LiteralIdentifierScanner.scan(text) { found.append($0) }
        var place = 0
        var last: [Int: Int] = [:]
        for identifier in found where identifier.letter == 0x54 {
            while place + 1 < sentences.count, sentences[place].bytes.upperBound <= identifier.bytes.lowerBound {
                place += 1
            }
            guard let id = TechniqueID(identifier.canonical), let current = knowledge.current(id),
                let index = classIndex[current] ?? current.parent.flatMap({ classIndex[$0] }), last[index] != place
            else { continue }
            last[index] = place
            signals.identifiers[index] += 1
        }
        return signals
    }
}
