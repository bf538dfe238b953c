package import AttackKnowledge

/// One text with what is in it and what was found in it, in the terms of a label space.
package struct MeasuredText: Sendable {
    /// A technique's place in the order of scores.
    package struct Place: Hashable, Sendable {
        /// The technique.
        package var id: TechniqueID
        /// Its score.
        package var score: Double
    }

    /// The report it is, or is from.
    package let doc: String
    /// What is in it.
    package let gold: Set<TechniqueID>
    /// What was found.
    package let found: Set<TechniqueID>
    /// The scores, best first, each technique once.
    package let ranking: [Place]
    /// The techniques of `gold` that the release does not know under any age of their id.
    package let unknown: Set<TechniqueID>
    /// The techniques of `gold` that the release knows and whose id, of whatever age, is written in the text.
    package let written: Set<TechniqueID>
    /// The found techniques that are right and marked in the text.
    package let markedCount: Int
    /// Those of them with a piece of evidence that overlaps a mark.
    package let overlapCount: Int

    /// Compares a mapping with what people found.
    ///
    /// - Parameters:
    ///   - doc: the report that the text is, or is from.
    ///   - labels: what people found in the text.
    ///   - spans: where they found it, if they said so.
    ///   - written: the ids that are written in the text.
    ///   - mapping: what was found; its ranking should list every technique that has a score.
    ///   - space: which techniques count, and for what.
    package init(
        doc: String,
        labels: [TechniqueID],
        spans: [MarkedSpan] = [],
        written: Set<TechniqueID> = [],
        mapping: Mapping,
        space: LabelSpace
    ) {
        self.doc = doc
        gold = Set(labels.compactMap { space.label(for: $0) })
        found = Set(mapping.techniques.compactMap { space.label(for: $0.id) })
        unknown = Set(labels.filter { !space.knows($0) && space.label(for: $0) != nil })
        self.written = gold.intersection(written.filter(space.knows).compactMap { space.label(for: $0) })
        ranking = Self.ranking(of: mapping, in: space)
        let right = gold.intersection(found)
        var (marked, overlapping) = (0, 0)
        for match in spans.isEmpty ? [] : mapping.techniques {
            guard let label = space.label(for: match.id), right.contains(label) else { continue }
            let marks = spans.filter { space.label(for: $0.id) == label }.map(\.range)
            if marks.isEmpty { continue }
            marked += 1
            let isOverlapping = match.evidence.contains { evidence in
                marks.contains { evidence.start < $0.end && $0.start < evidence.end }
            }
            if isOverlapping { overlapping += 1 }
        }
        markedCount = marked
        overlapCount = overlapping
    }

    /// The order of scores, each label at the place of the best technique that counts for it.
    private static func ranking(of mapping: Mapping, in space: LabelSpace) -> [Place] {
        var places: [Place] = []
        places.reserveCapacity(mapping.ranked.count)
        var seen: Set<TechniqueID> = []
        for technique in mapping.ranked {
            guard space.joinsTechniques else {
                // A ranked technique is in force, and stands for itself alone.
                places.append(Place(id: technique.id, score: technique.score))
                continue
            }
            guard let label = space.label(for: technique.id), seen.insert(label).inserted else { continue }
            places.append(Place(id: label, score: technique.score))
        }
        if !space.joinsTechniques {
            let isMissing = mapping.techniques.contains { match in !mapping.ranked.contains { $0.id == match.id } }
            if !isMissing { return places }
            seen.formUnion(places.map(\.id))
        }
        // A retired technique whose id is written is found without being ranked.
        for match in mapping.techniques {
            guard let label = space.label(for: match.id), seen.insert(label).inserted else { continue }
            let place = places.firstIndex { $0.score < match.score } ?? places.endIndex
            places.insert(Place(id: label, score: match.score), at: place)
        }
        return places
    }
}
