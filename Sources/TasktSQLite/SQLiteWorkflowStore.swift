import GRDB
public import Taskt

/// The workflow store on a ``WorkflowDatabase``.
public struct SQLiteWorkflowStore: WorkflowStore {
    private let database: WorkflowDatabase

    /// Keeps runs in a database.
    public init(_ database: WorkflowDatabase) {
        self.database = database
    }

    /// Opens a new term of ownership.
    public func openTerm() async throws(StoreError) -> OwnershipTerm {
        try await database.write("open term") { db in
            let number = try Int64.fetchOne(
                db,
                sql: """
                    INSERT INTO ownership_term (only_row, number) VALUES (1, 1)
                    ON CONFLICT (only_row) DO UPDATE SET number = number + 1
                    RETURNING number
                    """
            )
            guard let number else { throw StoreError(.damaged, during: "open term") }
            return OwnershipTerm(number: number)
        }
    }

    /// Records a new run, unless a run of its id is there already.
    public func create(_ run: RunRecord, events: [HistoryEvent], term: OwnershipTerm) async throws(StoreError) -> Bool {
        try await database.write("create run") { db in
            let status = events.compactMap(\.resultingStatus).last ?? .pending
            try RunRow.insert(run, status: status, term: term, into: db)
            guard db.changesCount > 0 else { return false }
            let number = db.lastInsertedRowID
            try RunRow.append(events, checkpoints: [], to: number, at: 0, in: db)
            return true
        }
    }

    /// Takes a run over for a term.
    public func adopt(_ id: RunID, term: OwnershipTerm) async throws(StoreError) -> StoredRun {
        try await database.write("adopt run") { db in
            let row = try RunRow.find(id, during: "adopt run", in: db)
            guard row.term <= term else {
                throw StoreError(.leaseLost, during: "adopt run", runID: id, detail: "term \(row.term) owns it")
            }
            try db.cachedStatement(sql: "UPDATE run SET term = ? WHERE number = ?")
                .execute(arguments: [term.number, row.number])
            return try row.stored(in: db)
        }
    }

    /// Appends events and checkpoints to a run.
    public func append(
        _ events: [HistoryEvent],
        checkpoints: [Checkpoint],
        at position: Int,
        to id: RunID,
        term: OwnershipTerm
    ) async throws(StoreError) {
        try await database.write("append history") { db in
            let row = try RunRow.find(id, during: "append history", in: db)
            guard row.term == term else {
                throw StoreError(.leaseLost, during: "append history", runID: id, detail: "term \(row.term) owns it")
            }
            if row.events != position {
                let recorded = try row.history(from: position, in: db)
                guard row.events > position, recorded == events else {
                    throw StoreError(
                        .conflict,
                        during: "append history",
                        runID: id,
                        detail: "expected \(position) events, found \(row.events)"
                    )
                }
                return
            }
            try RunRow.append(events, checkpoints: checkpoints, to: row.number, at: position, in: db)
        }
    }

    /// A run as it stands, or nil.
    public func run(_ id: RunID) async throws(StoreError) -> StoredRun? {
        try await database.read("read run") { db in try RunRow.fetch(id, in: db)?.stored(in: db) }
    }

    /// The runs that have not ended, oldest first.
    public func unfinishedRuns() async throws(StoreError) -> [RunID] {
        try await database.read("list unfinished runs") { db in
            try String.fetchAll(db, sql: "SELECT id FROM run WHERE ended_at IS NULL ORDER BY number")
                .map(RunID.init(rawValue:))
        }
    }
}
