/// A comparison of two reports in lines for people; all of their text is inert, and indicators cannot be clicked.
package struct ComparisonLines {
    /// The lines.
    package let lines: [String]

    /// How many indicators are listed; the others are counted.
    private static let limit = 50

    /// Puts a comparison in words.
    package init(_ comparison: ReportComparison) {
        var lines = [Self.text("A", comparison.before), Self.text("B", comparison.after), ""]
        let techniques = comparison.techniques
        lines.append(
            "techniques: \(techniques.gained.count) gained, \(techniques.lost.count) lost, "
                + "\(techniques.changed.count) changed, \(comparison.unchanged) the same"
        )
        lines += DifferenceLines(techniques).lines.map { "  \($0)" }
        let names = [
            ("groups", comparison.groups), ("software", comparison.software), ("campaigns", comparison.campaigns),
        ]
        for (kind, names) in names where !names.isEmpty {
            lines += Self.lines(kind, names) { "\($0.id) \($0.name)" }
        }
        if !comparison.indicators.isEmpty {
            lines += Self.lines("indicators", comparison.indicators) { name in
                DefangedText.of(kind: name.id, value: name.name)
            }
        }
        self.lines = lines
    }

    private static func text(_ letter: String, _ side: ReportComparison.Side) -> String {
        InertText.line(
            "\(letter)  \(side.document)@\(side.version)  \(side.generatedAt)  ATT&CK \(side.attack)  "
                + InertText.line(side.name, limit: 120)
        )
    }

    private static func lines(
        _ kind: String,
        _ names: ReportComparison.Names,
        _ text: (ReportComparison.Name) -> String
    ) -> [String] {
        var lines = ["", "\(kind): \(names.gained.count) gained, \(names.lost.count) lost"]
        for (sign, names) in [("+", names.gained), ("-", names.lost)] {
            lines += names.prefix(limit).map { "  \(sign) \(InertText.line(text($0), limit: 200))" }
            if names.count > limit { lines.append("  \(sign) \(Phrase.grouped(names.count - limit)) more") }
        }
        return lines
    }
}

extension DefangedText {
    /// A value made harmless, by the name of its kind.
    fileprivate static func of(kind: String, value: String) -> String {
        guard let kind = ReportedIndicatorKind(rawValue: kind) else { return value }
        return of(ReportedIndicator(kind: kind, value: value, writtenAs: value, places: []))
    }
}
