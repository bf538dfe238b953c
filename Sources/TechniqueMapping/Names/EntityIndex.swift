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
        if let parts = Self.designation(text) { phrases.insert(parts, value: value) }
    }

    /// `APT29` is also written `APT 29` and `APT-29`.
    private static func designation(_ text: String) -> [UInt64]? {
        let bytes = Array(text.utf8)
        guard let digit = bytes.firstIndex(where: ASCII.isDigit), digit >= 3, digit < bytes.count,
            bytes[..<digit].allSatisfy(ASCII.isUpper), bytes[digit...].allSatisfy(ASCII.isDigit)
        else { return nil }
        return [Hash.word(bytes[..<digit].map(ASCII.lowered)), Hash.word(bytes[digit...])]
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
            for value in primary.isEmpty ? accepted : primary { body(names[Int(value)].entity, found) }
            return !accepted.isEmpty
        }
    }
}
