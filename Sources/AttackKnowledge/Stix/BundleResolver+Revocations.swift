extension BundleResolver {
    /// For every object no longer in force, the one at the end of its chain of revocations that is.
    ///
    /// An object revoked in favour of several is followed to the one with the lowest ATT&CK id.
    mutating func followRevocations() -> [Int: Int] {
        var next: [Int: Int] = [:]
        for relationship in relationships where relationship.type == "revoked-by" && relationship.isActive {
            guard let source = index[relationship.source], let target = index[relationship.target] else { continue }
            if let other = next[source], entities[other].attackID <= entities[target].attackID {
                continue
            }
            next[source] = target
        }
        var ends = replacements
        var reported: Set<String> = []
        for position in entities.indices where !entities[position].isActive {
            var chain = [position]
            var last = position
            while !entities[last].isActive, let following = next[last] {
                if let start = chain.firstIndex(of: following) {
                    report(cycle: chain[start...].map { entities[$0].stixID }, unless: &reported)
                    break
                }
                chain.append(following)
                last = following
            }
            guard entities[last].isActive else { continue }
            ends[position] = replacements[last] ?? last
        }
        return ends
    }

    private mutating func report(cycle: [String], unless reported: inout Set<String>) {
        guard let first = cycle.min(), reported.insert(first).inserted else { return }
        warnings.append(
            BundleWarning(.revocationCycle, first, "is revoked in a circle of \(cycle.count); it has no replacement")
        )
    }
}
