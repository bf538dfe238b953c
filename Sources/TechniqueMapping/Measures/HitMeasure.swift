package import AttackKnowledge

/// In how many texts one of the best-ranked techniques is right, for lists of several lengths.
package struct HitMeasure: Hashable, Sendable {
    /// The share for one length.
    package struct Share: Hashable, Codable, Sendable {
        /// The length of the list.
        package var depth: Int
        /// The share of texts with a right technique in it, 0 to 1.
        package var share: Double
    }

    private let depths: [Int]
    private var hits: [Int]
    private var count = 0

    /// Makes a measure for lists of these lengths.
    package init(depths: [Int] = [1, 3, 5, 10]) {
        self.depths = depths
        hits = depths.map { _ in 0 }
    }

    /// Takes a ranking, best first; a text without gold does not count.
    package mutating func add(_ ranking: some Sequence<TechniqueID>, gold: Set<TechniqueID>) {
        if gold.isEmpty { return }
        count += 1
        let deepest = depths.max() ?? 0
        guard let first = ranking.prefix(deepest).enumerated().first(where: { gold.contains($0.element) }) else {
            return
        }
        for (index, depth) in depths.enumerated() where first.offset < depth { hits[index] += 1 }
    }

    /// The shares, in the order of the lengths; none where no text has gold.
    package var shares: [Share] {
        if count == 0 { return [] }
        return depths.indices.map { Share(depth: depths[$0], share: Double(hits[$0]) / Double(count)) }
    }
}
