/// The set of techniques whose expected F measure is largest.
///
/// With probabilities p sorted downwards and T their sum, the best set is a prefix; for its first k members
/// F = (1 + b²) Σ p / (k + b² T), and for the empty set the probability that nothing is there, Π (1 - p).
enum ExpectedF {
    /// How many of the probabilities, sorted downwards, the best set takes.
    static func count(_ sorted: [Double], betaSquared: Double) -> Int {
        let total = sorted.reduce(0, +)
        var best = (value: sorted.reduce(1) { $0 * (1 - $1) }, count: 0)
        var sum = 0.0
        for (index, probability) in sorted.enumerated() {
            sum += probability
            let value = (1 + betaSquared) * sum / (Double(index + 1) + betaSquared * total)
            if value > best.value { best = (value, index + 1) }
        }
        return best.count
    }
}
