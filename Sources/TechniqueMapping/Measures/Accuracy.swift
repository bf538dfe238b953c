/// Precision, recall and their harmonic mean, each 0 to 1.
package struct Accuracy: Hashable, Codable, Sendable {
    /// The share of what was found that is right.
    package var precision: Double
    /// The share of what is there that was found.
    package var recall: Double
    /// The harmonic mean of the two, or a mean of such means.
    package var f1: Double

    /// Puts three figures together.
    package init(precision: Double, recall: Double, f1: Double) {
        self.precision = precision
        self.recall = recall
        self.f1 = f1
    }

    /// The mean of each figure; nil of nothing.
    package static func mean(of accuracies: [Accuracy]) -> Accuracy? {
        if accuracies.isEmpty { return nil }
        let count = Double(accuracies.count)
        return Accuracy(
            precision: accuracies.reduce(0) { $0 + $1.precision } / count,
            recall: accuracies.reduce(0) { $0 + $1.recall } / count,
            f1: accuracies.reduce(0) { $0 + $1.f1 } / count
        )
    }
}
