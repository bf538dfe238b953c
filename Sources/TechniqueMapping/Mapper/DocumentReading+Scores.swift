internal import AttackKnowledge

/// The score of every technique, which of them count as found, and their order.
struct TechniqueScores {
    /// 0 to 1, by technique.
    var values: [Double]
    var isFound: [Bool]
    /// All that may be reported, best first.
    var order: [Int]
}

extension DocumentReading {
    /// The score of a technique whose id is written.
    static let writtenScore = 0.95

    /// Scores by the report stage.
    func reportScores() -> TechniqueScores {
        let model = mapper.model
        let count = model.classes.count
        let reading = ReportReading(trace, literals, mapper.surroundings)
        var raw = model.stage.verdict(on: reading).classes
        raw += Array(repeating: 0, count: mapper.techniques.count - count)
        for index in 0..<count where trace.count == 0 { raw[index] = 0 }
        var values = raw.map { Double(model.reportCalibration?.probability($0) ?? $0) }
        applyRules(&raw, &values)
        let threshold = mapper.options.threshold ?? model.threshold
        let cut = ExpectedF.cut(raw, betaSquared: mapper.options.sensitivity.betaSquared)
        return scores(raw, values) { index in
            if let threshold { return values[index] >= threshold }
            return cut.map { raw[index] >= $0 } ?? false
        }
    }

    /// Scores of the only sentence.
    func sentenceScores() -> TechniqueScores {
        let model = mapper.model
        let count = model.classes.count
        var raw = [Float](repeating: 0, count: mapper.techniques.count)
        for index in 0..<count where trace.count > 0 {
            raw[index] = model.sentenceCalibrations[Int(model.tables.banks[index])].probability(trace.best[index])
        }
        var values = raw.map(Double.init)
        applyRules(&raw, &values)
        let threshold = mapper.options.threshold ?? model.sentenceThreshold
        return scores(raw, values) { values[$0] >= threshold }
    }

    /// What is left out is out; an id that is written counts, except where training has learned what written ids are worth.
    private func applyRules(_ raw: inout [Float], _ values: inout [Double]) {
        for index in mapper.techniques.indices {
            if !mapper.isAdmitted[index] {
                raw[index] = 0
                values[index] = 0
            } else if isWritten(index) {
                raw[index] = max(raw[index], Float(Self.writtenScore))
                values[index] = max(values[index], Self.writtenScore)
            }
        }
    }

    private func isWritten(_ index: Int) -> Bool {
        if case .closed = mapper.model.stage, index < mapper.model.classes.count { return false }
        return written[mapper.techniques[index].id] != nil
    }

    private func scores(_ raw: [Float], _ values: [Double], _ isFound: (Int) -> Bool) -> TechniqueScores {
        let count = mapper.model.classes.count
        let best = raw.indices.map { $0 < count ? trace.best[$0] : -.infinity }
        let admitted = raw.indices.filter { mapper.isAdmitted[$0] }
        return TechniqueScores(
            values: values.map(Self.rounded),
            isFound: raw.indices.map { mapper.isAdmitted[$0] && raw[$0] > 0 && (isWritten($0) || isFound($0)) },
            // Where the stage does not tell two techniques apart the larger margin goes first.
            order: admitted.sorted { (raw[$1], best[$1], $0) < (raw[$0], best[$0], $1) }
        )
    }
}
