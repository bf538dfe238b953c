import AttackKnowledge

extension MarkdownReport {
    /// How many changes are written; all of them are in `report.json`.
    private static let longestTable = 200

    /// What differs from the report before this one.
    mutating func writeChanges() {
        guard let difference = report.difference else {
            return
        }
        let before = difference.before
        output.markup("## What has changed\n\n")
        output.line(
            "",
            "Version \(before.version) of this report was made \(before.generatedAt) with ATT&CK \(before.attack) and "
                + "the model \(before.model).",
            ""
        )
        output.blankLine()
        guard !difference.isEmpty else {
            output.markup("Both name the same techniques, with the same confidence.\n\n")
            return
        }
        output.markup("| Technique | Change | Before | Now |\n| --- | --- | --- | --- |\n")
        var rows = difference.gained.map { Row($0.id, $0.name, "came in", nil, $0.score) }
        rows += difference.lost.map { Row($0.id, $0.name, "went out", $0.score, nil) }
        rows += difference.changed.map { shift in
            let step = shift.after < shift.before ? "less certain" : "more certain"
            return Row(shift.id, shift.name, shift.replaces.map { "replaces \($0)" } ?? step, shift.before, shift.after)
        }
        for row in rows.prefix(Self.longestTable) {
            output.markup("| ")
            output.link(row.id.description, to: AttackLink.technique(row.id))
            output.element(" ", row.name, " | ")
            output.element("", row.change, " | ")
            output.element("", Self.text(row.before), " | ")
            output.element("", Self.text(row.after), " |\n")
        }
        output.blankLine()
        if rows.count > Self.longestTable {
            output.line("And ", Phrase.grouped(rows.count - Self.longestTable), " more in report.json.\n")
        }
    }

    /// What analysts found to be wrong.
    mutating func writeRejected() {
        guard !report.rejected.isEmpty else {
            return
        }
        output.markup("## Rejected by an analyst\n\n")
        for rejected in report.rejected {
            output.markup("- ")
            output.link(rejected.id.description, to: AttackLink.technique(rejected.id))
            output.element(" ", rejected.name, "")
            output.line(" (", Self.text(rejected.score), ")")
        }
        output.blankLine()
    }

    /// What ATT&CK knows against a technique, one line each.
    mutating func writeMeasures(against technique: ReportedTechnique) {
        write(measures.mitigations(of: technique), "Mitigations: ")
        write(measures.detections(of: technique), "Detection strategies: ")
    }

    private mutating func write(_ measures: [TechniqueMeasures.Measure], _ heading: StaticString) {
        guard !measures.isEmpty else {
            return
        }
        output.markup(heading)
        for (index, measure) in measures.enumerated() {
            output.markup(index == 0 ? "" : "; ")
            output.link(measure.id, to: measure.address)
            output.element(" ", measure.name, "")
        }
        output.markup("\n\n")
    }

    /// A confidence in words and out of 100.
    static func text(_ score: Double?) -> String {
        score.map { "\(ConfidenceBand(score: $0).name) \(Score.hundredths($0))" } ?? "not found"
    }

    /// A row of the table of changes.
    private struct Row {
        let id: TechniqueID
        let name: String
        let change: String
        let before: Double?
        let after: Double?

        init(_ id: TechniqueID, _ name: String, _ change: String, _ before: Double?, _ after: Double?) {
            (self.id, self.name, self.change, self.before, self.after) = (id, name, change, before, after)
        }
    }
}
