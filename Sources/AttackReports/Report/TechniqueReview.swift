package import AttackKnowledge

/// What an analyst said of a technique of a document, as it is kept.
package struct TechniqueReview: Codable, Hashable, Sendable {
    /// The technique, by the id it had when it was reviewed.
    package let technique: TechniqueID
    /// What the analyst said.
    package let verdict: ReviewVerdict
    /// The sentence that the analyst pointed at; its place is 0 to 0 where it does not stand in the document's text.
    package let evidence: ReportEvidence?
    /// What the analyst wrote beside it.
    package let note: String?
    /// Who the analyst is.
    package let reviewer: String
    /// When the verdict was given, in ISO 8601 and in UTC.
    package let reviewedAt: String
    /// How certain the match was at that time, 0 to 1; nil for a technique that was added.
    package let score: Double?
    /// The version of ATT&CK of the report that was reviewed.
    package let attack: String
    /// The model of the report that was reviewed.
    package let model: String

    /// Creates a verdict.
    package init(
        technique: TechniqueID,
        verdict: ReviewVerdict,
        evidence: ReportEvidence? = nil,
        note: String? = nil,
        reviewer: String,
        reviewedAt: String,
        score: Double?,
        attack: String,
        model: String
    ) {
        self.technique = technique
        self.verdict = verdict
        self.evidence = evidence
        self.note = note
        self.reviewer = reviewer
        self.reviewedAt = reviewedAt
        self.score = score
        self.attack = attack
        self.model = model
    }
}
