extension BundleResolver {
    /// The prose of the objects in force, in an order that doesn't depend on the bundle's.
    func passages(_ relations: BundleRelations) -> [AttackCorpus.Passage] {
        var passages = described(.technique, active(.technique))
        let procedures = relations.procedures.compactMap { procedure in
            passage(
                .procedure,
                labels: [procedure.technique],
                source: entities[procedure.source].attackID,
                stixID: relationships[procedure.relationship].stixID,
                text: relationships[procedure.relationship].description
            )
        }
        passages += procedures.sorted { ($0.source, $0.stixID) < ($1.source, $1.stixID) }
        passages += described(.actor, active(.group, .malware, .tool, .campaign))
        passages += described(.mitigation, active(.mitigation))
        return passages
    }

    private func described(_ kind: AttackCorpus.Passage.Kind, _ positions: [Int]) -> [AttackCorpus.Passage] {
        positions.compactMap { position in
            let entity = entities[position]
            let labels = kind == .technique ? [TechniqueID(entity.attackID)].compactMap(\.self) : []
            return passage(
                kind,
                labels: labels,
                source: entity.attackID,
                stixID: entity.stixID,
                text: entity.description
            )
        }
    }

    private func passage(
        _ kind: AttackCorpus.Passage.Kind,
        labels: [TechniqueID],
        source: String,
        stixID: String,
        text: String
    ) -> AttackCorpus.Passage? {
        guard !text.isEmpty else { return nil }
        return AttackCorpus.Passage(kind: kind, labels: labels, source: source, stixID: stixID, text: text)
    }
}
