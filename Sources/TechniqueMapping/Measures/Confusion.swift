package import AttackKnowledge

/// How often a decision was right and wrong.
package struct Confusion: Hashable, Codable, Sendable {
    /// Found, and there.
    package var truePositives: Int
    /// Found, but not there.
    package var falsePositives: Int
    /// There, but not found.
    package var falseNegatives: Int

    /// Makes counts.
    package init(truePositives: Int = 0, falsePositives: Int = 0, falseNegatives: Int = 0) {
        self.truePositives = truePositives
        self.falsePositives = falsePositives
        self.falseNegatives = falseNegatives
    }

    /// Compares two sets.
    package init(found: Set<TechniqueID>, gold: Set<TechniqueID>) {
        let both = found.intersection(gold).count
        self.init(truePositives: both, falsePositives: found.count - both, falseNegatives: gold.count - both)
    }

    /// How many are there.
    package var gold: Int { truePositives + falseNegatives }
    /// How many were found.
    package var found: Int { truePositives + falsePositives }

    /// The figures; where one would divide by zero it is 0.
    package var accuracy: Accuracy {
        Accuracy(
            precision: Self.share(truePositives, of: found, otherwise: 0),
            recall: Self.share(truePositives, of: gold, otherwise: 0),
            f1: Self.share(2 * truePositives, of: found + gold, otherwise: 0)
        )
    }

    /// The figures of one report, as the SoK protocol (Büchel et al., USENIX Security 2025) counts them.
    ///
    /// Nothing found where nothing is counts 1; so does the recall of nothing, and the precision of nothing found is 0
    /// where there was something.
    package var accuracyOfReport: Accuracy {
        Accuracy(
            precision: Self.share(truePositives, of: found, otherwise: gold == 0 ? 1 : 0),
            recall: Self.share(truePositives, of: gold, otherwise: 1),
            f1: Self.share(2 * truePositives, of: found + gold, otherwise: 1)
        )
    }

    /// Adds counts.
    package static func += (sum: inout Confusion, other: Confusion) {
        sum.truePositives += other.truePositives
        sum.falsePositives += other.falsePositives
        sum.falseNegatives += other.falseNegatives
    }

    private static func share(_ part: Int, of whole: Int, otherwise: Double) -> Double {
        whole == 0 ? otherwise : Double(part) / Double(whole)
    }
}
