extension BundleResolver {
    /// Reads the relationships in force; both ends are followed along revocations.
    mutating func relate() -> BundleRelations {
        var relations = BundleRelations()
        var losses = RelationLosses()
        for (number, relationship) in relationships.enumerated() where relationship.isActive {
            guard BundleResolver.relationTypes.contains(relationship.type) else {
                if !BundleResolver.ignoredRelationTypes.contains(relationship.type) {
                    losses.count(.unknownType, relationship)
                }
                continue
            }
            guard let source = index[relationship.source], let target = index[relationship.target] else {
                losses.count(.danglingReference, relationship)
                continue
            }
            guard let source = current(source), let target = current(target) else {
                losses.count(.retiredReference, relationship)
                continue
            }
            if !add(relationship, number, source, target, to: &relations) {
                losses.count(.unknownType, relationship)
            }
        }
        warnings += losses.warnings
        addAnalytics(to: &relations)
        return relations
    }

    private static let relationTypes: Set<String> = ["uses", "mitigates", "detects", "attributed-to"]

    /// Types that other code reads, that ids tell as well, or that a knowledge base has no use for.
    private static let ignoredRelationTypes: Set<String> = ["revoked-by", "subtechnique-of", "targets"]

    private func add(
        _ relationship: StixRelationship,
        _ number: Int,
        _ source: Int,
        _ target: Int,
        to relations: inout BundleRelations
    ) -> Bool {
        let user = entities[source].kind
        let used = entities[target]
        switch (relationship.type, user, used.kind) {
        case ("uses", .group, .technique), ("uses", .campaign, .technique), ("uses", .malware, .technique),
            ("uses", .tool, .technique):
            guard let id = TechniqueID(used.attackID) else { return false }
            relations.techniques[source, default: []].insert(id)
            relations.procedures.append((number, source, id))
        case ("uses", .group, .malware), ("uses", .group, .tool), ("uses", .campaign, .malware),
            ("uses", .campaign, .tool):
            relations.software[source, default: []].insert(used.attackID)
        case ("attributed-to", .campaign, .group):
            relations.groups[source, default: []].insert(used.attackID)
        case ("mitigates", .mitigation, .technique), ("detects", .detectionStrategy, .technique):
            guard let id = TechniqueID(used.attackID) else { return false }
            relations.techniques[source, default: []].insert(id)
        case ("detects", .dataComponent, .technique):
            relations.components[target, default: []].insert(entities[source].name)
        default:
            return false
        }
        return true
    }

    /// Gives techniques the data components that the analytics of their detection strategies look at, and those that
    /// they list by name.
    private func addAnalytics(to relations: inout BundleRelations) {
        var position: [TechniqueID: Int] = [:]
        for technique in active(.technique) {
            guard let id = TechniqueID(entities[technique].attackID) else { continue }
            position[id] = technique
            for name in entities[technique].dataSourceNames {
                relations.components[technique, default: []].insert(BundleResolver.component(in: name))
            }
        }
        for strategy in active(.detectionStrategy) {
            let names = analytics(of: strategy).flatMap { components(of: $0) }.map { entities[$0].name }
            for technique in relations.techniques[strategy, default: []].compactMap({ position[$0] }) {
                relations.components[technique, default: []].formUnion(names)
            }
        }
    }

    /// The data component of an entry such as "Process: Process Creation"; older releases name the source alone.
    private static func component(in entry: String) -> String {
        guard let colon = entry.firstIndex(of: ":") else { return entry }
        return String(entry[entry.index(after: colon)...].drop { $0 == " " })
    }

    /// The analytics in force of a detection strategy, in the order of their ids.
    func analytics(of strategy: Int) -> [Int] {
        let found = Set(entities[strategy].references.compactMap { index[$0].flatMap { current($0) } })
        return found.filter { entities[$0].kind == .analytic }.sorted { entities[$0].attackID < entities[$1].attackID }
    }

    /// The data components in force that an analytic looks at, in the order of their ids.
    func components(of analytic: Int) -> [Int] {
        let found = Set(entities[analytic].references.compactMap { index[$0].flatMap { current($0) } })
        return found.filter { entities[$0].kind == .dataComponent }
            .sorted { entities[$0].attackID < entities[$1].attackID }
    }
}
