package import AttackKnowledge

/// A technique that was found and that an analyst then rejected.
package struct RejectedTechnique: Codable, Hashable, Sendable {
    /// The technique's id in the release that the report names.
    package let id: TechniqueID
    /// The technique's name.
    package let name: String
    /// How certain the match had seemed, 0 to 1.
    package let score: Double

    /// Creates a match that was rejected.
    package init(id: TechniqueID, name: String, score: Double) {
        self.id = id
        self.name = name
        self.score = Score.kept(score)
    }
}
