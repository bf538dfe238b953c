import GRDB
import Inbox
package import Taskt
import TasktSQLite

extension QueryDatabase {
    /// Runs, the newest first.
    ///
    /// What a page costs does not grow with the number of runs: rows are taken from an index in the order of the
    /// listing, and a stretch of time is found by halving, for runs are numbered in the order of their creation.
    package func runs(_ filter: RunFilter = RunFilter(), _ page: Page) throws(StartupError) -> [RunSummary] {
        try read("list runs") { db in
            var conditions: [String] = []
            var arguments: StatementArguments = []
            func require(_ condition: String, _ values: (any DatabaseValueConvertible)?...) {
                conditions.append(condition)
                arguments += StatementArguments(values)
            }
            if let status = filter.status { require("r.status = ?", status.rawValue) }
            if let workflow = filter.workflow { require("r.workflow = ?", workflow.rawValue) }
            if let since = filter.since {
                let first = try Self.firstRun(since: since, in: db)
                require("r.number >= ? AND r.created_at >= ?", first, since.microseconds)
            }
            if let before = filter.before {
                let first = try Self.firstRun(since: before, in: db)
                require("r.number < ? AND r.created_at < ?", first, before.microseconds)
            }
            if let quiet = filter.quietSince?.microseconds {
                require("r.ended_at IS NULL AND r.updated_at < ?", quiet)
                require("(r.due_at IS NULL OR r.due_at < ?) AND (r.retry_at IS NULL OR r.retry_at < ?)", quiet, quiet)
            }
            let condition = conditions.isEmpty ? "" : "WHERE \(conditions.joined(separator: " AND "))"
            arguments += [page.limit, page.offset]
            return try summaries("\(condition) ORDER BY r.number DESC LIMIT ? OFFSET ?", arguments, in: db)
        }
    }

    /// Which runs a deletion would take; nothing is changed.
    package func prunable(_ retention: Retention) throws(StartupError) -> PrunableRuns {
        try read("count runs") { db in
            let statuses = retention.statuses.map(\.rawValue).sorted()
            let marks = statuses.map { _ in "?" }.joined(separator: ", ")
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT count(*) AS runs, min(ended_at) AS first, max(ended_at) AS last FROM run
                    WHERE ended_at < ? \(statuses.isEmpty ? "" : "AND status IN (\(marks))")
                    """,
                arguments: [retention.endedBefore.microseconds] + StatementArguments(statuses)
            )
            guard let row else { return PrunableRuns(runs: 0, firstEndedAt: nil, lastEndedAt: nil) }
            return PrunableRuns(
                runs: row["runs"],
                firstEndedAt: (row["first"] as Int64?).map { Timestamp(microseconds: $0).description },
                lastEndedAt: (row["last"] as Int64?).map { Timestamp(microseconds: $0).description }
            )
        }
    }

    /// The runs that a clause behind ``RunSummary/selection`` selects.
    func summaries(_ clause: String, _ arguments: StatementArguments, in db: Database) throws -> [RunSummary] {
        let owners = TermOwners(database: state.database.string)
        return try Row.fetchAll(db, sql: "\(RunSummary.selection) \(clause)", arguments: arguments)
            .map { row in try RunSummary(row, currentTasks: Self.currentTasks(ofRun: row, in: db), owners) }
    }

    /// The number of the first run that was created at an instant or later; behind the last where there is none.
    private static func firstRun(since instant: Timestamp, in db: Database) throws -> Int64 {
        var (low, high) = (
            try Int64.fetchOne(db, sql: "SELECT min(number) FROM run") ?? 0,
            (try Int64.fetchOne(db, sql: "SELECT max(number) FROM run") ?? 0) + 1
        )
        let statement = try db.cachedStatement(
            sql: "SELECT number, created_at FROM run WHERE number >= ? ORDER BY number LIMIT 1"
        )
        while low < high {
            let middle = low + (high - low) / 2
            guard let row = try Row.fetchOne(statement, arguments: [middle]) else {
                high = middle
                continue
            }
            if row["created_at"] as Int64 >= instant.microseconds { high = middle } else { low = row["number"] + 1 }
        }
        return low
    }

    /// The tasks of a run's row that are under way.
    private static func currentTasks(ofRun row: Row, in db: Database) throws -> [String] {
        guard (row["ended_at"] as Int64?) == nil else { return [] }
        let progress = RunProgress(try RunEvent.all(ofRun: row["number"], in: db))
        return progress.tasks.filter { $0.value.state.isCurrent }.map(\.key).sorted()
    }
}

/// Runs that a deletion would take.
package struct PrunableRuns: Encodable, Hashable, Sendable {
    /// How many.
    package let runs: Int
    /// When the first of them ended.
    package let firstEndedAt: String?
    /// When the last of them ended.
    package let lastEndedAt: String?
}
