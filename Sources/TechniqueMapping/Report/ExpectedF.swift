/// The set of techniques whose expected F measure is largest.
///
/// With probabilities p sorted downwards and T their sum, the best set is a prefix; for its first k members
/// F = (1 + b²) Σ p / (k + b² T), and for the empty set the probability that nothing is there, Π (1 - p).
enum ExpectedF {
    /// The smallest probability in the best set; nil when the best set is empty.
    static func cut(_ probabilities: [Float], betaSquared: Double) -> Float? {
        let sorted = probabilities.filter { $0 > 0 }.sorted(by: >)
        let total = sorted.reduce(0.0) { $0 + Double($1) }
        var nothing = 1.0
        for probability in sorted { nothing *= 1 - Double(probability) }
        var best = (value: nothing, count: 0)
        var sum = 0.0
        for (index, probability) in sorted.enumerated() {
            sum += Double(probability)
            let value = (1 + betaSquared) * sum / (Double(index + 1) + betaSquared * total)
            if value > best.value { best = (value, index + 1) }
        }
        return best.count == 0 ? nil : sorted[best.count - 1]
    }
}
