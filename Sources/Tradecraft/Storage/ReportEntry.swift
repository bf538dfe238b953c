import GRDB
import Taskt

/// What the database keeps of a report: enough to list and search, the rest is in its folder.
struct ReportEntry: Sendable {
    let folder: String
    let title: String?
    let mediaType: String
    let sha256: String
    let domain: String
    let attackVersion: String
    let model: String
    let warnings: Int
    let matches: [(technique: String, name: String, score: Double, evidence: Int)]

    func insert(for document: Int64, at now: Timestamp, into db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO report (document, folder, created_at, title, media_type, sha256, domain, attack_version,
                    model, warnings)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        )
        .execute(arguments: [
            document, folder, now.microseconds, title, mediaType, sha256, domain, attackVersion, model, warnings,
        ])
        let report = db.lastInsertedRowID
        let statement = try db.cachedStatement(
            sql: "INSERT INTO \"match\" (report, technique, name, score, evidence) VALUES (?, ?, ?, ?, ?)"
        )
        for match in matches {
            try statement.execute(arguments: [report, match.technique, match.name, match.score, match.evidence])
        }
    }
}
