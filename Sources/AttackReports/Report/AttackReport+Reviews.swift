package import AttackKnowledge

extension AttackReport {
    /// The report as analysts left it: what they rejected is apart, what they accepted or added is marked.
    ///
    /// It follows from the report and the verdicts alone: giving all verdicts again changes nothing, and a verdict that
    /// is no longer among them is undone. Ids that ATT&CK has replaced are followed. A verdict on a technique that the
    /// report does not have is ignored, but for one that was added.
    ///
    /// - Parameters:
    ///   - reviews: all verdicts on the document, one a technique.
    ///   - knowledge: the release that ids are brought up to date with, and that added techniques have their names from.
    /// - Returns: the report with the verdicts in it.
    package func honouring(_ reviews: [TechniqueReview], knowledge: KnowledgeBase) -> AttackReport {
        if reviews.isEmpty, rejected.isEmpty, !techniques.contains(where: { $0.review != nil }) { return self }
        let current = { (id: TechniqueID) in knowledge.current(id) ?? id }
        var verdicts = Dictionary(reviews.map { (current($0.technique), $0) }) { first, _ in first }
        var kept: [ReportedTechnique] = []
        var apart: [RejectedTechnique] = []
        // What was found by nobody but an analyst stands or falls with the verdict, not with an earlier report.
        for technique in techniques where technique.review != .added {
            guard let review = verdicts.removeValue(forKey: current(technique.id)) else {
                kept.append(technique.reviewed(nil))
                continue
            }
            if review.verdict == .rejected {
                apart.append(RejectedTechnique(technique))
            } else {
                kept.append(technique.reviewed(review))
            }
        }
        for technique in rejected {
            guard let review = verdicts.removeValue(forKey: current(technique.id)) else {
                kept.append(ReportedTechnique(technique, nil))
                continue
            }
            if review.verdict == .rejected {
                apart.append(technique)
            } else {
                kept.append(ReportedTechnique(technique, review))
            }
        }
        for (id, review) in verdicts where review.verdict == .added {
            if let technique = knowledge.technique(id) { kept.append(ReportedTechnique(technique, review)) }
        }
        return copy(
            techniques: kept,
            rejected: apart.sorted { ($1.score, $0.id) < ($0.score, $1.id) },
            difference: difference?.followed(from: techniques, to: kept)
        )
    }
}

extension RejectedTechnique {
    fileprivate init(_ technique: ReportedTechnique) {
        self.init(
            id: technique.id,
            name: technique.name,
            tactics: technique.tactics,
            score: technique.score,
            writtenAs: technique.writtenAs,
            evidence: technique.evidence.filter { $0.signal != .analyst }
        )
    }
}

extension ReportedTechnique {
    /// The technique with what an analyst said of it; the sentence that the analyst pointed at comes first.
    fileprivate func reviewed(_ review: TechniqueReview?) -> ReportedTechnique {
        let found = evidence.filter { $0.signal != .analyst }
        let pointedAt = review?.evidence.map { [$0] } ?? []
        return ReportedTechnique(
            id: id,
            name: name,
            tactics: tactics,
            score: score,
            writtenAs: writtenAs,
            evidence: pointedAt + found,
            review: review.map { _ in .accepted }
        )
    }

    /// A technique that an earlier verdict had put apart.
    fileprivate init(_ rejected: RejectedTechnique, _ review: TechniqueReview?) {
        self.init(
            id: rejected.id,
            name: rejected.name,
            tactics: rejected.tactics,
            score: rejected.score,
            writtenAs: rejected.writtenAs,
            evidence: (review?.evidence.map { [$0] } ?? []) + rejected.evidence,
            review: review.map { _ in .accepted }
        )
    }

    /// A technique that an analyst added.
    fileprivate init(_ technique: Technique, _ review: TechniqueReview) {
        self.init(
            id: technique.id,
            name: technique.name,
            tactics: technique.tactics,
            score: 1,
            evidence: review.evidence.map { [$0] } ?? [],
            review: .added
        )
    }
}
