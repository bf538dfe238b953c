/// Fits the tables from margins or raw probabilities to observed rates, on values of rows that took no part in learning.
struct Calibrator {
    /// The margins at which a table may bend.
    static let marginGrid: [Float] = [
        -1.1, -1, -0.9, -0.8, -0.7, -0.6, -0.5, -0.4, -0.3, -0.2, -0.1, 0, 0.15, 0.3, 0.6, 1,
    ]
    /// The probabilities at which a table may bend.
    static let probabilityGrid: [Float] = [
        0.0005, 0.002, 0.005, 0.01, 0.02, 0.04, 0.07, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65,
        0.7, 0.75, 0.8, 0.85, 0.9, 0.95,
    ]

    private let grid: [Float]
    private var margins: [Double]
    private var positives: [Double]
    private var totals: [Double]

    init(grid: [Float]) {
        self.grid = grid
        margins = Array(repeating: 0, count: grid.count)
        positives = margins
        totals = margins
    }

    /// Takes one value and whether the technique was there.
    mutating func add(_ margin: Float, isPositive: Bool) {
        var low = 0
        var high = grid.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if grid[middle] <= margin { low = middle } else { high = middle - 1 }
        }
        let nearest = low + 1 < grid.count && grid[low + 1] - margin < margin - grid[low] ? low + 1 : low
        margins[nearest] += Double(margin)
        totals[nearest] += 1
        if isPositive { positives[nearest] += 1 }
    }

    /// The isotonic fit: neighbouring bins that fall instead of rising are pooled.
    func table() -> CalibrationTable {
        var pools: [(margin: Double, positives: Double, total: Double)] = []
        for index in grid.indices where totals[index] > 0 {
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
        var highest: Float = 0
        return CalibrationTable(
            pools.map {
                // A pool's rate, drawn downwards: a handful of rows does not make a certainty, nor a fall.
                highest = max(highest, Float(($0.positives + 0.01) / ($0.total + 1)))
                return (Float($0.margin / $0.total), highest)
            }
        )
    }
}
