extension BundleResolver {
    /// Adds techniques, those in force and the retired.
    func addTechniques(_ relations: BundleRelations, to facts: inout KnowledgeFacts) {
        let order = Dictionary(facts.tactics.enumerated().map { ($1.shortName, $0) }) { first, _ in first }
        let names = Dictionary(
            uniqueKeysWithValues: active(.technique).map { (entities[$0].attackID, entities[$0].name) }
        )
        for position in active(.technique) {
            let entity = entities[position]
            guard let id = TechniqueID(entity.attackID) else { continue }
            let parentName = id.parent.flatMap { names[$0.description] }
            let tactics = Set(entity.phases.filter(isOfDomain).map(\.name))
                .sorted {
                    (order[$0] ?? .max, $0) < (order[$1] ?? .max, $1)
                }
            facts.techniques.append(
                Technique(
                    id: id,
                    name: BundleResolver.ownName(entity.name, under: parentName),
                    stixID: entity.stixID,
                    tactics: tactics,
                    platforms: entity.platforms,
                    dataComponents: relations.components[position, default: []].sorted()
                )
            )
        }
        facts.retired = retiredTechniques(except: Set(facts.techniques.map(\.id)))
    }

    /// The name of a sub-technique without its parent's, which derived bundles put in front of it.
    private static func ownName(_ name: String, under parent: String?) -> String {
        guard let parent, name.hasPrefix("\(parent): ") else { return name }
        return String(name.dropFirst(parent.count + 2))
    }

    /// Whether a phase is of the domain's own kill chain; a phase that names none is.
    func isOfDomain(_ phase: (chain: String?, name: String)) -> Bool {
        guard let chain = phase.chain else { return true }
        return chain == domain.killChainName
    }

    private func retiredTechniques(except inForce: Set<TechniqueID>) -> [RetiredTechnique] {
        var retired: [TechniqueID: RetiredTechnique] = [:]
        for position in entities.indices where entities[position].kind == .technique && !entities[position].isActive {
            let entity = entities[position]
            guard let id = TechniqueID(entity.attackID), !inForce.contains(id) else { continue }
            let replacement = replacements[position].flatMap { TechniqueID(entities[$0].attackID) }
            if let other = retired[id], replacement == nil || other.replacement.map({ $0 <= replacement ?? $0 }) == true
            {
                continue
            }
            retired[id] = RetiredTechnique(
                id: id,
                name: entity.name,
                isRevoked: entity.isRevoked,
                replacement: replacement
            )
        }
        return retired.values.sorted { $0.id < $1.id }
    }

    /// Adds groups, software and campaigns, those in force and the retired.
    func addEntities(_ relations: BundleRelations, to facts: inout KnowledgeFacts) {
        facts.groups = active(.group)
            .map { position in
                Group(
                    id: entities[position].attackID,
                    name: entities[position].name,
                    aliases: entities[position].aliases,
                    stixID: entities[position].stixID,
                    techniques: relations.techniques[position, default: []].sorted(),
                    software: relations.software[position, default: []].sorted()
                )
            }
        facts.software = active(.malware, .tool)
            .map { position in
                Software(
                    id: entities[position].attackID,
                    name: entities[position].name,
                    kind: entities[position].kind == .tool ? .tool : .malware,
                    aliases: entities[position].aliases,
                    platforms: entities[position].platforms,
                    stixID: entities[position].stixID,
                    techniques: relations.techniques[position, default: []].sorted()
                )
            }
        facts.campaigns = active(.campaign)
            .map { position in
                Campaign(
                    id: entities[position].attackID,
                    name: entities[position].name,
                    aliases: entities[position].aliases,
                    stixID: entities[position].stixID,
                    techniques: relations.techniques[position, default: []].sorted(),
                    software: relations.software[position, default: []].sorted(),
                    groups: relations.groups[position, default: []].sorted()
                )
            }
        let inForce = Set(facts.groups.map(\.id) + facts.software.map(\.id) + facts.campaigns.map(\.id))
        facts.retiredEntities = retiredEntities(except: inForce)
    }

    private func retiredEntities(except inForce: Set<String>) -> [RetiredEntity] {
        var retired: [String: RetiredEntity] = [:]
        for position in entities.indices where !entities[position].isActive {
            let entity = entities[position]
            guard let kind = entity.kind.entityKind, !inForce.contains(entity.attackID) else { continue }
            let replacement = replacements[position].map { entities[$0].attackID }
            if let other = retired[entity.attackID], replacement == nil || other.replacement != nil {
                continue
            }
            retired[entity.attackID] = RetiredEntity(
                kind: kind,
                id: entity.attackID,
                name: entity.name,
                isRevoked: entity.isRevoked,
                replacement: replacement
            )
        }
        return retired.values.sorted { $0.id < $1.id }
    }

    /// Adds mitigations, data sources and components, detection strategies and their analytics.
    func addDefences(_ relations: BundleRelations, to facts: inout KnowledgeFacts) {
        facts.mitigations = active(.mitigation)
            .map { position in
                Mitigation(
                    id: entities[position].attackID,
                    name: entities[position].name,
                    stixID: entities[position].stixID,
                    techniques: relations.techniques[position, default: []].sorted()
                )
            }
        facts.dataSources = active(.dataSource)
            .map { position in
                DataSource(
                    id: entities[position].attackID,
                    name: entities[position].name,
                    stixID: entities[position].stixID,
                    platforms: entities[position].platforms
                )
            }
        facts.dataComponents = active(.dataComponent)
            .map { position in
                let source = entities[position].references.first.flatMap { index[$0] }.flatMap { current($0) }
                return DataComponent(
                    id: entities[position].attackID,
                    name: entities[position].name,
                    stixID: entities[position].stixID,
                    dataSource: source.map { entities[$0].attackID }
                )
            }
        facts.detectionStrategies = active(.detectionStrategy)
            .map { position in
                DetectionStrategy(
                    id: entities[position].attackID,
                    name: entities[position].name,
                    stixID: entities[position].stixID,
                    techniques: relations.techniques[position, default: []].sorted(),
                    analytics: analytics(of: position).map(analytic)
                )
            }
    }

    private func analytic(_ position: Int) -> Analytic {
        Analytic(
            id: entities[position].attackID,
            platforms: entities[position].platforms,
            dataComponents: components(of: position).map { entities[$0].attackID }
        )
    }
}

extension StixKind {
    fileprivate var entityKind: RetiredEntity.Kind? {
        switch self {
        case .group: .group
        case .malware, .tool: .software
        case .campaign: .campaign
        default: nil
        }
    }
}
