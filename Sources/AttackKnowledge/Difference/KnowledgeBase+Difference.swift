extension KnowledgeBase {
    /// What changed from an earlier release to this one.
    ///
    /// Both must be of the same domain. Where one of them was cut down to its techniques, nothing is said about groups,
    /// software and campaigns that come and go.
    package func difference(from old: KnowledgeBase) -> KnowledgeDifference {
        precondition(domain == old.domain, "compared \(old.domain.rawValue) with \(domain.rawValue)")
        let both = old.techniques.compactMap { before in technique(before.id).map { (before, $0) } }
        let lost = old.techniques.filter { technique($0.id) == nil }
        let withdrawn = lost.compactMap { retiredTechnique($0.id) }
        return KnowledgeDifference(
            domain: domain,
            old: old.summary,
            new: summary,
            added: techniques.filter { old.technique($0.id) == nil }.map { named($0.id) },
            gone: lost.filter { retiredTechnique($0.id) == nil }.map { old.named($0.id) },
            renamed: both.filter { $0.name != $1.name }
                .map { before, after in
                    KnowledgeDifference.Renamed(
                        id: after.id,
                        oldName: old.named(before.id).name,
                        newName: named(after.id).name
                    )
                },
            revoked: withdrawn.filter(\.isRevoked).map { revocation(of: $0, in: old) },
            deprecated: withdrawn.filter { !$0.isRevoked }.map { old.named($0.id) },
            moved: both.compactMap { changed($1, $0.tactics, $1.tactics) },
            platforms: both.compactMap { changed($1, $0.platforms.sorted(), $1.platforms.sorted()) },
            addedTactics: tactics.filter { old.tactic($0.shortName) == nil }.map(Self.named),
            goneTactics: old.tactics.filter { tactic($0.shortName) == nil }.map(Self.named),
            groups: count(old, \.groups, \.id),
            software: count(old, \.software, \.id),
            campaigns: count(old, \.campaigns, \.id)
        )
    }

    private var hasTechniquesOnly: Bool { groups.isEmpty && software.isEmpty && campaigns.isEmpty }

    private var summary: KnowledgeDifference.Release {
        KnowledgeDifference.Release(
            version: version,
            released: released,
            techniques: techniques.count,
            hasTechniquesOnly: hasTechniquesOnly
        )
    }

    private func named(_ id: TechniqueID) -> KnowledgeDifference.Named {
        KnowledgeDifference.Named(id: id.description, name: fullName(of: id) ?? "")
    }

    private static func named(_ tactic: Tactic) -> KnowledgeDifference.Named {
        KnowledgeDifference.Named(id: tactic.id, name: tactic.name)
    }

    private func revocation(of retired: RetiredTechnique, in old: KnowledgeBase) -> KnowledgeDifference.Revoked {
        KnowledgeDifference.Revoked(
            id: retired.id,
            name: old.named(retired.id).name,
            successor: retired.replacement,
            successorName: retired.replacement.flatMap(fullName),
            hasMoved: retired.replacement.map { $0.parent != retired.id.parent } ?? false
        )
    }

    private func changed(_ technique: Technique, _ old: [String], _ new: [String]) -> KnowledgeDifference.Changed? {
        let added = new.filter { !old.contains($0) }
        let removed = old.filter { !new.contains($0) }
        if added.isEmpty && removed.isEmpty { return nil }
        let name = named(technique.id).name
        return KnowledgeDifference.Changed(id: technique.id, name: name, added: added, removed: removed)
    }

    private func count<Entity>(
        _ old: KnowledgeBase,
        _ entities: KeyPath<KnowledgeBase, [Entity]>,
        _ id: KeyPath<Entity, String>
    ) -> KnowledgeDifference.Count {
        let before = Set(old[keyPath: entities].map { $0[keyPath: id] })
        let after = Set(self[keyPath: entities].map { $0[keyPath: id] })
        let isComparable = !hasTechniquesOnly && !old.hasTechniquesOnly
        return KnowledgeDifference.Count(
            old: before.count,
            new: after.count,
            added: isComparable ? after.subtracting(before).count : nil,
            gone: isComparable ? before.subtracting(after).count : nil
        )
    }
}
