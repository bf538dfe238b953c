import AttackKnowledge
package import AttackReports
package import GRDB
package import Taskt

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What the database keeps of a report: the report itself, and what it is listed, filtered and found by.
///
/// It is made ready where it is made, not within the transaction that writes it down.
package struct ReportEntry: Sendable {
    /// The report as it was published.
    package let report: AttackReport
    /// The folder's name in the outbox.
    package let folder: String
    private let body: Data
    private let words: ReportWords

    /// Makes a report ready to be written down.
    ///
    /// - Parameters:
    ///   - report: the report as it was published.
    ///   - folder: the folder's name in the outbox.
    package init(_ report: AttackReport, folder: String) {
        self.report = report
        self.folder = folder
        body = StoredReport.encode(report)
        words = ReportWords(report)
    }

    /// Writes the report down, as the latest of its document, and what it is to be handed on to.
    package func insert(
        for document: Int64,
        at now: Timestamp,
        deliveringTo targets: [HookTarget] = [],
        into db: Database
    ) throws {
        try db.cachedStatement(sql: "UPDATE report SET is_latest = 0 WHERE document = ? AND is_latest = 1")
            .execute(arguments: [document])
        try db.cachedStatement(
            sql: """
                INSERT INTO report (document, version, folder, created_at, first_at, title, media_type, sha256, domain,
                    attack_version, model, warnings, confidence)
                VALUES (?1, ?2, ?3, ?4,
                    coalesce((SELECT min(first_at) FROM report WHERE document = ?1), ?4), ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
                """
        )
        .execute(arguments: [
            document, report.version, folder, now.microseconds, report.document.title, report.document.mediaType,
            report.document.sha256, report.attack.domain.rawValue, report.attack.version, report.model.hash,
            report.warnings.count, report.techniques.map(\.score).max(),
        ])
        let number = db.lastInsertedRowID
        try index(as: number, in: db)
        guard !targets.isEmpty, let id = DocumentID(rawValue: report.id) else { return }
        for target in targets { try target.insert(report: number, of: id, version: report.version, at: now, into: db) }
    }

    /// Writes down what a report is found by; the report's row is there and has nothing of it yet.
    func index(as number: Int64, in db: Database) throws {
        try db.cachedStatement(sql: "INSERT INTO report_body (report, body) VALUES (?, ?)")
            .execute(arguments: [number, body])
        try Self.insertMatches(report.techniques, of: number, into: db)
        try Self.insertFindings(words.findings, of: number, into: db)
        try words.insert(as: number, into: db)
    }

    /// Writes the matches of a report anew, as analysts have left them since; what it says in its words stays.
    static func replaceMatches(of number: Int64, by report: AttackReport, in db: Database) throws {
        try db.execute(sql: "DELETE FROM \"match\" WHERE report = ?", arguments: [number])
        try insertMatches(report.techniques, of: number, into: db)
        try db.execute(sql: "DELETE FROM finding WHERE report = ? AND kind = 'tactic'", arguments: [number])
        try insertFindings(ReportWords.tactics(of: report), of: number, into: db)
        try db.execute(
            sql: "UPDATE report SET confidence = ? WHERE number = ?",
            arguments: [report.techniques.map(\.score).max(), number]
        )
    }

    private static func insertMatches(
        _ techniques: [ReportedTechnique],
        of number: Int64,
        into db: Database
    ) throws {
        let statement = try db.cachedStatement(
            sql: "INSERT OR IGNORE INTO \"match\" (report, technique, name, score, evidence) VALUES (?, ?, ?, ?, ?)"
        )
        for technique in techniques {
            try statement.execute(arguments: [
                number, technique.id.description, technique.name, technique.score, technique.evidence.count,
            ])
        }
    }

    private static func insertFindings(
        _ findings: [ReportWords.Finding],
        of number: Int64,
        into db: Database
    ) throws {
        let statement = try db.cachedStatement(
            sql: "INSERT OR IGNORE INTO finding (kind, value, report, name) VALUES (?, ?, ?, ?)"
        )
        for found in findings { try statement.execute(arguments: [found.kind, found.value, number, found.name]) }
    }
}
