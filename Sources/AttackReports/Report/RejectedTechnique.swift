package import AttackKnowledge

/// A technique that was found and that an analyst then rejected, with all that spoke for it: a verdict may be taken back.
package struct RejectedTechnique: Codable, Hashable, Sendable {
    /// The technique's id in the release that the report names.
    package let id: TechniqueID
    /// The technique's name.
    package let name: String
    /// The short names of its tactics, in matrix order.
    package let tactics: [String]
    /// How certain the match had seemed, 0 to 1.
    package let score: Double
    /// The ids that stand for it in the document, when they differ from today's.
    package let writtenAs: [String]
    /// The sentences that had seemed to speak for it.
    package let evidence: [ReportEvidence]

    /// Creates a match that was rejected.
    package init(
        id: TechniqueID,
        name: String,
        tactics: [String] = [],
        score: Double,
        writtenAs: [String] = [],
        evidence: [ReportEvidence] = []
    ) {
        self.id = id
        self.name = name
        self.tactics = tactics
        self.score = Score.kept(score)
        self.writtenAs = writtenAs
        self.evidence = evidence
    }
}
