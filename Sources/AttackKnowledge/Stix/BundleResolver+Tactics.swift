extension BundleResolver {
    /// The tactics in force, in matrix order.
    ///
    /// The order is that of the matrices in force. Tactics that no matrix lists follow; with no matrix at all, and for
    /// names that techniques use without an object for the tactic, ``TacticOrder`` derives order and names.
    mutating func orderTactics() throws(KnowledgeError) -> [Tactic] {
        var listed: [Int] = []
        var seen: Set<Int> = []
        for matrix in active(.matrix) {
            for tactic in entities[matrix].references.compactMap({ index[$0].flatMap { current($0) } })
            where entities[tactic].kind == .tactic && seen.insert(tactic).inserted {
                listed.append(tactic)
            }
        }
        var tactics = listed.map { tactic($0) }
        let unlisted = active(.tactic).filter { !seen.contains($0) }.map { tactic($0) }
        let known = Set((tactics + unlisted).map(\.shortName))
        var used: [String: [TechniqueID]] = [:]
        for technique in active(.technique) {
            guard let id = TechniqueID(entities[technique].attackID) else { continue }
            for phase in entities[technique].phases where isOfDomain(phase) {
                used[phase.name, default: []].append(id)
            }
        }
        let unnamed = used.keys.filter { !known.contains($0) }.sorted()
        guard !unlisted.isEmpty || !unnamed.isEmpty else { return tactics }
        warnings.append(
            BundleWarning(
                .derivedTactics,
                nil,
                "\(unlisted.count + unnamed.count) tactics are not in a matrix in force; their order was derived"
            )
        )
        let order = try TacticOrder(KnowledgeBase.embedded(domain))
        tactics += order.arrange(unlisted, unnamed: unnamed, techniques: used)
        return tactics
    }

    private func tactic(_ position: Int) -> Tactic {
        Tactic(
            id: entities[position].attackID,
            shortName: entities[position].shortName,
            name: entities[position].name,
            stixID: entities[position].stixID
        )
    }
}
