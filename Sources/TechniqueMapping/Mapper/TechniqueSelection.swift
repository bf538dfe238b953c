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
        let family = [technique.id, technique.id.parent].compactMap(\.self)
        if family.contains(where: denied.contains) { return false }
        if let allowed, !family.contains(where: allowed.contains) { return false }
        guard let platforms, !technique.platforms.isEmpty else { return true }
        return technique.platforms.contains { platforms.contains($0.lowercased()) }
    }
}
