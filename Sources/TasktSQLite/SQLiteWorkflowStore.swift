import GRDB
import Synchronization
public import Taskt

/// The workflow store on a ``WorkflowDatabase``.
public struct SQLiteWorkflowStore: WorkflowStore {
    let database: WorkflowDatabase
    private let held = HeldTerms()

    /// Keeps runs in a database.
    public init(_ database: WorkflowDatabase) {
        self.database = database
    }

    /// Opens a new term of ownership.
    public func openTerm() async throws(StoreError) -> OwnershipTerm {
        let number = try await database.write("open term") { db in
            let number = try Int64.fetchOne(
                db,
                sql: """
                    INSERT INTO ownership_term (only_row, number) VALUES (1, 1)
                    ON CONFLICT (only_row) DO UPDATE SET number = number + 1
                    RETURNING number
                    """
            )
            guard let number else { throw StoreError(.damaged, during: "open term") }
            return number
        }
        let term = OwnershipTerm(number: number)
        held.hold(term, try database.terms.hold(term))
        return term
    }

    /// Ends a term: others may take over its runs.
    public func closeTerm(_ term: OwnershipTerm) { held.drop(term) }

    /// Records a new run, unless a run of its id is there already.
    public func create(
        _ run: RunRecord,
        events: [HistoryEvent],
        checkpoints: [Checkpoint],
        term: OwnershipTerm
    ) async throws(StoreError) -> Bool {
        let input = try await spilled(run.input)
        let kept = try await spilled(checkpoints)
        let payloads = database.payloads
        return try await database.write("create run") { db in
            guard let number = try RunRow.insert(run, input: input, events: events, term: term, in: db) else {
                return false
            }
            try RunRow.insert(events, of: number, at: 0, in: db)
            try RunRow.insert(kept, of: number, payloads: payloads, in: db)
            try RunRow.claim(input, payloads: payloads, in: db)
            return true
        }
    }

    /// Takes a run over for a term.
    public func adopt(_ id: RunID, term: OwnershipTerm) async throws(StoreError) -> StoredRun {
        let (terms, payloads) = (database.terms, database.payloads)
        let read = try await database.write("adopt run") { db in
            guard let row = try RunRow.fetch(id, in: db) else {
                throw StoreError(.unknownRun, during: "adopt run", runID: id)
            }
            if row.term != term, !row.status.isTerminal, terms.isHeld(row.term) {
                throw StoreError(
                    .leaseHeld,
                    during: "adopt run",
                    runID: id,
                    detail: "term \(row.term) owns it and is alive"
                )
            }
            if row.term != term {
                try db.cachedStatement(sql: "UPDATE run SET term = ? WHERE number = ?")
                    .execute(arguments: [term.number, row.number])
            }
            return try row.contents(in: db)
        }
        return await Self.offPool(read, payloads)
    }

    /// Appends events and checkpoints to a run.
    public func append(
        _ events: [HistoryEvent],
        checkpoints: [Checkpoint],
        at position: Int,
        to id: RunID,
        term: OwnershipTerm
    ) async throws(StoreError) {
        let kept = try await spilled(checkpoints)
        let payloads = database.payloads
        try await database.write("append history") { db in
            if let number = try RunRow.advance(id, by: events, checkpoints, at: position, term: term, in: db) {
                try RunRow.insert(events, of: number, at: position, in: db)
                try RunRow.insert(kept, of: number, payloads: payloads, in: db)
                return
            }
            guard let row = try RunRow.fetch(id, in: db) else {
                throw StoreError(.unknownRun, during: "append history", runID: id)
            }
            guard row.term == term else {
                throw StoreError(.leaseLost, during: "append history", runID: id, detail: "term \(row.term) owns it")
            }
            // A commit that succeeded and was reported as failed is repeated.
            guard row.events > position, try row.history(from: position, in: db) == events else {
                throw StoreError(
                    .conflict,
                    during: "append history",
                    runID: id,
                    detail: "expected \(position) events, found \(row.events)"
                )
            }
        }
    }

    /// Records how far a task has come.
    public func recordProgress(
        _ progress: TaskProgress,
        of id: RunID,
        term: OwnershipTerm
    ) async throws(StoreError) {
        try await database.write("record progress") { db in
            guard let row = try RunRow.fetch(id, in: db) else {
                throw StoreError(.unknownRun, during: "record progress", runID: id)
            }
            guard row.term == term else {
                throw StoreError(.leaseLost, during: "record progress", runID: id, detail: "term \(row.term) owns it")
            }
            try db.cachedStatement(
                sql: "INSERT OR REPLACE INTO progress (run, task, attempt, detail, at) VALUES (?, ?, ?, ?, ?)"
            )
            .execute(arguments: [
                row.number, progress.task.rawValue, progress.attempt, progress.detail, progress.at.microseconds,
            ])
            try db.cachedStatement(sql: "UPDATE run SET updated_at = ? WHERE number = ?")
                .execute(arguments: [progress.at.microseconds, row.number])
        }
    }

    /// A run as it stands, or nil.
    public func run(_ id: RunID) async throws(StoreError) -> StoredRun? {
        let payloads = database.payloads
        let read = try await database.read("read run") { db in try RunRow.fetch(id, in: db)?.contents(in: db) }
        guard let read else { return nil }
        return await Self.offPool(read, payloads)
    }

    /// Runs, as many as the query allows.
    public func runs(_ query: RunQuery) async throws(StoreError) -> [RunOverview] {
        let terms = database.terms
        return try await database.read("list runs") { db in try query.overviews(in: db, terms) }
    }

    /// The runs that have not ended, oldest first.
    public func unfinishedRuns() async throws(StoreError) -> [RunID] {
        try await database.read("list unfinished runs") { db in
            try String.fetchAll(db, sql: "SELECT id FROM run WHERE ended_at IS NULL ORDER BY number")
                .map(RunID.init(rawValue:))
        }
    }

    /// When the attempts of a task began that began since an instant.
    public func starts(
        of task: TaskName,
        in workflow: WorkflowID,
        since: Timestamp
    ) async throws(StoreError) -> [Timestamp] {
        try await database.read("read starts") { db in
            try Int64.fetchAll(
                db,
                sql: """
                    SELECT h.at FROM (
                        SELECT number FROM run WHERE ended_at IS NULL AND +workflow = ?2
                        UNION ALL SELECT number FROM run WHERE ended_at >= ?3 AND +workflow = ?2
                    ) r JOIN history h ON h.run = r.number
                    WHERE h.kind = 'attempt-started' AND h.task = ?1 AND h.at >= ?3
                    """,
                arguments: [task.rawValue, workflow.rawValue, since.microseconds]
            )
            .map(Timestamp.init(microseconds:))
        }
    }

    /// The run with its payloads, which are read and checked off the cooperative pool.
    private static func offPool(_ read: RunContents, _ payloads: PayloadFolder) async -> StoredRun {
        guard read.hasPayloads else { return read.stored(payloads) }
        return await withCheckedContinuation { continuation in
            let work: @Sendable () -> Void = { continuation.resume(returning: read.stored(payloads)) }
            // Where the system has no thread to give, this one does it.
            if !Thread(work).start() { work() }
        }
    }

    /// Puts what is too large for a row into files, off the cooperative pool.
    private func spilled(_ checkpoints: [Checkpoint]) async throws(StoreError) -> [KeptCheckpoint] {
        var kept: [KeptCheckpoint] = []
        for checkpoint in checkpoints {
            kept.append(KeptCheckpoint(checkpoint: checkpoint, output: try await spilled(checkpoint.output)))
        }
        return kept
    }

    private func spilled(_ bytes: Data) async throws(StoreError) -> KeptBytes {
        guard bytes.count > PayloadFolder.threshold else { return .inRow(bytes) }
        let payloads = database.payloads
        // Until a row names it the file is garbage, and on record as such: a crash in between leaves nothing behind.
        let name = PayloadFolder.name(of: bytes)
        try await database.write("announce payload") { db in
            try db.cachedStatement(sql: "INSERT OR IGNORE INTO payload_garbage (name) VALUES (?)")
                .execute(arguments: [name])
        }
        let result: Result<String, StoreError> = await withCheckedContinuation { continuation in
            let work: @Sendable () -> Void = {
                continuation.resume(returning: Result { () throws(StoreError) in try payloads.keep(bytes) })
            }
            // Where the system has no thread to give, this one does it.
            if !Thread(work).start() { work() }
        }
        return .inFile(try result.get(), bytes: bytes.count)
    }
}

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Bytes of a row: in it, or in a file that it names.
enum KeptBytes: Sendable {
    case inRow(Data)
    case inFile(String, bytes: Int)
}

/// A checkpoint whose result is where it is to be kept.
struct KeptCheckpoint: Sendable {
    let checkpoint: Checkpoint
    let output: KeptBytes
}

/// The locks of the terms that were opened through one store.
private final class HeldTerms: Sendable {
    private let locks = Mutex<[OwnershipTerm: TermLocks.Descriptor]>([:])

    func hold(_ term: OwnershipTerm, _ lock: TermLocks.Descriptor) {
        locks.withLock { $0[term] = lock }
    }

    func drop(_ term: OwnershipTerm) {
        // The descriptor is closed with its last reference, outside the lock.
        let lock = locks.withLock { $0.removeValue(forKey: term) }
        withExtendedLifetime(lock) {}
    }
}
