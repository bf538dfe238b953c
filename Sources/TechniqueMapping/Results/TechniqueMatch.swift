package import AttackKnowledge

/// A technique found in a text.
package struct TechniqueMatch: Hashable, Codable, Sendable {
    /// The technique in force, or one that was retired without a successor and whose id is written.
    package var id: TechniqueID
    /// Its name.
    package var name: String
    /// The calibrated score of the document, 0 to 1.
    package var score: Double
    /// The short names of its tactics.
    package var tactics: [String]
    /// The best evidence, by score, then by place.
    package var evidence: [Evidence]
    /// The ids as the text writes them, in order of appearance: `T1086` for a match of T1059.001.
    ///
    /// Empty when none is.
    package var writtenAs: [String]
    /// Whether this release retired the technique without a successor; then it has no tactics and no model score.
    package var isRetired: Bool

    /// Makes a match.
    package init(
        id: TechniqueID,
        name: String,
        score: Double,
        tactics: [String],
        evidence: [Evidence],
        writtenAs: [String] = [],
        isRetired: Bool = false
    ) {
        self.id = id
        self.name = name
        self.score = score
        self.tactics = tactics
        self.evidence = evidence
        self.writtenAs = writtenAs
        self.isRetired = isRetired
    }
}
