import AttackReports
import GRDB
import Taskt
import TasktSQLite

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A report that is to be deleted.
struct DeletableReport: Sendable {
    let number: Int64
    let version: Int
    let folder: String
    /// Whether its folder is out of the outbox already.
    let isRemoved: Bool
    /// What it is found by; nil where it was never made findable.
    let words: ReportWords?
}

extension Ledger {
    /// The reports on a document that are not deleted yet: one version, or all.
    func deletable(_ id: DocumentID, version: Int?) async throws(StoreError) -> [DeletableReport] {
        try await database.read("list reports") { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT r.number, r.version, r.folder, r.removed_at, b.body
                    FROM report r JOIN document d ON d.number = r.document LEFT JOIN report_body b ON b.report = r.number
                    WHERE d.id = ?1 AND (?2 IS NULL OR r.version = ?2) AND r.deleted_at IS NULL ORDER BY r.version
                    """,
                arguments: [id.rawValue, version]
            )
            .map { row in
                DeletableReport(
                    number: row["number"],
                    version: row["version"],
                    folder: row["folder"],
                    isRemoved: row["removed_at"] != nil,
                    words: try (row["body"] as Data?).map { ReportWords(try StoredReport.decode($0)) }
                )
            }
        }
    }

    /// Deletes reports whose folders are gone; their rows stay, as the record that there were reports.
    func delete(
        _ reports: [DeletableReport],
        of id: DocumentID,
        _ request: OperatorRequest,
        at now: Timestamp
    ) async throws(StoreError) {
        try await database.write("delete reports") { db in
            let document = try Self.number(of: id, in: db)
            for report in reports {
                try Self.words(of: report, in: db)?.remove(report.number, from: db)
                for table in ["report_body", "finding", "\"match\""] {
                    try db.execute(sql: "DELETE FROM \(table) WHERE report = ?", arguments: [report.number])
                }
                try db.execute(
                    sql: "DELETE FROM report_delivery WHERE report = ? AND ended_at IS NULL",
                    arguments: [report.number]
                )
                try db.execute(
                    sql: """
                        UPDATE report SET deleted_at = ?1, removed_at = coalesce(removed_at, ?1), is_latest = 0,
                            is_indexed = 1, title = NULL
                        WHERE number = ?2
                        """,
                    arguments: [now.microseconds, report.number]
                )
                try AuditEntry(
                    .deleted,
                    of: id,
                    [
                        "report": .text(report.folder), "version": .number(report.version),
                        "request": .number(Int(request.number)), "cause": .text(request.cause),
                    ]
                )
                .append(at: now, to: db)
            }
            // Where the latest one is gone, the one before it is the latest again.
            try db.execute(
                sql: """
                    UPDATE report SET is_latest = 1 WHERE number = (
                        SELECT number FROM report WHERE document = ?1 AND deleted_at IS NULL
                        ORDER BY version DESC LIMIT 1
                    ) AND NOT EXISTS (SELECT 1 FROM report WHERE document = ?1 AND is_latest = 1)
                    """,
                arguments: [document]
            )
        }
    }

    /// What a report is found by, also where it was made findable since it was looked at.
    private static func words(of report: DeletableReport, in db: Database) throws -> ReportWords? {
        if let words = report.words { return words }
        let body = try Data.fetchOne(
            db,
            sql: "SELECT body FROM report_body WHERE report = ?",
            arguments: [report.number]
        )
        return try body.map { ReportWords(try StoredReport.decode($0)) }
    }
}
