import AttackKnowledge
import TechniqueMapping

/// An evaluation as lines for people, at most a hundred columns wide.
package struct AccuracyText: Sendable {
    private let summary: EvaluationSummary
    private let techniqueLimit: Int?

    /// Puts an evaluation into words.
    ///
    /// - Parameters:
    ///   - summary: the evaluation.
    ///   - techniqueLimit: how many techniques are listed, the most frequent first; nil for all.
    package init(_ summary: EvaluationSummary, techniqueLimit: Int?) {
        self.summary = summary
        self.techniqueLimit = techniqueLimit
    }

    /// The lines.
    package var lines: [String] {
        var lines = heading + [""] + decisions + [""] + rankings
        if summary.outcome.calibration != nil { lines += [""] + calibration }
        if !summary.outcome.techniques.isEmpty { lines += [""] + techniques }
        return lines
    }

    private var heading: [String] {
        let outcome = summary.outcome
        var lines = [summary.subject]
        if let threshold = summary.threshold {
            lines[0] += ", cut \(Shown.fraction(threshold))"
        }
        if summary.sensitivity != .balanced { lines[0] += ", sensitivity \(summary.sensitivity.rawValue)" }
        let unit = outcome.unit.rawValue
        let labels = outcome.confusion.gold
        lines.append(
            Shown.count(outcome.texts, unit)
                + (outcome.unit != .report ? " of \(Shown.count(outcome.reports, "report"))" : "")
                + ", \(outcome.textsWithTechniques) with techniques: \(labels) labels, "
                + "\(outcome.confusion.found) found, \(outcome.confusion.truePositives) of them right"
        )
        if !outcome.unknown.isEmpty {
            let some = outcome.unknown.prefix(5).map(\.description).joined(separator: ", ")
            let more = outcome.unknown.count > 5 ? ", ..." : ""
            lines.append(
                "\(Shown.count(outcome.unknown.count, "id")) among the labels unknown to this release, never found: "
                    + some + more
            )
        }
        for (index, fold) in summary.folds.enumerated() {
            lines.append(
                "part \(index + 1): \(Shown.count(fold.reports, "report")) held out, model \(fold.model)"
                    + (fold.threshold.map { ", cut \(Shown.fraction($0))" } ?? "")
            )
        }
        return lines
    }

    private var decisions: [String] {
        let outcome = summary.outcome
        func row(_ name: String, _ accuracy: Accuracy?) -> [String] {
            [name] + [accuracy?.precision, accuracy?.recall, accuracy?.f1].map(Shown.fraction)
        }
        return Shown.table(
            ["mean", "precision", "recall", "F1"],
            [
                row("by report (SoK)", outcome.perReport), row("over all decisions (micro)", outcome.micro),
                row("by technique (macro)", outcome.macro),
            ]
        )
    }

    private var rankings: [String] {
        let outcome = summary.outcome
        var lines = [
            "average precision   \(Shown.fraction(outcome.averagePrecision)) over all pairs, "
                + "\(Shown.fraction(outcome.meanAveragePrecision)) by \(outcome.unit.rawValue)"
        ]
        func shares(_ shares: [HitMeasure.Share]) -> String {
            shares.map { "\(Shown.fraction($0.share)) in \($0.depth)" }.joined(separator: ", ")
        }
        if !outcome.hits.isEmpty {
            lines.append("one of the best     \(shares(outcome.hits))")
            lines.append("  as a parent       \(shares(outcome.parentHits))")
        }
        if let evidence = outcome.evidence {
            lines.append(
                "evidence            \(Shown.fraction(evidence.share)) of \(evidence.count) right and marked techniques "
                    + "are shown where marked"
            )
        }
        if let written = outcome.written {
            lines.append("written ids         \(Shown.fraction(written.share)) of \(written.count) are found")
        }
        return lines
    }

    private var calibration: [String] {
        guard let calibration = summary.outcome.calibration else { return [] }
        let rows = calibration.bins.filter { $0.count > 0 }
            .map { bin in
                [
                    "\(Shown.fraction(bin.lower, digits: 1)) to \(Shown.fraction(bin.upper, digits: 1))",
                    "\(bin.count)", Shown.fraction(bin.meanScore), Shown.fraction(bin.rightShare),
                ]
            }
        return [
            "calibration         error \(Shown.fraction(calibration.expectedError)), "
                + "Brier \(Shown.fraction(calibration.brierScore)), \(calibration.count) scores above "
                + Shown.fraction(calibration.floor, digits: 1)
        ] + Shown.table(["score", "count", "mean score", "right"], rows)
    }

    private var techniques: [String] {
        let sorted = summary.outcome.techniques.sorted { ($1.gold, $1.found, $0.id) < ($0.gold, $0.found, $1.id) }
        let shown = techniqueLimit.map { Array(sorted.prefix($0)) } ?? sorted
        var lines = Shown.table(
            ["id", "technique", "labels", "found", "precision", "recall", "F1", "AP"],
            shown.map { row in
                [row.id.description, Self.shortName(row.name ?? "unknown"), "\(row.gold)", "\(row.found)"]
                    + [row.accuracy.precision, row.accuracy.recall, row.accuracy.f1, row.averagePrecision]
                    .map(Shown.fraction)
            }
        )
        if shown.count < sorted.count {
            lines.append("and \(Shown.count(sorted.count - shown.count, "other")); --all lists them")
        }
        return lines
    }
}

extension AccuracyText {
    /// A name in a column's width; that of the technique above gives way first.
    private static func shortName(_ name: String) -> String {
        let width = 36
        guard name.count > width, let colon = name.firstRange(of: ": ") else { return Shown.short(name, width) }
        return Shown.short(String(name[colon.upperBound...]), width)
    }
}

extension Shown {
    /// A number from 0 to 1 with three decimals, or as many as asked for; a dash where there is none.
    package static func fraction(_ value: Double?, digits: Int) -> String {
        guard let value else { return "-" }
        var factor = 1
        for _ in 0..<digits { factor *= 10 }
        let rounded = Int((value * Double(factor)).rounded())
        let rest = String(rounded % factor)
        return "\(rounded / factor).\(String(repeating: "0", count: digits - rest.count))\(rest)"
    }

    /// A number from 0 to 1 with three decimals; a dash where there is none.
    package static func fraction(_ value: Double?) -> String { fraction(value, digits: 3) }
}
