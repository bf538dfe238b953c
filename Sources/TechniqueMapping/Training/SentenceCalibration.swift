/// What the margin of a sentence is worth, and from where on it counts, by out-of-fold margins of annotated sentences.
enum SentenceCalibration {
    /// The table, and the margin's probability with the best F1 over all sentences and techniques.
    static func fit(_ collected: TrainingRows, _ outOfFold: OutOfFold) -> (table: CalibrationTable, threshold: Float) {
        var calibrator = Calibrator(grid: Calibrator.marginGrid)
        let covered = collected.covered.sorted().map(Int.init)
        var found = [Int](repeating: 0, count: 128)
        var right = found
        var gold = 0
        for shuffle in outOfFold.shuffles {
            for report in collected.reports where report.coverage == .annotated {
                for line in report.rows {
                    guard let place = outOfFold.places[line.row] else { continue }
                    let labels = collected.rows[line.row].labels
                    for index in covered {
                        let margin = shuffle.margins[index][place]
                        let isPositive = labels.contains(UInt16(index))
                        calibrator.add(margin, isPositive: isPositive)
                        if isPositive { gold += 1 }
                        let step = Int((min(max(margin, -1), 1) + 1) * 50)
                        found[step] += 1
                        if isPositive { right[step] += 1 }
                    }
                }
            }
        }
        let table = calibrator.table()
        var best = (score: -1.0, margin: Float(0))
        var sum = (found: 0, right: 0)
        for step in (0...100).reversed() {
            sum.found += found[step]
            sum.right += right[step]
            let score = Double(2 * sum.right) / Double(max(1, sum.found + gold))
            if score > best.score { best = (score, Float(step) / 50 - 1) }
        }
        return (table, table.probability(best.margin))
    }
}
