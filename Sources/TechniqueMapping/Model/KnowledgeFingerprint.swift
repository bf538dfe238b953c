internal import AttackKnowledge

/// What a model must agree with a knowledge base on: domain, version and the techniques by id and name.
enum KnowledgeFingerprint {
    static func of(_ knowledge: KnowledgeBase) -> UInt64 {
        var hash = Hash.start
        func add(_ text: String) {
            for byte in text.utf8 { hash = Hash.step(hash, byte) }
            hash = Hash.step(hash, 0x0A)
        }
        add(knowledge.domain.rawValue)
        add(knowledge.version)
        for technique in knowledge.techniques {
            add(technique.id.description)
            add(technique.name)
        }
        return Hash.mixed(hash)
    }
}
