import AttackKnowledge
import AttackReports
import GRDB

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What reports are listed, filtered and counted by, as analysts have left them.
///
/// It is made ready before it is written: reading many reports takes time in which nobody else could write.
struct ReviewedMatches: Sendable {
    private let reports: [(number: Int64, report: AttackReport)]

    /// Makes the matches of all reports with a document's content ready.
    ///
    /// A report of an earlier version of the software that is not taken in yet keeps its matches.
    ///
    /// - Parameters:
    ///   - document: the number of the document.
    ///   - reviews: the verdicts on it.
    ///   - knowledge: the release in force of the domain; reports of other domains stay as they are.
    ///   - db: the database, for reading.
    /// - Throws: what SQLite reports, or where a kept report is damaged.
    init(of document: Int64, _ reviews: [TechniqueReview], knowledge: KnowledgeBase, in db: Database) throws {
        reports =
            try Row.fetchAll(
                db,
                sql: """
                    SELECT r.number, b.body FROM report r JOIN report_body b ON b.report = r.number
                    WHERE r.sha256 IN (SELECT sha256 FROM report WHERE document = ?) AND r.domain = ?
                        AND r.deleted_at IS NULL
                    """,
                arguments: [document, knowledge.domain.rawValue]
            )
            .map { row in
                let report = try StoredReport.decode(row["body"] as Data)
                return (row["number"], report.honouring(reviews, knowledge: knowledge))
            }
    }

    /// Writes them.
    func write(to db: Database) throws {
        for (number, report) in reports {
            // It may have been deleted meanwhile.
            let isThere = try Bool.fetchOne(
                db,
                sql: "SELECT deleted_at IS NULL FROM report WHERE number = ?",
                arguments: [number]
            )
            guard isThere == true else { continue }
            try ReportEntry.replaceMatches(of: number, by: report, in: db)
        }
    }
}
