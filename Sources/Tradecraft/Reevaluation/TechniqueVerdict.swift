package import AttackKnowledge
package import AttackReports

/// What an analyst said of a technique of a document.
package struct TechniqueVerdict: Codable, Hashable, Sendable {
    /// The technique.
    package let technique: TechniqueID
    /// What was said.
    package let verdict: ReviewVerdict
}
