package import AttackKnowledge

/// Gathers how right a mapper is, text by text.
///
/// The outcome depends on the texts and their order alone.
package struct MappingMeasure: Sendable {
    private struct Tally {
        var confusion = Confusion()
        var ranking = RankingMeasure()
    }

    private let unit: MeasuredUnit
    private var techniques: [TechniqueID: Tally] = [:]
    private var calibration = CalibrationMeasure()
    private var hits = HitMeasure()
    private var parentHits = HitMeasure()
    private var precisions: [Double] = []
    private var reports: [(gold: Set<TechniqueID>, found: Set<TechniqueID>)] = []
    private var reportIndex: [String: Int] = [:]
    private var textCount = 0
    private var marked = 0
    private var overlapping = 0
    private var written = 0
    private var writtenFound = 0
    private var unknown: Set<TechniqueID> = []

    /// Makes a measure of nothing.
    package init(_ unit: MeasuredUnit) { self.unit = unit }

    /// Takes a text.
    package mutating func add(_ text: MeasuredText) {
        textCount += 1
        for id in text.gold.union(text.found) {
            let confusion = Confusion(found: text.found.intersection([id]), gold: text.gold.intersection([id]))
            techniques[id, default: Tally()].confusion += confusion
        }
        var unranked = text.gold
        for place in text.ranking {
            let isGold = !text.gold.isEmpty && text.gold.contains(place.id)
            techniques[place.id, default: Tally()].ranking.add(place.score, isGold: isGold)
            calibration.add(place.score, isGold: isGold)
            if isGold { unranked.remove(place.id) }
        }
        for id in unranked { techniques[id, default: Tally()].ranking.addUnranked() }
        let order = text.ranking.lazy.map(\.id)
        if let precision = RankingMeasure.averagePrecision(
            of: order.map(text.gold.contains),
            goldCount: text.gold.count
        ) {
            precisions.append(precision)
        }
        hits.add(order, gold: text.gold)
        if !text.gold.isEmpty { parentHits.add(Self.parents(order), gold: Set(Self.parents(text.gold))) }
        addToReport(text)
        marked += text.markedCount
        overlapping += text.overlapCount
        written += text.written.count
        writtenFound += text.written.intersection(text.found).count
        unknown.formUnion(text.unknown)
    }

    /// A sentence adds to its report; a whole report is one.
    private mutating func addToReport(_ text: MeasuredText) {
        guard unit != .report, let index = reportIndex[text.doc] else {
            reportIndex[text.doc] = reports.count
            reports.append((text.gold, text.found))
            return
        }
        reports[index].gold.formUnion(text.gold)
        reports[index].found.formUnion(text.found)
    }

    /// The parents in the order of their first appearance.
    private static func parents(_ ids: some Sequence<TechniqueID>) -> [TechniqueID] {
        var seen: Set<TechniqueID> = []
        return ids.map { $0.parent ?? $0 }.filter { seen.insert($0).inserted }
    }

    /// What came out.
    ///
    /// - Parameter name: gives the name of a technique.
    /// - Returns: the figures; techniques that are nowhere and were found nowhere are left out.
    package func outcome(name: (TechniqueID) -> String?) -> EvaluationOutcome {
        var pooled = RankingMeasure()
        var confusion = Confusion()
        var rows: [EvaluationOutcome.Technique] = []
        for (id, tally) in techniques.sorted(by: { $0.key < $1.key }) {
            pooled.add(tally.ranking)
            confusion += tally.confusion
            guard tally.confusion.gold + tally.confusion.found > 0 else { continue }
            rows.append(
                EvaluationOutcome.Technique(
                    id: id,
                    name: name(id),
                    gold: tally.confusion.gold,
                    found: tally.confusion.found,
                    accuracy: tally.confusion.accuracy,
                    averagePrecision: tally.ranking.averagePrecision
                )
            )
        }
        let ofReports = reports.map { Confusion(found: $0.found, gold: $0.gold).accuracyOfReport }
        return EvaluationOutcome(
            unit: unit,
            texts: textCount,
            reports: reports.count,
            textsWithTechniques: precisions.count,
            confusion: confusion,
            micro: confusion.accuracy,
            macro: Accuracy.mean(of: rows.map(\.accuracy)),
            perReport: Accuracy.mean(of: ofReports),
            averagePrecision: pooled.averagePrecision,
            meanAveragePrecision: precisions.isEmpty ? nil : precisions.reduce(0, +) / Double(precisions.count),
            hits: hits.shares,
            parentHits: parentHits.shares,
            calibration: calibration.outcome,
            evidence: marked == 0
                ? nil
                : EvaluationOutcome.Overlap(
                    count: marked,
                    overlapping: overlapping,
                    share: Double(overlapping) / Double(marked)
                ),
            written: written == 0
                ? nil
                : EvaluationOutcome.Written(
                    count: written,
                    found: writtenFound,
                    share: Double(writtenFound) / Double(written)
                ),
            unknown: unknown.sorted(),
            techniques: rows
        )
    }
}
