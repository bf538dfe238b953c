extension ReportSummary {
    /// What analysts said of the findings.
    static func reviews(of report: AttackReport) -> [String] {
        let accepted = report.techniques.count { $0.review == .accepted }
        let added = report.techniques.count { $0.review == .added }
        let parts = [
            accepted > 0 ? "accepted \(Phrase.count(accepted, "technique"))" : nil,
            added > 0 ? "added \(Phrase.count(added, "technique"))" : nil,
            report.rejected.isEmpty ? nil : "rejected \(Phrase.count(report.rejected.count, "technique"))",
        ]
        .compactMap(\.self)
        return parts.isEmpty ? [] : ["Analysts have \(Phrase.list(parts))."]
    }

    /// What differs from the report before.
    static func changes(of report: AttackReport) -> [String] {
        guard let difference = report.difference else {
            return []
        }
        let since = "Since version \(difference.before.version) of this report"
        let parts = [
            difference.gained.isEmpty ? nil : "\(Phrase.count(difference.gained.count, "technique")) came in",
            difference.lost.isEmpty ? nil : "\(Phrase.count(difference.lost.count, "technique")) went out",
            difference.changed.isEmpty
                ? nil : "the confidence or the id of \(Phrase.count(difference.changed.count, "technique")) changed",
        ]
        .compactMap(\.self)
        return ["\(since), \(parts.isEmpty ? "no technique changed" : Phrase.list(parts))."]
    }
}
