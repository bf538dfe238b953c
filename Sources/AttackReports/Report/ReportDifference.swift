package import AttackKnowledge

/// What one report says that an earlier one did not, and the other way round.
package struct ReportDifference: Codable, Hashable, Sendable {
    /// What the earlier report was made with.
    package struct Origin: Codable, Hashable, Sendable {
        /// Which report on its document it was, from 1.
        package let version: Int
        /// When it was made, in ISO 8601 and in UTC.
        package let generatedAt: String
        /// Its version of ATT&CK.
        package let attack: String
        /// Its model.
        package let model: String
    }

    /// A technique that one of the reports has.
    package struct Item: Codable, Hashable, Sendable {
        /// The technique.
        package let id: TechniqueID
        /// Its name.
        package let name: String
        /// How certain the match is, 0 to 1.
        package let score: Double
    }

    /// A technique that both reports have, with another certainty or under another id.
    package struct Shift: Codable, Hashable, Sendable {
        /// The technique in the later report.
        package let id: TechniqueID
        /// Its name in the later report.
        package let name: String
        /// Its id in the earlier report, where ATT&CK has since replaced it.
        package let replaces: TechniqueID?
        /// How certain the match was, 0 to 1.
        package let before: Double
        /// How certain the match is, 0 to 1.
        package let after: Double
    }

    /// The earlier report.
    package let before: Origin
    /// Techniques that only the later report has, the most certain first.
    package let gained: [Item]
    /// Techniques that only the earlier report has, the most certain first.
    package let lost: [Item]
    /// Techniques whose certainty differs by a hundredth or more, or whose id was replaced; the largest step first.
    package let changed: [Shift]

    /// Compares two reports.
    ///
    /// - Parameters:
    ///   - old: The earlier report.
    ///   - new: The later report.
    ///   - current: The id that an id of the earlier report has in the later one's release; nil where it has none.
    package init(
        from old: AttackReport,
        to new: AttackReport,
        current: (TechniqueID) -> TechniqueID? = { $0 }
    ) {
        before = Origin(
            version: old.version,
            generatedAt: old.generatedAt,
            attack: old.attack.version,
            model: old.model.hash
        )
        let earlier = Dictionary(old.techniques.map { (current($0.id) ?? $0.id, $0) }) { first, _ in first }
        let later = Set(new.techniques.map(\.id))
        gained = new.techniques.filter { earlier[$0.id] == nil }.map(Item.init)
        lost = old.techniques.filter { !later.contains(current($0.id) ?? $0.id) }.map(Item.init)
        changed = new.techniques.compactMap { technique in earlier[technique.id].flatMap { Shift($0, technique) } }
            .sorted { ($1.step, $0.id) < ($0.step, $1.id) }
    }

    /// The difference once analysts have taken techniques out of the later report, or put some into it.
    ///
    /// What was lost and is there again counts as neither: how certain it had been is not compared.
    func followed(from old: [ReportedTechnique], to new: [ReportedTechnique]) -> ReportDifference {
        let (before, after) = (Set(old.map(\.id)), Set(new.map(\.id)))
        guard before != after else { return self }
        let wasGained = Set(gained.map(\.id))
        let wasLost = Set(lost.map(\.id))
        let added = new.filter { !before.contains($0.id) && !wasLost.contains($0.id) }
        let removed = old.filter { !after.contains($0.id) && !wasGained.contains($0.id) }
        return ReportDifference(
            before: self.before,
            gained: gained.filter { after.contains($0.id) } + added.map(Item.init),
            lost: lost.filter { !after.contains($0.id) } + removed.map(Item.init),
            changed: changed.filter { after.contains($0.id) }
        )
    }

    private init(before: Origin, gained: [Item], lost: [Item], changed: [Shift]) {
        (self.before, self.gained, self.lost, self.changed) = (before, gained, lost, changed)
    }

    /// Whether both reports have the same techniques with the same certainty.
    package var isEmpty: Bool { gained.isEmpty && lost.isEmpty && changed.isEmpty }
}

extension ReportDifference.Item {
    init(_ technique: ReportedTechnique) {
        (id, name, score) = (technique.id, technique.name, technique.score)
    }
}

extension ReportDifference.Shift {
    init?(_ old: ReportedTechnique, _ new: ReportedTechnique) {
        guard old.id != new.id || Score.hundredths(old.score) != Score.hundredths(new.score) else { return nil }
        self.init(
            id: new.id,
            name: new.name,
            replaces: old.id == new.id ? nil : old.id,
            before: old.score,
            after: new.score
        )
    }

    /// How far the certainty moved, in hundredths.
    var step: Int { abs(Score.hundredths(after) - Score.hundredths(before)) }
}
