package import AttackKnowledge

/// Which techniques may be reported: lists of ids, and the platforms that matter.
///
/// A technique's id stands for its sub-techniques too. What is left out is left out everywhere, written ids included.
package struct TechniqueSelection: Hashable, Sendable {
    /// Only these; `nil` is all.
    package var allowed: Set<TechniqueID>?
    /// Not these.
    package var denied: Set<TechniqueID>
    /// Only techniques of one of these platforms, compared without case, and those that name none; `nil` is all.
    package var platforms: Set<String>?

    /// Makes a selection.
    package init(allowed: Set<TechniqueID>? = nil, denied: Set<TechniqueID> = [], platforms: Set<String>? = nil) {
        self.allowed = allowed
        self.denied = denied
        self.platforms = platforms.map { Set($0.map { $0.lowercased() }) }
    }

    /// Whether a technique may be reported.
    package func admits(_ technique: Technique) -> Bool {
        guard admits(technique.id) else { return false }
        guard let platforms, !technique.platforms.isEmpty else { return true }
        return technique.platforms.contains { platforms.contains($0.lowercased()) }
    }

    /// Whether an id may be reported, whatever its platforms.
    func admits(_ id: TechniqueID) -> Bool {
        let family = [id, id.parent].compactMap(\.self)
        if family.contains(where: denied.contains) { return false }
        return allowed.map { family.contains(where: $0.contains) } ?? true
    }
}
