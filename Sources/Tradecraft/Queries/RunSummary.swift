import GRDB
package import Taskt

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A run in a listing.
package struct RunSummary: Encodable, Hashable, Sendable {
    /// The run.
    package let id: String
    /// The workflow it runs.
    package let workflow: String
    /// Where it stands: `pending`, `running`, `completed`, `failed`, `cancelled`.
    package let status: String
    /// When it was recorded.
    package let createdAt: String
    /// When it ended.
    package let endedAt: String?
    /// How long it took, from its record to its end, in milliseconds.
    package let totalMilliseconds: Double?
    /// The attempts of all its tasks.
    package let attempts: Int
    /// The tasks that have an attempt under way, or wait for their next one.
    package let currentTasks: [String]
    /// The document it analyses.
    package let document: String?
    /// The document's name.
    package let name: String?
    /// What ended it, where it failed.
    package let failure: Failure?

    /// A failed attempt.
    package struct Failure: Encodable, Hashable, Sendable {
        /// The task.
        package let task: String
        /// The attempt.
        package let attempt: Int
        /// The kind of the failure.
        package let code: String
        /// Whether another attempt may succeed.
        package let isTransient: Bool
        /// The failure in a line.
        package let message: String

        init(_ failure: TaskFailure) {
            task = failure.task.rawValue
            attempt = failure.attempt
            code = failure.code.rawValue
            isTransient = failure.isTransient
            message = failure.message
        }

        /// Reads what a column holds.
        init?(json: String?) throws {
            guard let json else { return nil }
            do {
                self.init(try JSONDecoder().decode(TaskFailure.self, from: Data(json.utf8)))
            } catch is DecodingError {
                throw StoreError(.damaged, during: "read failure", detail: "a recorded failure cannot be read")
            }
        }
    }

    /// Reads a row that ``columns`` selects.
    init(_ row: Row, currentTasks: [String]) throws {
        let (createdAt, endedAt): (Int64, Int64?) = (row["created_at"], row["ended_at"])
        id = row["id"]
        workflow = row["workflow"]
        status = row["status"]
        self.createdAt = Timestamp(microseconds: createdAt).description
        self.endedAt = endedAt.map { Timestamp(microseconds: $0).description }
        totalMilliseconds = endedAt.map { milliseconds($0 - createdAt) }
        attempts = row["attempts"]
        self.currentTasks = currentTasks
        document = row["document_id"]
        name = row["shown_path"]
        failure = try Failure(json: row["failure"])
    }

    /// The columns that ``init(_:currentTasks:)`` reads, and the tables behind them.
    static let selection = """
        SELECT r.*, length(r.input) AS input_bytes, d.id AS document_id, d.shown_path,
            (SELECT count(*) FROM history h WHERE h.run = r.number AND h.kind = 'attempt-started') AS attempts
        FROM run r LEFT JOIN document d ON d.id = 'd-' || substr(r.id, 3)
        """
}

extension QueryDatabase {
    /// Runs, the newest first.
    package func runs(status: RunStatus? = nil, _ page: Page) throws(StartupError) -> [RunSummary] {
        try read("list runs") { db in
            try Row.fetchAll(
                db,
                sql: """
                    \(RunSummary.selection) WHERE ?1 IS NULL OR r.status = ?1
                    ORDER BY r.number DESC LIMIT ?2 OFFSET ?3
                    """,
                arguments: [status?.rawValue, page.limit, page.offset]
            )
            .map { row in try RunSummary(row, currentTasks: Self.currentTasks(ofRun: row, in: db)) }
        }
    }

    /// The tasks of a run's row that are under way.
    static func currentTasks(ofRun row: Row, in db: Database) throws -> [String] {
        guard (row["ended_at"] as Int64?) == nil else { return [] }
        let progress = RunProgress(try RunEvent.all(ofRun: row["number"], in: db))
        return progress.tasks.filter { $0.value.state.isCurrent }.map(\.key).sorted()
    }
}
