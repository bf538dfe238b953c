package import AttackKnowledge

/// A technique that a document was found to describe.
package struct ReportedTechnique: Codable, Hashable, Sendable {
    /// The technique's id in the release that the report names.
    package let id: TechniqueID
    /// The technique's name.
    package let name: String
    /// The short names of its tactics, in matrix order.
    package let tactics: [String]
    /// How certain the match is, 0 to 1.
    package let score: Double
    /// The band that the score falls into.
    package let confidence: ConfidenceBand
    /// The ids that stand for it in the document, when they differ from today's, for instance `T1086`.
    package let writtenAs: [String]
    /// The sentences that speak for it, in the order in which they should be read.
    package let evidence: [ReportEvidence]
    /// What an analyst said of it: accepted or added; `nil` where nobody has looked.
    package let review: ReviewVerdict?

    /// Creates a match; its confidence band follows from its score.
    package init(
        id: TechniqueID,
        name: String,
        tactics: [String],
        score: Double,
        writtenAs: [String] = [],
        evidence: [ReportEvidence],
        review: ReviewVerdict? = nil
    ) {
        self.id = id
        self.name = name
        self.tactics = tactics
        self.score = Score.kept(score)
        self.confidence = ConfidenceBand(score: self.score)
        self.writtenAs = writtenAs
        self.evidence = evidence
        self.review = review
    }

    /// Whether the document writes an id of this technique, today's or an earlier one.
    var isWritten: Bool {
        !writtenAs.isEmpty || evidence.contains { $0.signal == .identifier }
    }

    /// The ids in the document that ATT&CK has since replaced.
    var replacedIDs: [String] {
        let current = id.description
        return writtenAs.filter { $0 != current }
    }
}
