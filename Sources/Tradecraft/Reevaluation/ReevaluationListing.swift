import GRDB
import Taskt

/// A re-evaluation in a listing.
package struct ReevaluationListing: Encodable, Hashable, Sendable {
    /// Its place among all of them.
    package let number: Int64
    /// The document.
    package let document: String
    /// The document's name.
    package let name: String
    /// Where it stands.
    package let state: String
    /// Who or what asked.
    package let cause: String
    /// When it was asked for.
    package let askedAt: String
    /// When it ended.
    package let endedAt: String?
    /// Which report on the document came of it, or which stays the latest.
    package let version: Int?
    /// Why it failed, or what it waits for.
    package let reason: String?
    /// Its run, once it has begun.
    package let run: String
}

/// How many re-evaluations there are in each state.
package struct ReevaluationCounts: Encodable, Hashable, Sendable {
    /// By state.
    package let byState: [String: Int]
    /// How many have not ended.
    package var open: Int { (byState["waiting"] ?? 0) + (byState["running"] ?? 0) }
}

extension QueryDatabase {
    /// Re-evaluations, the newest first.
    package func reevaluations(
        state: ReevaluationState?,
        _ page: Page
    ) throws(StartupError) -> [ReevaluationListing] {
        try read("list re-evaluations") { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT e.*, d.id, d.shown_path FROM reevaluation e JOIN document d ON d.number = e.document
                    WHERE (?1 IS NULL OR e.state = ?1) ORDER BY e.number DESC LIMIT ?2 OFFSET ?3
                    """,
                arguments: [state?.rawValue, page.limit, page.offset]
            )
            .compactMap { row in
                guard let id = DocumentID(rawValue: row["id"]) else { return nil }
                let (endedAt, number): (Int64?, Int64) = (row["ended_at"], row["number"])
                return ReevaluationListing(
                    number: number,
                    document: id.rawValue,
                    name: row["shown_path"],
                    state: row["state"],
                    cause: row["cause"],
                    askedAt: Timestamp(microseconds: row["asked_at"]).description,
                    endedAt: endedAt.map { Timestamp(microseconds: $0).description },
                    version: row["version"],
                    reason: row["reason"],
                    run: id.reevaluationRun(number).rawValue
                )
            }
        }
    }

    /// How many re-evaluations there are in each state.
    package func reevaluationCounts() throws(StartupError) -> ReevaluationCounts {
        try read("count re-evaluations") { db in
            let rows = try Row.fetchAll(db, sql: "SELECT state, count(*) AS count FROM reevaluation GROUP BY state")
            return ReevaluationCounts(
                byState: Dictionary(rows.map { ($0["state"], $0["count"]) }) { first, _ in first }
            )
        }
    }
}
