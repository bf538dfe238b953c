package import AttackKnowledge

/// A technique's place in the order of scores, whether or not it made the cut.
package struct RankedTechnique: Hashable, Codable, Sendable {
    /// The technique.
    package var id: TechniqueID
    /// Its name.
    package var name: String
    /// The calibrated score of the document, 0 to 1.
    package var score: Double

    /// Makes an entry.
    package init(id: TechniqueID, name: String, score: Double) {
        self.id = id
        self.name = name
        self.score = score
    }
}
