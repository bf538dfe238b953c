internal import AttackKnowledge

extension DocumentReading {
    private static let maximumTerms = 5

    /// Adds to all evidence the words that speak most for its technique.
    ///
    /// Sentence by sentence, because a sentence that shows several techniques is then read once.
    mutating func explain(_ techniques: inout [TechniqueMatch]) {
        var wanted: [Int: [(technique: Int, piece: Int)]] = [:]
        for (technique, match) in techniques.enumerated() where mapper.classIndex[match.id] != nil {
            for (piece, evidence) in match.evidence.enumerated() {
                wanted[evidence.start, default: []].append((technique, piece))
            }
        }
        if wanted.isEmpty { return }
        for sentence in sentences {
            guard let places = wanted[sentence.scalars.lowerBound] else { continue }
            scorer.read(text, sentence.bytes)
            for place in places {
                guard let index = mapper.classIndex[techniques[place.technique].id] else { continue }
                techniques[place.technique].evidence[place.piece].terms = terms(for: index)
            }
        }
    }

    /// The words that speak most for a technique in the sentence just read, as they are written there.
    private func terms(for index: Int) -> [String] {
        var terms: [String] = []
        for contribution in scorer.contributions(to: index) {
            let term = self.term(contribution)
            if !terms.contains(term) { terms.append(term) }
            if terms.count == Self.maximumTerms { break }
        }
        return terms
    }

    private func term(_ contribution: Contribution) -> String {
        let first = scorer.tokens[contribution.first]
        let last = scorer.tokens[contribution.last]
        let opening = String(decoding: text[Int(first.start)..<Int(first.end)], as: UTF8.self)
        if contribution.first == contribution.last { return opening }
        let closing = String(decoding: text[Int(last.start)..<Int(last.end)], as: UTF8.self)
        return opening + (contribution.last - contribution.first > 1 ? " \u{2026} " : " ") + closing
    }
}
