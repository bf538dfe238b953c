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
                techniques[place.technique].evidence[place.piece].tellingTerms = terms(for: index)
            }
        }
    }

    /// The words that speak most for a technique in the sentence just read, as they are written there.
    ///
    /// The same words may speak more than once, and then count together; a word and a pair that it is part of do not.
    private func terms(for index: Int) -> [TellingTerm] {
        let contributions = scorer.contributions(to: index)
        let whole = contributions.reduce(0) { $0 + Double($1.value) }
        var terms: [TellingTerm] = []
        for contribution in contributions {
            let text = self.term(contribution)
            let share = Double(contribution.value) / whole
            if let place = terms.firstIndex(where: { $0.text == text }) {
                terms[place].share += share
            } else if terms.count < Self.maximumTerms {
                terms.append(TellingTerm(text: text, share: share))
            }
        }
        for place in terms.indices { terms[place].share = (terms[place].share * 10_000).rounded() / 10_000 }
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
