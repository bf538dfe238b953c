internal import AttackKnowledge

/// Every group, piece of software and campaign of a knowledge base, by name, alias and id.
struct EntityIndex: Sendable {
    /// One of them.
    struct Entity: Sendable {
        var id: String
        var name: String
        var kind: EntityMatch.Kind
    }

    /// A name of one of them.
    struct Name: Sendable {
        var entity: Int
        var text: String
        var rule: NameGuard.Rule
        /// The name in ATT&CK rather than an alias.
        var isPrimary: Bool
    }

    private(set) var entities: [Entity] = []
    private(set) var names: [Name] = []
    private(set) var phrases = PhraseIndex()
    private(set) var byIdentifier: [String: Int] = [:]
    let nameGuard: NameGuard

    init(_ knowledge: KnowledgeBase, _ nameGuard: NameGuard) {
        self.nameGuard = nameGuard
        for group in knowledge.groups { add(group.id, group.name, .group, group.aliases) }
        for software in knowledge.software {
            add(software.id, software.name, software.kind == .malware ? .malware : .tool, software.aliases)
        }
        for campaign in knowledge.campaigns { add(campaign.id, campaign.name, .campaign, campaign.aliases) }
    }

    private mutating func add(_ id: String, _ name: String, _ kind: EntityMatch.Kind, _ aliases: [String]) {
        let entity = entities.count
        entities.append(Entity(id: id, name: name, kind: kind))
        byIdentifier[id] = entity
        insert(name, entity, isPrimary: true)
        for alias in aliases where alias != name { insert(alias, entity, isPrimary: false) }
    }

    private mutating func insert(_ text: String, _ entity: Int, isPrimary: Bool) {
        let words = NameWordScanner.words(of: text)
        guard !words.isEmpty, text != entities[entity].id else { return }
        let rule = nameGuard.rule(for: text, words: words)
        let value = Int32(names.count)
        names.append(Name(entity: entity, text: text, rule: rule, isPrimary: isPrimary))
        phrases.insert(words.map(\.folded), value: value)
        for variant in NameVariants.phrases(of: text) where rule != .needsCue { phrases.insert(variant, value: value) }
    }

    /// Calls `body` with each entity named among the words of a sentence, and the words that name it.
    func find(_ text: TextBytes, _ words: [NameWord], _ body: (Int, Range<Int>) -> Void) {
        phrases.find(in: words, .folded) { hit in
            let found = hit.first..<hit.first + hit.count
            let accepted = hit.values.filter {
                let name = names[Int($0)]
                return nameGuard.accepts(name.rule, name: name.text, text, words, found)
            }
            // A thing's own name outranks the same word as an alias of another.
            let primary = accepted.filter { names[Int($0)].isPrimary }
            let owners = Set((primary.isEmpty ? accepted : primary).map { names[Int($0)].entity }).sorted()
            for entity in owners.count > 1 ? told(apart: owners, words, found) : owners { body(entity, found) }
            return !accepted.isEmpty
        }
    }

    /// Of a group and a program of the same name the one that the words around it speak of; both when they do not say.
    private func told(apart owners: [Int], _ words: [NameWord], _ found: Range<Int>) -> [Int] {
        let groups = owners.filter { entities[$0].kind == .group }
        let programs = owners.filter { entities[$0].kind == .malware || entities[$0].kind == .tool }
        if groups.isEmpty || programs.isEmpty { return owners }
        var (actor, software) = (false, false)
        for index in max(0, found.lowerBound - 3)..<min(words.count, found.upperBound + 3) where !found.contains(index)
        {
            if OrdinaryWords.actorCues[words[index].folded] != nil { actor = true }
            if OrdinaryWords.softwareCues[words[index].folded] != nil { software = true }
        }
        return actor == software ? owners : actor ? groups : programs
    }
}
