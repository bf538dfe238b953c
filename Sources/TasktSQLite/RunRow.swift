import GRDB
import Taskt

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A row of the `run` table, and what is read of a run.
struct RunRow {
    let number: Int64
    let record: RunRecord
    let inputPayload: String?
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
        inputPayload = row["input_payload"]
        let outline: String = row["outline"]
        let (dueAt, origin): (Int64?, String?) = (row["due_at"], row["forked_from"])
        let metadata: [String: String]
        do {
            metadata = try StoredJSON.decode(row["metadata"])
        } catch {
            throw StoreError(.damaged, during: "read run", runID: id, detail: "metadata: expected JSON text")
        }
        record = RunRecord(
            id: id,
            workflow: WorkflowID(rawValue: row["workflow"]),
            outline: outline.isEmpty ? [] : outline.components(separatedBy: "\n"),
            input: row["input"],
            metadata: metadata,
            createdAt: Timestamp(microseconds: row["created_at"]),
            priority: row["priority"],
            dueAt: dueAt.map(Timestamp.init(microseconds:)),
            forkedFrom: origin.map(RunID.init(rawValue:))
        )
    }

    /// The row of a run, or nil.
    static func fetch(_ id: RunID, in db: Database) throws -> RunRow? {
        let statement = try db.cachedStatement(sql: "SELECT * FROM run WHERE id = ?")
        return try Row.fetchOne(statement, arguments: [id.rawValue]).map(RunRow.init)
    }

    /// Everything that the rows hold of the run.
    func contents(in db: Database) throws -> RunContents {
        RunContents(
            row: self,
            checkpoints: try checkpoints(in: db),
            history: try history(from: 0, in: db),
            progress: try progress(in: db)
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
                    failure: try failure.map { try StoredJSON.failure($0, record.id) },
                    dueAt: dueAt.map(Timestamp.init(microseconds:)),
                    cause: row["cause"]
                )
            }
    }

    private func checkpoints(in db: Database) throws -> [(Checkpoint, payload: String?)] {
        let statement = try db.cachedStatement(sql: "SELECT * FROM checkpoint WHERE run = ? ORDER BY rowid")
        return try Row.fetchAll(statement, arguments: [number])
            .map { row in
                let (hash, warnings): (Int64?, String?) = (row["input_hash"], row["warnings"])
                let checkpoint = Checkpoint(
                    task: TaskName(rawValue: row["task"]),
                    attempt: row["attempt"],
                    output: row["output"],
                    startedAt: Timestamp(microseconds: row["started_at"]),
                    duration: .microseconds(row["duration_us"] as Int64),
                    queueWait: .microseconds(row["queue_wait_us"] as Int64),
                    inputHash: hash.map { ContentHash(rawValue: UInt64(bitPattern: $0)) },
                    warnings: try warnings.map(StoredJSON.decode) ?? []
                )
                return (checkpoint, row["payload"])
            }
    }

    private func progress(in db: Database) throws -> [TaskProgress] {
        let statement = try db.cachedStatement(sql: "SELECT * FROM progress WHERE run = ? ORDER BY task")
        return try Row.fetchAll(statement, arguments: [number])
            .map { row in
                TaskProgress(
                    task: TaskName(rawValue: row["task"]),
                    attempt: row["attempt"],
                    detail: row["detail"],
                    at: Timestamp(microseconds: row["at"])
                )
            }
    }
}

/// What the rows hold of a run; its payloads are still in their files.
struct RunContents: Sendable {
    let row: RunRow
    let checkpoints: [(Checkpoint, payload: String?)]
    let history: [HistoryEvent]
    let progress: [TaskProgress]

    /// Whether anything of the run is in a file.
    var hasPayloads: Bool { row.inputPayload != nil || checkpoints.contains { $0.payload != nil } }

    /// The run with its payloads.
    func stored(_ payloads: PayloadFolder) -> StoredRun {
        StoredRun(
            record: row.inputPayload.map { row.record.with(input: payloads.read($0)) } ?? row.record,
            status: row.status,
            checkpoints: checkpoints.map { checkpoint, payload in
                payload.map { checkpoint.with(output: payloads.read($0)) } ?? checkpoint
            },
            history: history,
            progress: progress
        )
    }
}

extension Checkpoint {
    fileprivate func with(output: Result<Data, PayloadDefect>) -> Checkpoint {
        let defect: String? = if case .failure(let defect) = output { "\(defect)" } else { nil }
        return Checkpoint(
            task: task,
            attempt: attempt,
            // Empty where there is a defect, which says so.
            output: (try? output.get()) ?? Data(),
            startedAt: startedAt,
            duration: duration,
            queueWait: queueWait,
            inputHash: inputHash,
            warnings: warnings,
            defect: defect
        )
    }
}

extension RunRecord {
    fileprivate func with(input: Result<Data, PayloadDefect>) -> RunRecord {
        RunRecord(
            id: id,
            workflow: workflow,
            outline: outline,
            // Empty where the file is gone or damaged: no task can read it, and the run fails and says so.
            input: (try? input.get()) ?? Data(),
            metadata: metadata,
            createdAt: createdAt,
            priority: priority,
            dueAt: dueAt,
            forkedFrom: forkedFrom
        )
    }
}

/// Small values kept as JSON text in a column.
enum StoredJSON {
    static func encode(_ value: some Encodable) throws -> String {
        String(decoding: try CanonicalJSON.encode(value), as: UTF8.self)
    }

    static func encode(_ value: [String: String]) throws -> String {
        value.isEmpty ? "{}" : String(decoding: try CanonicalJSON.encode(value), as: UTF8.self)
    }

    static func decode<Value: Decodable>(_ text: String) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(text.utf8))
    }

    static func decode(_ text: String) throws -> [String: String] {
        text == "{}" ? [:] : try JSONDecoder().decode([String: String].self, from: Data(text.utf8))
    }

    static func failure(_ text: String, _ id: RunID) throws -> TaskFailure {
        do {
            return try decode(text)
        } catch {
            throw StoreError(.damaged, during: "read failure", runID: id, detail: "expected a failure as JSON text")
        }
    }
}
