import AttackKnowledge

/// The writer of `aggregate.csv`: one line for each technique.
package enum AggregateTable {
    /// The names of the columns, in order; new ones are added at the end only.
    static let columns = [
        "technique_id", "technique_name", "tactics", "reports", "share", "max_confidence", "mean_confidence",
        "first_seen",
        "last_seen", "attack_domain", "attack_version", "all_reports",
    ]

    /// The file's bytes.
    package static func bytes(for aggregate: ReportAggregate) -> [UInt8] {
        var table = CSVTable(capacity: 1024 + aggregate.techniques.count * 160)
        table.appendLine(columns)
        for technique in aggregate.techniques {
            table.append(technique.id.description)
            table.append(InertText.line(technique.name))
            table.append(technique.tactics.map(InertText.line).joined(separator: "; "))
            table.append(technique.reports)
            table.append(technique.share)
            table.append(technique.maximum)
            table.append(technique.mean)
            table.append(technique.firstSeen)
            table.append(technique.lastSeen)
            table.append(aggregate.domain.rawValue)
            table.append(InertText.line(aggregate.attack))
            table.append(aggregate.reports)
            table.endLine()
        }
        return table.bytes
    }
}
