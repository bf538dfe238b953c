import AttackKnowledge
import AttackReports
import GRDB

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Keeps what reports are listed, filtered and counted by in step with what analysts said of them.
enum ReviewedMatches {
    /// Writes the matches of all reports with a document's content anew.
    ///
    /// A report of an earlier version of the software that is not taken in yet keeps its matches.
    static func update(_ document: Int64, knowledge: KnowledgeBase, in db: Database) throws {
        let reviews = try TechniqueReview.all(on: document, in: db)
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT r.number, b.body FROM report r JOIN report_body b ON b.report = r.number
                WHERE r.sha256 IN (SELECT sha256 FROM report WHERE document = ?) AND r.domain = ?
                    AND r.deleted_at IS NULL
                """,
            arguments: [document, knowledge.domain.rawValue]
        )
        for row in rows {
            let report = try StoredReport.decode(row["body"] as Data)
            try ReportEntry.replaceMatches(
                of: row["number"],
                by: report.honouring(reviews, knowledge: knowledge),
                in: db
            )
        }
    }
}
