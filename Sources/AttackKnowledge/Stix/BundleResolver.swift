/// Relates the objects of a bundle to each other and makes facts and prose of them.
struct BundleResolver {
    let domain: AttackDomain
    /// The objects of the domain.
    let entities: [StixEntity]
    let relationships: [StixRelationship]
    private let named: String?
    private let newestModified: String
    var warnings: [BundleWarning]
    /// The position of each object by its STIX id.
    let index: [String: Int]
    /// By the position of an object no longer in force, that of the one that replaces it.
    private(set) var replacements: [Int: Int] = [:]
    /// Of several objects of one kind in force with one ATT&CK id, the positions that were not kept.
    private(set) var superseded: Set<Int> = []

    init(_ contents: BundleContents, expecting expected: AttackDomain?) throws(KnowledgeError) {
        guard contents.entities.contains(where: { $0.kind == .technique && $0.isActive }) else {
            throw KnowledgeError(.noTechniques, during: "read bundle", "the bundle has no technique in force")
        }
        let domains = DomainFinder.domains(of: contents.entities)
        domain = try DomainFinder.choose(among: domains, expecting: expected)
        let chosen = domain.rawValue
        let isMixed = domains.count > 1
        let entities = contents.entities.filter { !isMixed || $0.domains.isEmpty || $0.domains.contains(chosen) }
        relationships = contents.relationships
        named = contents.release
        newestModified = contents.newestModified
        warnings = contents.warnings
        let dropped = contents.entities.count - entities.count
        if dropped > 0 {
            warnings.append(BundleWarning(.otherDomain, nil, "\(dropped) objects are of another domain, left out"))
        }
        index = Dictionary(uniqueKeysWithValues: entities.indices.map { (entities[$0].stixID, $0) })
        self.entities = entities
    }

    /// Makes a knowledge base and a corpus of the bundle.
    mutating func resolve(release: String?) throws(KnowledgeError) -> AttackBundle {
        supersedeDuplicates()
        replacements = followRevocations()
        let tactics = try orderTactics()
        let relations = relate()
        var facts = KnowledgeFacts(
            domain: domain,
            version: version(release),
            released: newestModified.isEmpty ? nil : String(newestModified.prefix(10))
        )
        facts.tactics = tactics
        addTechniques(relations, to: &facts)
        addEntities(relations, to: &facts)
        addDefences(relations, to: &facts)
        let corpus = AttackCorpus(passages: passages(relations))
        return AttackBundle(knowledge: KnowledgeBase(facts), corpus: corpus, warnings: warnings)
    }

    /// The positions of the objects in force of some kinds, in the order of their ATT&CK ids.
    func active(_ kinds: StixKind...) -> [Int] {
        entities.indices
            .filter { kinds.contains(entities[$0].kind) && entities[$0].isActive && !superseded.contains($0) }
            .sorted { (entities[$0].attackID, entities[$0].stixID) < (entities[$1].attackID, entities[$1].stixID) }
    }

    /// The object in force for an object: itself or the one that replaces it.
    func current(_ position: Int) -> Int? {
        entities[position].isActive && !superseded.contains(position) ? position : replacements[position]
    }

    /// The release: named by the bundle, else by the caller, else derived from the newest date.
    private mutating func version(_ release: String?) -> String {
        if let named, !named.isEmpty {
            return named
        }
        if let release, !release.isEmpty {
            return release
        }
        let day = newestModified.isEmpty ? "undated" : String(newestModified.prefix(10))
        let derived = ReleaseCalendar.release(modified: day) ?? day
        warnings.append(
            BundleWarning(
                .derivedVersion,
                nil,
                "the bundle doesn't name its release, taken for \(derived) from its newest date"
            )
        )
        return derived
    }

    /// Of objects in force with one ATT&CK id, keeps the newest and lets the others be replaced by it.
    ///
    /// Matrices may share an id: together they make up the domain.
    private mutating func supersedeDuplicates() {
        var kept: [String: Int] = [:]
        let candidates = entities.indices.filter { entities[$0].isActive && entities[$0].kind != .matrix }
        for position in candidates {
            let key = identity(of: position)
            if let other = kept[key], isNewer(other, than: position) {
                continue
            }
            kept[key] = position
        }
        for position in candidates where kept[identity(of: position)] != position {
            superseded.insert(position)
            replacements[position] = kept[identity(of: position)]
            warnings.append(
                BundleWarning(
                    .duplicateObject,
                    entities[position].stixID,
                    "shares its ATT&CK id with a newer object in force; left out"
                )
            )
        }
    }

    /// What two objects have in common when one supersedes the other.
    private func identity(of position: Int) -> String {
        let kind = entities[position].kind.isSoftware ? StixKind.malware : entities[position].kind
        return "\(kind.rawValue) \(entities[position].attackID)"
    }

    private func isNewer(_ left: Int, than right: Int) -> Bool {
        (entities[left].modified, entities[left].stixID) > (entities[right].modified, entities[right].stixID)
    }
}
