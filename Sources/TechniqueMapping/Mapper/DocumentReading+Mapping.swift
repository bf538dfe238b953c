internal import AttackKnowledge

extension DocumentReading {
    /// Other sentences than the best are shown from this score on.
    private static let evidenceFloor = 0.2

    /// What was found, in its final form.
    mutating func mapping(_ scores: TechniqueScores) -> Mapping {
        var mapping = Mapping()
        for index in mapper.techniques.indices where scores.isFound[index] {
            let match = match(index, scores.values[index])
            if !match.evidence.isEmpty { mapping.techniques.append(match) }
        }
        for (id, hits) in written {
            if let name = mapper.retired[id] { mapping.techniques.append(retiredMatch(id, name, hits)) }
        }
        if mapper.options.detail == .full { explain(&mapping.techniques) }
        mapping.techniques.sort { ($1.score, $0.id) < ($0.score, $1.id) }
        mapping.ranked = ranked(scores)
        for entity in entities.keys.sorted() {
            guard let hits = entities[entity] else { continue }
            let found = entityMatch(entity, hits)
            switch found.kind {
            case .group: mapping.groups.append(found)
            case .malware, .tool: mapping.software.append(found)
            case .campaign: mapping.campaigns.append(found)
            }
        }
        mapping.unknownIdentifiers = unknownIdentifiers
        return mapping
    }

    private func sentenceScore(_ index: Int, _ margin: Float) -> Double {
        let banks = mapper.model.tables.banks
        let table = mapper.model.sentenceCalibrations[index < banks.count ? Int(banks[index]) : 0]
        return Self.rounded(Double(table.probability(margin)))
    }

    private func ranked(_ scores: TechniqueScores) -> [RankedTechnique] {
        scores.order.prefix(mapper.options.maximumRanked)
            .map {
                RankedTechnique(
                    id: mapper.techniques[$0].id,
                    name: mapper.techniques[$0].name,
                    score: scores.values[$0]
                )
            }
    }

    private func match(_ index: Int, _ score: Double) -> TechniqueMatch {
        let technique = mapper.techniques[index]
        var evidence: [Int: Evidence] = [:]
        for (place, entry) in entries(index).enumerated() {
            let score = sentenceScore(index, entry.margin)
            if place > 0, score < Self.evidenceFloor { break }
            evidence[entry.sentence] = piece(entry.sentence, score: score, signal: .sentence, match: nil)
        }
        for hit in named[index]?.places ?? [] {
            let score = evidence[hit.sentence]?.score ?? 0
            evidence[hit.sentence] = piece(hit.sentence, score: score, signal: .name, match: hit.match)
        }
        let writing = written[technique.id]
        for hit in writing?.places ?? [] {
            evidence[hit.sentence] = piece(
                hit.sentence,
                score: Self.writtenScore,
                signal: .identifier,
                match: hit.match
            )
        }
        let sorted = evidence.values.sorted { ($1.score, $0.start) < ($0.score, $1.start) }
        return TechniqueMatch(
            id: technique.id,
            name: technique.name,
            score: score,
            tactics: technique.tactics,
            evidence: Array(sorted.prefix(mapper.options.maximumEvidence)),
            writtenAs: writing?.forms ?? []
        )
    }

    private func retiredMatch(_ id: TechniqueID, _ name: String, _ hits: LiteralHits) -> TechniqueMatch {
        TechniqueMatch(
            id: id,
            name: name,
            score: Self.writtenScore,
            tactics: [],
            evidence: hits.places.prefix(mapper.options.maximumEvidence)
                .map {
                    piece($0.sentence, score: Self.writtenScore, signal: .identifier, match: $0.match)
                },
            writtenAs: hits.forms,
            isRetired: true
        )
    }

    private func entityMatch(_ entity: Int, _ hits: LiteralHits) -> EntityMatch {
        let found = mapper.entities.entities[entity]
        let evidence = hits.places
            .map { place in
                let isIdentifier = LiteralIdentifierScanner.isIdentifier(text, place.match)
                return piece(
                    place.sentence,
                    score: isIdentifier ? 1 : 0.9,
                    signal: isIdentifier ? .identifier : .name,
                    match: place.match
                )
            }
            .sorted { $0.start < $1.start }
        return EntityMatch(
            id: found.id,
            name: found.name,
            kind: found.kind,
            writtenAs: hits.forms,
            evidence: Array(evidence.prefix(mapper.options.maximumEvidence))
        )
    }

    private func piece(_ sentence: Int, score: Double, signal: Evidence.Signal, match: Range<Int>?) -> Evidence {
        let place = sentences[sentence]
        // An id may lie across the cut of an endless line: then the evidence reaches to its end.
        var end = place.scalars.upperBound
        var range: ScalarRange?
        if let match {
            let start = place.scalars.lowerBound + text.scalarCount(place.bytes.lowerBound..<match.lowerBound)
            let found = ScalarRange(start: start, end: start + text.scalarCount(match))
            end = max(end, found.end)
            range = found
        }
        return Evidence(start: place.scalars.lowerBound, end: end, score: score, signal: signal, match: range)
    }

    private func entries(_ index: Int) -> [(sentence: Int, margin: Float)] {
        index < mapper.model.classes.count ? trace.entries(index) : []
    }

    static func rounded(_ score: Double) -> Double { (score * 10_000).rounded() / 10_000 }
}
