import GRDB
import Taskt

extension DocumentStory {
    /// How a report was handed on.
    package struct Delivery: Encodable, Hashable, Sendable {
        /// Which report on the document, from 1.
        package let version: Int
        /// To what: `command` or `webhook`.
        package let target: String
        /// Where it stands: `waiting`, `sending`, `delivered`, `failed`, `in-doubt`.
        package let state: String
        /// How often it was tried, since it was last asked for.
        package let attempts: Int
        /// When the report was recorded, or its delivery first asked for.
        package let madeAt: String
        /// When it was delivered, or given up.
        package let endedAt: String?
        /// What came of the last try, in a few words.
        package let outcome: String?

        /// The delivery in a line.
        package var sentence: String {
            let tries = attempts > 1 ? " after \(attempts) tries" : ""
            let time = endedAt.map { " at \(Shown.time($0))" } ?? ""
            return "version \(version) to the \(target): \(state)\(time)\(tries)\(outcome.map { ", \($0)" } ?? "")"
        }

        static func all(ofDocument number: Int64, in db: Database) throws -> [Delivery] {
            try Row.fetchAll(
                db,
                sql: """
                    SELECT v.*, r.version FROM report_delivery v JOIN report r ON r.number = v.report
                    WHERE r.document = ? ORDER BY v.number
                    """,
                arguments: [number]
            )
            .map { row in
                Delivery(
                    version: row["version"],
                    target: row["target"],
                    state: row["state"],
                    attempts: row["attempts"],
                    madeAt: Timestamp(microseconds: row["made_at"]).description,
                    endedAt: (row["ended_at"] as Int64?).map { Timestamp(microseconds: $0).description },
                    outcome: row["outcome"]
                )
            }
        }
    }
}

extension StatusSummary.Deliveries {
    /// Counts what has not ended and what ended badly; indexes have both.
    init(in db: Database) throws {
        let missed = try Row.fetchAll(
            db,
            sql: """
                SELECT state, count(*) AS count FROM report_delivery INDEXED BY report_delivery_missed
                WHERE state IN ('failed', 'in-doubt') GROUP BY state
                """
        )
        func count(_ state: String) -> Int { missed.first { $0["state"] == state }.map { $0["count"] } ?? 0 }
        open = try Int.fetchOne(db, sql: "SELECT count(*) FROM report_delivery WHERE ended_at IS NULL") ?? 0
        failed = count("failed")
        inDoubt = count("in-doubt")
    }
}
