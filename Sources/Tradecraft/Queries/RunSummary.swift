import GRDB
import Taskt
import TasktSQLite

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
    /// When something was last recorded of it.
    package let updatedAt: String
    /// When it may begin, or its next attempt is due, where it waits for a time.
    package let dueAt: String?
    /// Which of several waiting runs goes first: the higher.
    package let priority: Int
    /// The attempts of all its tasks.
    package let attempts: Int
    /// How many of them ended with the process, since it was begun or last resumed by hand.
    package let crashes: Int
    /// How long its attempts took, added up, in milliseconds.
    package let busyMilliseconds: Double
    /// How long its attempts waited for their turn, added up, in milliseconds.
    package let queueWaitMilliseconds: Double
    /// The run that it was forked from.
    package let forkedFrom: String?
    /// Whether the process that drives it is alive; nil once it has ended, and where this user may not know.
    package let isOwned: Bool?
    /// The tasks that have an attempt under way, or wait for their next one.
    package let currentTasks: [String]
    /// The document it analyses, or whose report it hands on.
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
    init(_ row: Row, currentTasks: [String], _ owners: TermOwners) throws {
        let (createdAt, endedAt): (Int64, Int64?) = (row["created_at"], row["ended_at"])
        id = row["id"]
        workflow = row["workflow"]
        status = row["status"]
        self.createdAt = Timestamp(microseconds: createdAt).description
        self.endedAt = endedAt.map { Timestamp(microseconds: $0).description }
        totalMilliseconds = endedAt.map { milliseconds($0 - createdAt) }
        updatedAt = Timestamp(microseconds: row["updated_at"]).description
        dueAt = (row["next_at"] as Int64?).map { Timestamp(microseconds: $0).description }
        priority = row["priority"]
        attempts = row["attempts"]
        crashes = row["crashes"]
        busyMilliseconds = milliseconds(row["busy_us"])
        queueWaitMilliseconds = milliseconds(row["queue_wait_us"])
        forkedFrom = row["forked_from"]
        isOwned = endedAt == nil ? owners.isAlive(OwnershipTerm(number: row["term"])) : nil
        self.currentTasks = currentTasks
        document = row["document_id"]
        name = row["shown_path"]
        failure = try Failure(json: row["failure"])
    }

    /// The columns that ``init(_:currentTasks:_:)`` reads, and the tables behind them.
    static let selection = """
        SELECT r.number, r.id, r.workflow, r.status, r.outline, r.created_at, r.updated_at, r.ended_at,
            coalesce(r.retry_at, r.due_at) AS next_at, r.priority, r.attempts, r.crashes, r.busy_us, r.queue_wait_us,
            r.forked_from, r.failure, r.term, r.events, length(r.input) AS input_bytes, d.id AS document_id,
            d.shown_path
        FROM run r LEFT JOIN document d ON d.id = 'd-' || substr(r.id, 3, 12)
        """
}
