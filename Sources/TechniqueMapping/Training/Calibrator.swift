/// Fits the tables from margins to probabilities, and the cut, on margins of rows that took no part in learning.
struct Calibrator {
    /// The margins at which a table may bend.
    private static let grid: [Float] = [
        -1.1, -1, -0.9, -0.8, -0.7, -0.6, -0.5, -0.4, -0.3, -0.2, -0.1, 0, 0.15, 0.3, 0.6, 1,
    ]

    private var margins = [Double](repeating: 0, count: grid.count)
    private var positives = [Double](repeating: 0, count: grid.count)
    private var totals = [Double](repeating: 0, count: grid.count)

    /// Takes one margin and whether the technique was there.
    mutating func add(_ margin: Float, isPositive: Bool) {
        var nearest = 0
        for index in Self.grid.indices where abs(Self.grid[index] - margin) < abs(Self.grid[nearest] - margin) {
            nearest = index
        }
        margins[nearest] += Double(margin)
        totals[nearest] += 1
        if isPositive { positives[nearest] += 1 }
    }

    /// The isotonic fit: neighbouring bins that fall instead of rising are pooled.
    func table() -> CalibrationTable {
        var pools: [(margin: Double, positives: Double, total: Double)] = []
        for index in Self.grid.indices where totals[index] > 0 {
            pools.append((margins[index], positives[index], totals[index]))
            while let last = pools.last, let before = pools.dropLast().last,
                before.positives * last.total >= last.positives * before.total
            {
                pools.removeLast(2)
                pools.append(
                    (before.margin + last.margin, before.positives + last.positives, before.total + last.total)
                )
            }
        }
        return CalibrationTable(
            pools.map {
                // A pool's rate, drawn a little to the middle: a handful of rows does not make a certainty.
                (Float($0.margin / $0.total), Float(($0.positives + 0.01) / ($0.total + 1)))
            }
        )
    }
}
