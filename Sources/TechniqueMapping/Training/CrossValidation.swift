/// Learns the covered classes without a part of the annotated reports, in turn, and looks at the reports left out.
struct CrossValidation {
    /// What it found: tables and the cut with the best mean F1 of a report.
    struct Outcome {
        var calibration: Calibration
        var threshold: Float
    }

    let data: SparseRows
    let rows: [TrainingRow]
    let documentCount: Int
    let options: TrainingOptions

    /// Runs all folds; `examples` gives those of a class, from the reports that it is told to include.
    func run(
        classes: [Int],
        passes: Int,
        examples: @Sendable (Int, @Sendable (Int) -> Bool) -> ClassLearner.Examples
    ) -> Outcome? {
        let folds = min(options.folds, documentCount)
        guard folds >= 2, !classes.isEmpty else { return nil }
        let fold = assignFolds(folds)
        let annotated = rows.indices.filter { rows[$0].document != nil }
        let data = self.data
        let documents = rows.map(\.document)
        let margins = ParallelClasses.map(
            count: classes.count * folds,
            threads: options.threads,
            makeState: { ClassLearner(data) },
            { learner, item in
                let classIndex = classes[item / folds]
                let held = item % folds
                let chosen = examples(classIndex) { fold[$0] != held }
                learner.learn(chosen, classIndex: classIndex, passes: passes)
                return annotated.map { row -> Float in
                    guard let document = documents[row], fold[document] == held else { return -.infinity }
                    return learner.margin(of: row)
                }
            }
        )
        var best = [[Float]](repeating: [Float](repeating: -.infinity, count: annotated.count), count: classes.count)
        for (item, found) in margins.enumerated() {
            for (place, margin) in found.enumerated() where margin > -.infinity { best[item / folds][place] = margin }
        }
        return outcome(classes, annotated, best)
    }

    /// Reports in an order that does not depend on their names, dealt out in turn.
    private func assignFolds(_ folds: Int) -> [Int] {
        let order = (0..<documentCount).sorted { Hash.mixed(UInt64($0) &+ 1) < Hash.mixed(UInt64($1) &+ 1) }
        var fold = [Int](repeating: 0, count: documentCount)
        for (place, document) in order.enumerated() { fold[document] = place % folds }
        return fold
    }

    private func outcome(_ classes: [Int], _ annotated: [Int], _ margins: [[Float]]) -> Outcome {
        var sentence = Calibrator()
        var document = Calibrator()
        var largest = [[Float]](repeating: [Float](repeating: -.infinity, count: classes.count), count: documentCount)
        var shown = [[Bool]](repeating: [Bool](repeating: false, count: classes.count), count: documentCount)
        for (place, row) in annotated.enumerated() {
            guard let report = rows[row].document else { continue }
            for (position, classIndex) in classes.enumerated() {
                let margin = margins[position][place]
                let isPositive = rows[row].labels.contains(UInt16(classIndex))
                sentence.add(margin, isPositive: isPositive)
                largest[report][position] = max(largest[report][position], margin)
                if isPositive { shown[report][position] = true }
            }
        }
        for report in 0..<documentCount {
            for position in classes.indices {
                document.add(largest[report][position], isPositive: shown[report][position])
            }
        }
        let table = document.table()
        let probabilities = largest.map { $0.map { table.probability($0) } }
        return Outcome(
            calibration: Calibration(sentence: sentence.table(), document: table),
            threshold: Self.bestThreshold(probabilities, shown)
        )
    }

    /// The cut with the largest mean over reports of F1; a report without techniques counts 1 when none is found.
    private static func bestThreshold(_ probabilities: [[Float]], _ shown: [[Bool]]) -> Float {
        var best: (threshold: Float, score: Double) = (0.5, -1)
        for step in 5...90 {
            let threshold = Float(step) / 100
            var sum = 0.0
            for report in probabilities.indices {
                var both = 0
                var found = 0
                var real = 0
                for position in probabilities[report].indices {
                    let isFound = probabilities[report][position] >= threshold
                    let isReal = shown[report][position]
                    if isFound { found += 1 }
                    if isReal { real += 1 }
                    if isFound && isReal { both += 1 }
                }
                sum += found + real == 0 ? 1 : Double(2 * both) / Double(found + real)
            }
            if sum > best.score { best = (threshold, sum) }
        }
        return best.threshold
    }
}
