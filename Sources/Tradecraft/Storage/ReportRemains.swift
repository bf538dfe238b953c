import AttackKnowledge
import AttackReports
import GRDB
import Taskt

/// What is left of a report whose folder was gone before reports were kept in the database.
enum ReportRemains {
    /// What a reader of such a report must know.
    static let warning =
        "The report's folder was removed before reports were kept in the database: its techniques and their scores are "
        + "what is left of it."

    /// A report of the techniques that the database has; nil where there is no such report.
    static func report(_ number: Int64, in db: Database) throws -> AttackReport? {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT r.*, d.id, d.shown_path, d.size, d.address
                FROM report r JOIN document d ON d.number = r.document WHERE r.number = ?
                """,
            arguments: [number]
        )
        guard let row else { return nil }
        let matches = try Row.fetchAll(
            db,
            sql: "SELECT technique, name, score FROM \"match\" WHERE report = ?",
            arguments: [number]
        )
        return AttackReport(
            id: row["id"],
            version: row["version"],
            generatedAt: Timestamp(microseconds: row["created_at"]).description,
            toolVersion: "unknown",
            document: ReportDocument(
                name: row["shown_path"],
                sha256: row["sha256"],
                size: row["size"],
                mediaType: row["media_type"],
                title: row["title"],
                address: row["address"]
            ),
            attack: ReportRelease(
                domain: AttackDomain(rawValue: row["domain"]) ?? .enterprise,
                version: row["attack_version"],
                source: "unknown",
                sha256: ""
            ),
            model: ReportModel(hash: row["model"]),
            techniques: matches.compactMap { match in
                TechniqueID(match["technique"] as String)
                    .map { id in
                        ReportedTechnique(id: id, name: match["name"], tactics: [], score: match["score"], evidence: [])
                    }
            },
            warnings: [warning]
        )
    }
}
