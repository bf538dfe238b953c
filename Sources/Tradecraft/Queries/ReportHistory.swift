package import AttackReports
import GRDB
import Taskt

extension QueryDatabase {
    /// The versions of a report and what analysts said of its techniques.
    package func history(of place: ReportPlace) throws(StartupError) -> TerminalReport.History {
        try read("read versions") { db in
            let versions = try Row.fetchAll(
                db,
                sql: """
                    SELECT r.* FROM report r JOIN document d ON d.number = r.document
                    WHERE d.id = ? AND r.deleted_at IS NULL ORDER BY r.version
                    """,
                arguments: [place.document.rawValue]
            )
            let reviews = try Row.fetchAll(
                db,
                sql: """
                    SELECT v.* FROM review v JOIN document d ON d.number = v.document WHERE d.id = ? ORDER BY v.technique
                    """,
                arguments: [place.document.rawValue]
            )
            return TerminalReport.History(
                folder: place.folder,
                versions: versions.map { row in
                    TerminalReport.Version(
                        number: row["version"],
                        createdAt: Shown.time(Timestamp(microseconds: row["created_at"]).description),
                        attack: row["attack_version"],
                        model: row["model"],
                        isShown: row["version"] == place.version
                    )
                },
                reviews: reviews.map { row in
                    TerminalReport.Review(
                        technique: row["technique"],
                        verdict: ReviewVerdict(rawValue: row["verdict"]) ?? .accepted,
                        reviewer: row["reviewer"],
                        reviewedAt: Shown.time(Timestamp(microseconds: row["reviewed_at"]).description),
                        note: row["note"]
                    )
                }
            )
        }
    }
}
