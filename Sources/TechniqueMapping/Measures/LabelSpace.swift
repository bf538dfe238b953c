package import AttackKnowledge

/// The techniques that gold and predictions are compared in.
///
/// An id of an older release counts for the one that replaced it. Where the space is a list, a technique outside counts
/// for its parent if that is on the list, else for nothing. Where the space is that of parents, a sub-technique counts for
/// its parent on either side, and a list is folded the same way.
package struct LabelSpace: Sendable {
    private let knowledge: KnowledgeBase
    private let labels: Set<TechniqueID>?
    private let foldsToParents: Bool

    /// Makes a space.
    ///
    /// - Parameters:
    ///   - knowledge: what upgrades ids.
    ///   - labels: the techniques that count; nil for all.
    ///   - foldsToParents: whether a sub-technique counts for its parent.
    package init(_ knowledge: KnowledgeBase, labels: [TechniqueID]? = nil, foldsToParents: Bool = false) {
        self.knowledge = knowledge
        self.foldsToParents = foldsToParents
        self.labels = labels.map { labels in
            Set(
                labels.map { label in
                    let id = knowledge.current(label) ?? label
                    return foldsToParents ? id.parent ?? id : id
                }
            )
        }
    }

    /// What an id counts for; nil for nothing.
    package func label(for id: TechniqueID) -> TechniqueID? {
        let current = knowledge.current(id) ?? id
        if !joinsTechniques { return current }
        let folded = foldsToParents ? current.parent ?? current : current
        guard let labels else { return folded }
        return labels.contains(folded) ? folded : folded.parent.flatMap { labels.contains($0) ? $0 : nil }
    }

    /// Whether several techniques in force may count for one.
    var joinsTechniques: Bool { foldsToParents || labels != nil }

    /// Whether the release has, or had, a technique of this id.
    package func knows(_ id: TechniqueID) -> Bool {
        knowledge.technique(id) != nil || knowledge.retiredTechnique(id) != nil
    }
}
