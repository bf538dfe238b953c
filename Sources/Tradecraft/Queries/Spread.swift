/// How numbers are spread: in milliseconds, from microseconds.
package struct Spread: Encodable, Hashable, Sendable {
    /// How many there are.
    package let count: Int
    /// Their mean.
    package let mean: Double
    /// Half of them are at most this.
    package let p50: Double
    /// Nineteen of twenty are at most this.
    package let p95: Double
    /// The largest.
    package let max: Double

    /// The spread of durations in microseconds; nil where there are none.
    init?(microseconds: [Int64]) {
        guard !microseconds.isEmpty else { return nil }
        let sorted = microseconds.sorted()
        count = sorted.count
        mean = (sorted.reduce(0) { $0 + Double($1) } / Double(sorted.count)).rounded() / 1_000
        p50 = Self.quantile(sorted, 50)
        p95 = Self.quantile(sorted, 95)
        max = milliseconds(sorted[sorted.count - 1])
    }

    /// The nearest-rank quantile: the smallest value that so many percent of all do not exceed.
    private static func quantile(_ sorted: [Int64], _ percent: Int) -> Double {
        let rank = (sorted.count * percent + 99) / 100
        return milliseconds(sorted[Swift.max(1, rank) - 1])
    }
}
