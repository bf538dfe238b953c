/// The report stage of a model that has seen no report: margins of techniques and families, weighed by four constants.
///
/// The constants were chosen on reports annotated by CTID and by AnnoCTR's authors; no weight was learned from either.
enum PlainStage {
    /// The part of a family's own margin beside that of a member.
    private static let familyShare: Float = 0.4
    /// What a technique loses when another of its family has a larger margin: a report seldom shows both.
    private static let siblingLoss: Float = 0.2
    /// Margins learned from ATT&CK's texts alone promise less than the scale, which fits annotated reports.
    private static let doubt: Float = 0.25

    static func verdict(on report: ReportReading) -> ReportVerdict {
        var verdict = ReportVerdict(
            classes: Array(repeating: 0, count: report.isAnnotated.count),
            families: Array(repeating: 0, count: report.families.count)
        )
        for family in 0..<report.families.count {
            let members = report.families.members[family]
            let own = report.trace.best[report.isAnnotated.count + family]
            var best: Float = -.infinity
            for member in members { best = max(best, report.trace.best[member]) }
            verdict.families[family] = probability((best + familyShare * own) / (1 + familyShare))
            for member in members {
                let margin = report.trace.best[member]
                let loss = margin < best ? siblingLoss : 0
                verdict.classes[member] = probability((margin + familyShare * own) / (1 + familyShare) - loss)
            }
        }
        return verdict
    }

    /// The scale, continued where it is level so that no two margins give the same.
    private static func probability(_ margin: Float) -> Float {
        let value = MarginScale.reportProbability(margin - doubt)
        let lowest: Float = 0.0005
        return value > lowest ? value : lowest * max(0, (margin + 3) / 3)
    }
}
