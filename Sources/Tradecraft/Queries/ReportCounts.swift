package import AttackKnowledge
package import AttackReports
import GRDB
import Taskt

extension QueryDatabase {
    /// The domain that most of the reports of a filter are of, and how many are of others; nil where there is none.
    package func mainDomain(_ filter: ReportFilter) throws(StartupError) -> (domain: AttackDomain, others: Int)? {
        try read("count domains") { db in
            let selection = try ReportSelection(filter, in: db)
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT r.domain, count(*) AS reports FROM \(selection.source) WHERE \(selection.condition)
                    GROUP BY r.domain ORDER BY reports DESC, r.domain
                    """,
                arguments: selection.arguments
            )
            guard let first = rows.first, let domain = AttackDomain(rawValue: first["domain"]) else { return nil }
            return (domain, rows.dropFirst().reduce(0) { $0 + ($1["reports"] as Int) })
        }
    }

    /// What the reports of a filter say together.
    ///
    /// - Parameters:
    ///   - filter: which reports; all of one domain.
    ///   - title: what they have in common, in words.
    ///   - knowledge: the release of the domain that is in force.
    /// - Returns: the techniques with their counts.
    /// - Throws: ``StartupError`` where the database cannot be read.
    package func aggregate(
        _ filter: ReportFilter,
        title: String,
        knowledge: KnowledgeBase
    ) throws(StartupError) -> ReportAggregate {
        try read("count techniques") { db in
            let selection = try ReportSelection(filter, in: db)
            let whole = try Row.fetchOne(
                db,
                sql: """
                    SELECT count(*), min(r.first_at), max(r.first_at) FROM \(selection.source)
                    WHERE \(selection.condition)
                    """,
                arguments: selection.arguments
            )
            let (first, last): (Int64?, Int64?) = (whole?[1], whole?[2])
            return ReportAggregate(
                title: title,
                knowledge: knowledge,
                reports: whole?[0] ?? 0,
                span: first.flatMap { first in last.map { (Self.text(first), Self.text($0)) } },
                counts: try Self.counts(filter, selection, in: db)
            )
        }
    }

    private static func counts(
        _ filter: ReportFilter,
        _ selection: ReportSelection,
        in db: Database
    ) throws -> [ReportAggregate.Count] {
        let scores = filter.minimumConfidence.map { " AND a.score >= \($0)" } ?? ""
        // Where all reports are asked for, the index of techniques is read once from end to end, in its order; else the
        // matches of the reports that were picked are.
        let isWhole =
            filter.findings.isEmpty && filter.techniques.isEmpty && filter.sources.isEmpty && filter.query == nil
            && filter.since == nil && filter.until == nil
        let tables =
            isWhole
            ? "\"match\" a CROSS JOIN report r ON r.number = a.report"
            : "\(selection.source) CROSS JOIN \"match\" a ON a.report = r.number"
        return
            try Row.fetchAll(
                db,
                sql: """
                    SELECT c.technique, (SELECT name FROM "match" m WHERE m.technique = c.technique LIMIT 1) AS name,
                        c.reports, c.maximum, c.sum, c.first, c.last
                    FROM (
                        SELECT a.technique, count(*) AS reports, max(a.score) AS maximum, sum(a.score) AS sum,
                            min(r.first_at) AS first, max(r.first_at) AS last
                        FROM \(tables) WHERE \(selection.condition)\(scores) GROUP BY a.technique
                    ) c
                    """,
                arguments: selection.arguments
            )
            .map { row in
                ReportAggregate.Count(
                    id: row[0],
                    name: row[1],
                    reports: row[2],
                    maximum: row[3],
                    sum: row[4],
                    firstSeen: text(row[5]),
                    lastSeen: text(row[6])
                )
            }
    }

    private static func text(_ microseconds: Int64) -> String { Timestamp(microseconds: microseconds).description }
}
