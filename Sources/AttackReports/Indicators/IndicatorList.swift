/// A report's indicators as the pages list them: by role and kind, in the order of the document.
struct IndicatorList {
    /// The indicators of one kind.
    struct Part {
        let kind: ReportedIndicatorKind
        let indicators: [ReportedIndicator]
    }

    /// The parts, in the order of the kinds.
    let parts: [Part]

    /// How many there are in all.
    var count: Int { parts.reduce(0) { $0 + $1.indicators.count } }

    /// Collects those of one role.
    init(_ report: AttackReport, role: ReportedIndicator.Role) {
        let byKind = Dictionary(grouping: report.indicators.filter { $0.role == role }, by: \.kind)
        parts = ReportedIndicatorKind.allCases.compactMap { kind in
            byKind[kind].map { Part(kind: kind, indicators: $0) }
        }
    }
}
