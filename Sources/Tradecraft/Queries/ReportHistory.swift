import AttackKnowledge
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
            let document = try Int64.fetchOne(
                db,
                sql: "SELECT number FROM document WHERE id = ?",
                arguments: [place.document.rawValue]
            )
            let reviews = try document.map { try TechniqueReview.all(on: $0, in: db) } ?? []
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
                reviews: reviews.map { review in
                    TerminalReport.Review(
                        technique: review.technique.description,
                        verdict: review.verdict,
                        reviewer: review.reviewer,
                        reviewedAt: Shown.time(review.reviewedAt),
                        note: review.note
                    )
                }
            )
        }
    }
}
