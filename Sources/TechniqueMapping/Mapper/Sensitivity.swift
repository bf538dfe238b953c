/// Whether missing a technique or reporting a wrong one weighs more.
package enum Sensitivity: String, Hashable, Codable, Sendable, CaseIterable {
    /// Fewer, surer techniques: a wrong one weighs four times a missed one.
    case low
    /// Both weigh the same.
    case balanced
    /// More techniques: a missed one weighs four times a wrong one.
    case high

    /// The square of beta in the F measure whose expectation the decision maximises.
    var betaSquared: Double {
        switch self {
        case .low: 0.25
        case .balanced: 1
        case .high: 4
        }
    }
}
