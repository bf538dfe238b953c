internal import AttackKnowledge

/// The names of techniques that consist of two words or more and belong to one technique alone.
///
/// They are compared by stem, so that "injected processes" is no hit but "Process injection" is. One-word names
/// (Phishing, PowerShell, Tool) are left to the model, which knows them as words.
struct TechniqueNameIndex: Sendable {
    private var phrases = PhraseIndex()

    init(_ knowledge: KnowledgeBase, classIndex: [TechniqueID: Int]) {
        var owners: [[UInt64]: [Int]] = [:]
        for technique in knowledge.techniques {
            guard let index = classIndex[technique.id] else { continue }
            let stems = NameWordScanner.words(of: technique.name).map(\.stem)
            if stems.count >= 2 { owners[stems, default: []].append(index) }
        }
        for (stems, indices) in owners.sorted(by: { $0.value[0] < $1.value[0] }) where indices.count == 1 {
            phrases.insert(stems, value: Int32(indices[0]))
        }
    }

    /// Calls `body` with each technique named among the words of a sentence, and the words that name it.
    func find(_ words: [NameWord], _ body: (Int, Range<Int>) -> Void) {
        phrases.find(in: words, .stem) { hit in
            for value in hit.values { body(Int(value), hit.first..<hit.first + hit.count) }
            return true
        }
    }
}
