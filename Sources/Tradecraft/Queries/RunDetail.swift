import GRDB
package import Taskt

/// A run with its tasks and its history.
package struct RunDetail: Encodable, Sendable {
    /// The run.
    package let run: RunSummary
    /// The size of what it was started with.
    package let inputBytes: Int
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
        /// Where it stands: `pending`, `running`, `retrying`, `completed`, `failed`, `interrupted`.
        package let state: String
        /// How often it was begun.
        package let attempts: Int
        /// When its last attempt began.
        package let startedAt: String?
        /// How long the attempt that succeeded took, in milliseconds.
        package let milliseconds: Double?
        /// The size of its recorded result.
        package let resultBytes: Int?
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
            let results = try Row.fetchAll(
                db,
                sql: "SELECT task, duration_us, length(output) AS bytes FROM checkpoint WHERE run = ?",
                arguments: [number]
            )
            let progress = RunProgress(history)
            let tasks = TaskOutline(row["outline"]).tasks
                .map { task in
                    let known = progress.tasks[task.name] ?? RunProgress.Task()
                    let result = results.first { ($0["task"] as String) == task.name }
                    return RunDetail.Task(
                        name: task.name,
                        needs: task.needs,
                        state: known.state.rawValue,
                        attempts: known.attempts,
                        startedAt: known.startedAt,
                        milliseconds: result.map { milliseconds($0["duration_us"]) },
                        resultBytes: result.map { $0["bytes"] },
                        failure: known.failure
                    )
                }
            let current = tasks.filter { $0.state == "running" || $0.state == "retrying" }.map(\.name).sorted()
            let isOver = (row["ended_at"] as Int64?) != nil
            return RunDetail(
                run: try RunSummary(row, currentTasks: isOver ? [] : current),
                inputBytes: row["input_bytes"],
                tasks: tasks,
                history: history
            )
        }
    }
}
