/// Whether scores are probabilities: whether of the pairs of a text and a technique with a score of 0.7 seven in ten are
/// right.
///
/// Only pairs above a floor are looked at: the countless pairs that nobody would ever be shown would drown the others.
package struct CalibrationMeasure: Hashable, Sendable {
    /// Pairs of similar scores.
    package struct Bin: Hashable, Codable, Sendable {
        /// The lowest score.
        package var lower: Double
        /// The score that is beyond the highest, except in the last bin.
        package var upper: Double
        /// How many pairs there are.
        package var count: Int
        /// Their mean score; 0 where there are none.
        package var meanScore: Double
        /// The share of them that is right; 0 where there are none.
        package var rightShare: Double
    }

    /// What came out.
    package struct Outcome: Hashable, Codable, Sendable {
        /// Scores up to this one were left out.
        package var floor: Double
        /// How many pairs were looked at.
        package var count: Int
        /// The expected calibration error: the mean distance between score and truth, bin by bin.
        package var expectedError: Double
        /// The Brier score: the mean squared distance, pair by pair.
        package var brierScore: Double
        /// Bins of equal width over 0 to 1, by score.
        package var bins: [Bin]
    }

    private let floor: Double
    private var counts: [Int]
    private var sums: [Double]
    private var right: [Int]
    private var squares = 0.0

    /// Makes a measure of nothing.
    ///
    /// - Parameters:
    ///   - binCount: the number of bins between 0 and 1.
    ///   - floor: scores up to this one are left out.
    package init(binCount: Int = 10, floor: Double = 0.1) {
        self.floor = floor
        counts = Array(repeating: 0, count: max(1, binCount))
        sums = Array(repeating: 0, count: max(1, binCount))
        right = counts
    }

    /// Takes a pair.
    package mutating func add(_ score: Double, isGold: Bool) {
        guard score > floor else { return }
        let bin = min(counts.count - 1, max(0, Int(score * Double(counts.count))))
        counts[bin] += 1
        sums[bin] += score
        if isGold { right[bin] += 1 }
        let distance = score - (isGold ? 1 : 0)
        squares += distance * distance
    }

    /// What came out; nil where no pair was above the floor.
    package var outcome: Outcome? {
        let total = counts.reduce(0, +)
        if total == 0 { return nil }
        let binCount = Double(counts.count)
        let bins = counts.indices.map { index in
            let count = Double(max(1, counts[index]))
            return Bin(
                lower: Double(index) / binCount,
                upper: Double(index + 1) / binCount,
                count: counts[index],
                meanScore: sums[index] / count,
                rightShare: Double(right[index]) / count
            )
        }
        return Outcome(
            floor: floor,
            count: total,
            expectedError: bins.reduce(0) { $0 + Double($1.count) * abs($1.meanScore - $1.rightShare) } / Double(total),
            brierScore: squares / Double(total),
            bins: bins
        )
    }
}
