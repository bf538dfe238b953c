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
        let verdict = model.stage.verdict(on: reading)
        var raw = verdict.classes
        raw += Array(repeating: 0, count: mapper.techniques.count - count)
        for index in 0..<count where trace.count == 0 { raw[index] = 0 }
        var values = raw.map { Double(model.reportCalibration?.probability($0) ?? $0) }
        applyRules(&raw, &values)
        let order = self.order(raw)
        var isFound = raw.indices.map { isWritten($0) }
        if let threshold = mapper.options.threshold ?? model.threshold {
            for index in order where values[index] >= threshold { isFound[index] = true }
        } else {
            let beta = mapper.options.sensitivity.betaSquared
            for index in order.prefix(ExpectedF.count(order.map { Double(raw[$0]) }, betaSquared: beta)) {
                isFound[index] = true
            }
        }
        return TechniqueScores(values: values.map(Self.rounded), isFound: isFound, order: order)
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
        let order = self.order(raw)
        var isFound = raw.indices.map { isWritten($0) }
        for index in order where values[index] >= threshold { isFound[index] = true }
        return TechniqueScores(values: values.map(Self.rounded), isFound: isFound, order: order)
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
        return mapper.isAdmitted[index] && written[mapper.techniques[index].id] != nil
    }

    /// All that may be reported, best first; where the stage does not tell two apart the larger margin goes first.
    private func order(_ raw: [Float]) -> [Int] {
        let count = mapper.model.classes.count
        var keys: [(score: Float, best: Float, index: Int)] = []
        keys.reserveCapacity(raw.count)
        for index in raw.indices where raw[index] > 0 && mapper.isAdmitted[index] {
            keys.append((raw[index], index < count ? trace.best[index] : -.infinity, index))
        }
        keys.sort { ($1.score, $1.best, $0.index) < ($0.score, $0.best, $1.index) }
        return keys.map(\.index)
    }
}
