import GRDB
import Inbox
package import Taskt
import TasktSQLite

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A run with its tasks and its history.
package struct RunDetail: Encodable, Sendable {
    /// The run.
    package let run: RunSummary
    /// The size of what it was started with.
    package let inputBytes: Int
    /// The runs that were forked from it, oldest first.
    package let forks: [String]
    /// Its tasks, each behind those it needs.
    package let tasks: [Task]
    /// What happened, oldest first.
    package let history: [RunEvent]

    /// A task of the run.
    package struct Task: Encodable, Hashable, Sendable {
        /// The task.
        package let name: String
        /// The tasks whose results it takes.
        package let needs: [String]
        /// Where it stands: `pending`, `running`, `retrying`, `recovering`, `completed`, `reused`, `skipped`,
        /// `failed`, `interrupted`.
        package let state: String
        /// How often it was begun.
        package let attempts: Int
        /// When its last attempt began.
        package let startedAt: String?
        /// How long the attempt that succeeded took, in milliseconds.
        package let milliseconds: Double?
        /// How long that attempt waited for its turn, in milliseconds.
        package let queueWaitMilliseconds: Double?
        /// The size of its recorded result.
        package let resultBytes: Int?
        /// What it had to say although it succeeded.
        package let warnings: [String]
        /// What became of its effect, where the run took effects back: `taking back`, `taken back`, `remains`.
        package let effect: String?
        /// Its last failure, where it has no result.
        package let failure: RunSummary.Failure?
    }
}

extension QueryDatabase {
    /// A run with its tasks and history; nil where there is no such run.
    package func run(_ id: RunID) throws(StartupError) -> RunDetail? {
        try read("read run") { db in
            let row = try Row.fetchOne(
                db,
                sql: "\(RunSummary.selection) WHERE r.id = ?",
                arguments: [id.rawValue]
            )
            guard let row else { return nil }
            let number: Int64 = row["number"]
            let history = try RunEvent.all(ofRun: number, in: db)
            let tasks = try Self.tasks(ofRun: number, TaskOutline(row["outline"]), history, in: db)
            let current = tasks.filter { RunProgress.State(rawValue: $0.state)?.isCurrent == true }.map(\.name)
            let isOver = (row["ended_at"] as Int64?) != nil
            let forks = try String.fetchAll(
                db,
                sql: "SELECT 'r-' || substr(id, 3) FROM document WHERE forked_from = ? ORDER BY number",
                arguments: [row["document_id"] as String?]
            )
            let owners = TermOwners(database: state.database.string)
            return RunDetail(
                run: try RunSummary(row, currentTasks: isOver ? [] : current.sorted(), owners),
                inputBytes: row["input_bytes"],
                forks: forks,
                tasks: tasks,
                history: history
            )
        }
    }

    /// The run that an operator means: by its id, or by its document.
    ///
    /// - Throws: ``StartupError`` 65 where there is none, or none any more.
    package func run(named text: String) throws(StartupError) -> RunDetail {
        if let found = try run(RunID(rawValue: text)) { return found }
        let id = try document(named: text).id
        if let found = try run(id.runID) { return found }
        let story = try story(of: id)
        throw StartupError(
            .badData,
            story.isRunDeleted
                ? "the run of document \(id) was deleted by `tradecraft runs prune`; see `tradecraft documents show \(id)`"
                : story.document.endedAt == nil
                    ? "the run of document \(id) has not begun yet" : "document \(id) ended without a run"
        )
    }

    /// How many events the history of a run holds; nil where there is no such run.
    package func historyLength(of id: RunID) throws(StartupError) -> Int? {
        try read("look at run") { db in
            try Int.fetchOne(db, sql: "SELECT events FROM run WHERE id = ?", arguments: [id.rawValue])
        }
    }

    private static func tasks(
        ofRun number: Int64,
        _ outline: TaskOutline,
        _ history: [RunEvent],
        in db: Database
    ) throws -> [RunDetail.Task] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT task, duration_us, queue_wait_us, coalesce(payload_bytes, length(output)) AS bytes, warnings
                FROM checkpoint WHERE run = ?
                """,
            arguments: [number]
        )
        let results = Dictionary(rows.map { ($0["task"] as String, $0) }, uniquingKeysWith: { first, _ in first })
        let progress = RunProgress(history)
        return try outline.tasks.map { task in
            let known = progress.tasks[task.name] ?? RunProgress.Task()
            let result = results[task.name]
            let warnings = try (result?["warnings"] as String?)
                .map { try JSONDecoder().decode([String].self, from: Data($0.utf8)) }
            return RunDetail.Task(
                name: task.name,
                needs: task.needs,
                state: known.state.rawValue,
                attempts: known.attempts,
                startedAt: known.startedAt,
                milliseconds: result.map { milliseconds($0["duration_us"]) },
                queueWaitMilliseconds: result.map { milliseconds($0["queue_wait_us"]) },
                resultBytes: result.map { $0["bytes"] },
                warnings: warnings ?? [],
                effect: known.effect?.rawValue,
                failure: known.failure
            )
        }
    }
}
