extension KnowledgeBase {
    /// The technique in force with this id, in constant time.
    package func technique(_ id: TechniqueID) -> Technique? {
        techniqueIndex[id].map { techniques[$0] }
    }

    /// The retired technique with this id, in constant time.
    package func retiredTechnique(_ id: TechniqueID) -> RetiredTechnique? {
        retiredIndex[id].map { retired[$0] }
    }

    /// The id in force for an id of any age: itself, or the end of its chain of revocations, or nil.
    package func current(_ id: TechniqueID) -> TechniqueID? {
        techniqueIndex[id] == nil ? retiredTechnique(id)?.replacement : id
    }

    /// The sub-techniques of a technique, sorted by id.
    package func subTechniques(of parent: TechniqueID) -> ArraySlice<Technique> {
        let start = techniques.partitioningIndex { $0.id > parent }
        let end = techniques[start...].firstIndex { $0.id.parent != parent } ?? techniques.endIndex
        return techniques[start..<end]
    }

    /// The name of a technique, with the parent's in front of a sub-technique's: "Phishing: Spearphishing Link".
    ///
    /// A retired technique has its last name; an unknown id has none.
    package func fullName(of id: TechniqueID) -> String? {
        guard let name = technique(id)?.name ?? retiredTechnique(id)?.name else { return nil }
        guard let parent = id.parent, let parentName = technique(parent)?.name ?? retiredTechnique(parent)?.name else {
            return name
        }
        return "\(parentName): \(name)"
    }

    /// The tactic with this short name.
    package func tactic(_ shortName: String) -> Tactic? {
        tactics.first { $0.shortName == shortName }
    }

    /// The techniques of a tactic, sorted by id.
    package func techniques(ofTactic shortName: String) -> [Technique] {
        techniques.filter { $0.tactics.contains(shortName) }
    }

    /// The group in force with this id.
    package func group(_ id: String) -> Group? { KnowledgeBase.find(id, in: groups, by: \.id) }

    /// The software in force with this id.
    package func software(_ id: String) -> Software? { KnowledgeBase.find(id, in: software, by: \.id) }

    /// The campaign in force with this id.
    package func campaign(_ id: String) -> Campaign? { KnowledgeBase.find(id, in: campaigns, by: \.id) }

    /// The mitigation in force with this id.
    package func mitigation(_ id: String) -> Mitigation? { KnowledgeBase.find(id, in: mitigations, by: \.id) }

    /// The group, software or campaign with this id that is no longer in force.
    package func retiredEntity(_ id: String) -> RetiredEntity? { KnowledgeBase.find(id, in: retiredEntities, by: \.id) }

    private static func find<Element>(
        _ id: String,
        in sorted: [Element],
        by key: KeyPath<Element, String>
    ) -> Element? {
        let index = sorted.partitioningIndex { $0[keyPath: key] >= id }
        guard index < sorted.endIndex, sorted[index][keyPath: key] == id else { return nil }
        return sorted[index]
    }
}

extension Array {
    /// The first index whose element meets a condition that, once met, stays met.
    func partitioningIndex(_ isAfter: (Element) -> Bool) -> Int {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = low + (high - low) / 2
            if isAfter(self[middle]) {
                high = middle
            } else {
                low = middle + 1
            }
        }
        return low
    }
}
