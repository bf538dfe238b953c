import GRDB
import Taskt

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A row of the `run` table, and the SQL around it.
struct RunRow {
    let number: Int64
    let record: RunRecord
    let status: RunStatus
    let events: Int
    let term: OwnershipTerm

    private init(_ row: Row) throws {
        number = row["number"]
        let id = RunID(rawValue: row["id"])
        guard let status = RunStatus(rawValue: row["status"]) else {
            throw StoreError(.damaged, during: "read run", runID: id, detail: "status: found an unknown value")
        }
        self.status = status
        events = row["events"]
        term = OwnershipTerm(number: row["term"])
        let outline: String = row["outline"]
        record = RunRecord(
            id: id,
            workflow: WorkflowID(rawValue: row["workflow"]),
            outline: outline.isEmpty ? [] : outline.components(separatedBy: "\n"),
            input: row["input"],
            metadata: try JSON.decode(row["metadata"]),
            createdAt: Timestamp(microseconds: row["created_at"])
        )
    }

    /// The row of a run, or nil.
    static func fetch(_ id: RunID, in db: Database) throws -> RunRow? {
        let statement = try db.cachedStatement(sql: "SELECT * FROM run WHERE id = ?")
        return try Row.fetchOne(statement, arguments: [id.rawValue]).map(RunRow.init)
    }

    /// The row of a run that must be there.
    static func find(_ id: RunID, during operation: String, in db: Database) throws -> RunRow {
        guard let row = try fetch(id, in: db) else { throw StoreError(.unknownRun, during: operation, runID: id) }
        return row
    }

    /// Inserts a run; nothing where its id is taken.
    static func insert(_ run: RunRecord, status: RunStatus, term: OwnershipTerm, into db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO run (id, workflow, outline, input, metadata, status, created_at, events, term)
                VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?)
                ON CONFLICT (id) DO NOTHING
                """
        )
        try statement.execute(arguments: [
            run.id.rawValue, run.workflow.rawValue, run.outline.joined(separator: "\n"), run.input,
            try JSON.encode(run.metadata), status.rawValue, run.createdAt.microseconds, term.number,
        ])
    }

    /// Appends events and checkpoints, and brings the run's row up to date.
    static func append(
        _ events: [HistoryEvent],
        checkpoints: [Checkpoint],
        to number: Int64,
        at position: Int,
        in db: Database
    ) throws {
        let history = try db.cachedStatement(
            sql: """
                INSERT INTO history (run, position, kind, at, task, attempt, duration_us, due_at, failure, cause)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        )
        for (index, event) in events.enumerated() {
            try history.execute(arguments: [
                number, position + index, event.kind.rawValue, event.at.microseconds, event.task?.rawValue,
                event.attempt, event.duration?.wholeMicroseconds, event.dueAt?.microseconds,
                try event.failure.map(JSON.encode), event.cause,
            ])
        }
        let results = try db.cachedStatement(
            sql: """
                INSERT INTO checkpoint (run, task, attempt, output, started_at, duration_us)
                VALUES (?, ?, ?, ?, ?, ?)
                """
        )
        for checkpoint in checkpoints {
            try results.execute(arguments: [
                number, checkpoint.task.rawValue, checkpoint.attempt, checkpoint.output,
                checkpoint.startedAt.microseconds, checkpoint.duration.wholeMicroseconds,
            ])
        }
        let ending = events.last { $0.resultingStatus != nil }
        let status = ending?.resultingStatus
        let isOver = status?.isTerminal == true
        let update = try db.cachedStatement(
            sql: """
                UPDATE run SET events = ?, status = coalesce(?, status),
                    ended_at = CASE WHEN ? IS NULL THEN ended_at ELSE ? END,
                    failure = CASE WHEN ? IS NULL THEN failure ELSE ? END
                WHERE number = ?
                """
        )
        try update.execute(arguments: [
            position + events.count, status?.rawValue, status?.rawValue, isOver ? ending?.at.microseconds : nil,
            status?.rawValue, try ending?.failure.map(JSON.encode), number,
        ])
    }

    /// The run with its checkpoints and history.
    func stored(in db: Database) throws -> StoredRun {
        StoredRun(
            record: record,
            status: status,
            checkpoints: try checkpoints(in: db),
            history: try history(from: 0, in: db)
        )
    }

    /// The history from a position on.
    func history(from position: Int, in db: Database) throws -> [HistoryEvent] {
        let statement = try db.cachedStatement(
            sql: "SELECT * FROM history WHERE run = ? AND position >= ? ORDER BY position"
        )
        return try Row.fetchAll(statement, arguments: [number, position])
            .map { row in
                guard let kind = HistoryEvent.Kind(rawValue: row["kind"]) else {
                    throw StoreError(.damaged, during: "read history", runID: record.id, detail: "kind: unknown value")
                }
                let (task, failure): (String?, String?) = (row["task"], row["failure"])
                let (duration, dueAt): (Int64?, Int64?) = (row["duration_us"], row["due_at"])
                return HistoryEvent(
                    kind,
                    at: Timestamp(microseconds: row["at"]),
                    task: task.map(TaskName.init(rawValue:)),
                    attempt: row["attempt"],
                    duration: duration.map(Duration.microseconds),
                    failure: try failure.map(JSON.decode),
                    dueAt: dueAt.map(Timestamp.init(microseconds:)),
                    cause: row["cause"]
                )
            }
    }

    private func checkpoints(in db: Database) throws -> [Checkpoint] {
        let statement = try db.cachedStatement(sql: "SELECT * FROM checkpoint WHERE run = ? ORDER BY rowid")
        return try Row.fetchAll(statement, arguments: [number])
            .map { row in
                Checkpoint(
                    task: TaskName(rawValue: row["task"]),
                    attempt: row["attempt"],
                    output: row["output"],
                    startedAt: Timestamp(microseconds: row["started_at"]),
                    duration: .microseconds(row["duration_us"] as Int64)
                )
            }
    }
}

/// Small values kept as JSON text in a column.
private enum JSON {
    static func encode(_ value: some Encodable) throws -> String {
        String(decoding: try CanonicalJSON.encode(value), as: UTF8.self)
    }

    static func decode<Value: Decodable>(_ text: String) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(text.utf8))
    }
}
