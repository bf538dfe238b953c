import AttackKnowledge

/// What changed from one report to another, in lines for people.
package struct DifferenceLines {
    /// The lines: techniques gained, lost, changed.
    package let lines: [String]

    /// Puts a difference in words; names are inert.
    package init(_ difference: ReportDifference) {
        let gained = difference.gained.map { "+ \(Self.text($0))" }
        let lost = difference.lost.map { "- \(Self.text($0))" }
        let changed = difference.changed.map { shift in
            let origin = shift.replaces.map { ", was \($0)" } ?? ""
            return "~ \(shift.id) \(InertText.line(shift.name, limit: 100)) "
                + "\(Score.hundredths(shift.before)) -> \(Score.hundredths(shift.after))\(origin)"
        }
        lines = gained + lost + changed
    }

    private static func text(_ item: ReportDifference.Item) -> String {
        "\(item.id) \(InertText.line(item.name, limit: 100)) \(Score.hundredths(item.score))"
    }
}
