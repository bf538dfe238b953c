import AttackKnowledge

/// An aggregate in words.
enum AggregateText {
    /// What the reports are, in a sentence or two.
    static func summary(of aggregate: ReportAggregate) -> String {
        guard aggregate.reports > 0 else { return "No report has what was asked for." }
        let span = [aggregate.firstReport, aggregate.lastReport].compactMap { $0.map(day) }
        let time =
            Set(span).count == 2 ? ", made from \(span[0]) to \(span[1])" : span.first.map { ", made on \($0)" } ?? ""
        let count = Phrase.count(aggregate.reports, "report")
        guard let first = aggregate.techniques.first else {
            return "\(count)\(time); none of them has a technique of ATT&CK \(aggregate.attack)."
        }
        let techniques = Phrase.count(aggregate.techniques.count, "technique")
        let verb = aggregate.reports == 1 ? "describes" : "describe"
        let most = aggregate.techniques.prefix(3).map { "\($0.name) (\($0.id), \(Phrase.grouped($0.reports)))" }
        return "\(count)\(time) \(verb) \(techniques) of ATT&CK \(aggregate.attack)"
            + (first.reports > 1 ? "; the most frequent: \(Phrase.list(most))." : ".")
    }

    /// How many reports have a technique, in a sentence.
    static func sentence(on technique: ReportAggregate.Technique, in aggregate: ReportAggregate) -> String {
        let days = Set([day(technique.firstSeen), day(technique.lastSeen)]).sorted()
        let time = days.count == 2 ? "from \(days[0]) to \(days[1])" : "on \(days[0])"
        return "In \(Phrase.grouped(technique.reports)) of \(Phrase.count(aggregate.reports, "report")) "
            + "(\(percent(technique.share))), \(time); confidence at most \(Score.hundredths(technique.maximum)), "
            + "\(Score.hundredths(technique.mean)) on average."
    }

    /// The day of a time in ISO 8601.
    static func day(_ time: String) -> String { String(time.prefix(10)) }

    /// A share in per cent: `4.2 %`.
    static func percent(_ share: Double) -> String {
        let tenths = Int(share * 1000 + 0.5)
        if tenths == 0, share > 0 { return "below 0.1 %" }
        return tenths.isMultiple(of: 10) ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
    }
}
