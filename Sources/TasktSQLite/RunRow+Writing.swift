import GRDB
import Taskt

/// What is written of a run, on the way that every task of every run takes.
extension RunRow {
    /// Inserts a run, and gives its number; nil where its id is taken.
    static func insert(
        _ run: RunRecord,
        input: KeptBytes,
        events: [HistoryEvent],
        term: OwnershipTerm,
        in db: Database
    ) throws -> Int64? {
        var statement = try HotStatement(
            """
            INSERT INTO run (id, workflow, outline, input, input_payload, metadata, status, created_at, events, term,
                priority, due_at, updated_at, attempts, forked_from, ended_at, failure, crashes, busy_us)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO NOTHING
            """,
            in: db
        )
        let status = events.compactMap(\.resultingStatus).last ?? .pending
        statement.bind(run.id.rawValue)
        statement.bind(run.workflow.rawValue)
        statement.bind(run.outline.joined(separator: "\n"))
        statement.bind(input)
        statement.bind(try StoredJSON.encode(run.metadata))
        statement.bind(status.rawValue)
        statement.bind(run.createdAt.microseconds)
        statement.bind(events.count)
        statement.bind(term.number)
        statement.bind(run.priority)
        statement.bind(run.dueAt?.microseconds)
        statement.bind((events.last?.at ?? run.createdAt).microseconds)
        let figures = Figures(events, [])
        // A run that ended elsewhere, and was recorded there, is put in as it is.
        let ending = status.isTerminal ? events.last { $0.resultingStatus != nil } : nil
        statement.bind(figures.attempts)
        statement.bind(run.forkedFrom?.rawValue)
        statement.bind(ending?.at.microseconds)
        statement.bind(try ending?.failure.map(StoredJSON.encode))
        statement.bind(figures.crashes)
        statement.bind(figures.busy)
        return try statement.change() > 0 ? db.lastInsertedRowID : nil
    }

    /// Brings a run's row up to date with events that are appended, and gives its number.
    ///
    /// Nil where the run is not there, is owned by another term, or holds another number of events.
    static func advance(
        _ id: RunID,
        by events: [HistoryEvent],
        _ checkpoints: [Checkpoint],
        at position: Int,
        term: OwnershipTerm,
        in db: Database
    ) throws -> Int64? {
        let ending = events.last { $0.resultingStatus != nil && $0.kind != .attemptStarted }
        // A change of state touches three indexes: most appends have none.
        let changes = ending != nil || (position > 0 && events.first { $0.resultingStatus != nil } != nil)
        var statement = try HotStatement(changes ? advanceWithStatus : advance, in: db)
        let figures = Figures(events, checkpoints)
        statement.bind(position + events.count)
        statement.bind((events.last?.at)?.microseconds ?? 0)
        statement.bind(figures.attempts)
        statement.bind(figures.busy)
        statement.bind(figures.queueWait)
        statement.bind(figures.retryAt)
        statement.bind(figures.endsRetry ? 1 : 0)
        statement.bind(figures.forgives ? 0 : 1)
        statement.bind(figures.crashes)
        if changes {
            let status = (ending ?? events.last { $0.resultingStatus != nil })?.resultingStatus ?? .running
            statement.bind(status.rawValue)
            statement.bind(status.isTerminal ? ending?.at.microseconds : nil)
            statement.bind(status.isTerminal ? try ending?.failure.map(StoredJSON.encode) : nil)
        }
        statement.bind(id.rawValue)
        statement.bind(term.number)
        statement.bind(position)
        // A RETURNING clause would make SQLite keep a journal of the statement, at several times its cost.
        guard try statement.change() > 0 else { return nil }
        var find = try HotStatement("SELECT number FROM run WHERE id = ?", in: db)
        find.bind(id.rawValue)
        return try find.step()
    }

    /// Inserts events.
    static func insert(_ events: [HistoryEvent], of number: Int64, at position: Int, in db: Database) throws {
        guard !events.isEmpty else { return }
        var statement = try HotStatement(
            """
            INSERT INTO history (run, position, kind, at, task, attempt, duration_us, due_at, failure, cause)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            in: db
        )
        for (index, event) in events.enumerated() {
            statement.bind(number)
            statement.bind(position + index)
            statement.bind(event.kind.rawValue)
            statement.bind(event.at.microseconds)
            statement.bind(event.task?.rawValue)
            statement.bind(event.attempt.map(Int64.init))
            statement.bind(event.duration?.wholeMicroseconds)
            statement.bind(event.dueAt?.microseconds)
            statement.bind(try event.failure.map(StoredJSON.encode))
            statement.bind(event.cause)
            try statement.step()
        }
    }

    /// Inserts results.
    static func insert(
        _ checkpoints: [KeptCheckpoint],
        of number: Int64,
        payloads: PayloadFolder,
        in db: Database
    ) throws {
        guard !checkpoints.isEmpty else { return }
        for kept in checkpoints { try claim(kept.output, payloads: payloads, in: db) }
        var statement = try HotStatement(
            """
            INSERT INTO checkpoint (run, task, attempt, output, payload, payload_bytes, started_at, duration_us,
                queue_wait_us, input_hash, warnings)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            in: db
        )
        for kept in checkpoints {
            let checkpoint = kept.checkpoint
            statement.bind(number)
            statement.bind(checkpoint.task.rawValue)
            statement.bind(checkpoint.attempt)
            statement.bind(kept.output)
            if case .inFile(_, let bytes) = kept.output { statement.bind(bytes) } else { statement.bindNull() }
            statement.bind(checkpoint.startedAt.microseconds)
            statement.bind(checkpoint.duration.wholeMicroseconds)
            statement.bind(checkpoint.queueWait.wholeMicroseconds)
            statement.bind(checkpoint.inputHash.map { Int64(bitPattern: $0.rawValue) })
            statement.bind(checkpoint.warnings.isEmpty ? nil : try StoredJSON.encode(checkpoint.warnings))
            try statement.step()
        }
    }

    /// Makes sure that a payload is there and stays, now that a row names it.
    ///
    /// It was written before this transaction, and a deletion may have come in between: then the write is to be
    /// repeated.
    static func claim(_ bytes: KeptBytes, payloads: PayloadFolder, in db: Database) throws {
        guard case .inFile(let name, let count) = bytes else { return }
        guard payloads.size(of: name) == Int64(count) else {
            throw StoreError(.busy, during: "keep payload", detail: "the payload \(name) was deleted meanwhile")
        }
        try db.cachedStatement(sql: "DELETE FROM payload_garbage WHERE name = ?").execute(arguments: [name])
    }

    private static let advance = """
        UPDATE run SET events = ?1, updated_at = ?2, attempts = attempts + ?3, busy_us = busy_us + ?4,
            queue_wait_us = queue_wait_us + ?5,
            retry_at = CASE WHEN ?6 IS NOT NULL OR ?7 THEN ?6 ELSE retry_at END, crashes = crashes * ?8 + ?9
        WHERE id = ?10 AND term = ?11 AND events = ?12
        """

    private static let advanceWithStatus = """
        UPDATE run SET events = ?1, updated_at = ?2, attempts = attempts + ?3, busy_us = busy_us + ?4,
            queue_wait_us = queue_wait_us + ?5,
            retry_at = CASE WHEN ?6 IS NOT NULL OR ?7 THEN ?6 ELSE retry_at END, crashes = crashes * ?8 + ?9,
            status = ?10, ended_at = ?11, failure = ?12
        WHERE id = ?13 AND term = ?14 AND events = ?15
        """
}

/// What events add to the figures that are kept of a run.
private struct Figures {
    var attempts: Int64 = 0
    var crashes: Int64 = 0
    var busy: Int64 = 0
    var queueWait: Int64 = 0
    var retryAt: Int64?
    /// Whether an attempt that was waited for began, or nothing is waited for any more.
    var endsRetry = false
    /// Whether the run was resumed by hand, which sets the crashes back.
    var forgives = false

    init(_ events: [HistoryEvent], _ checkpoints: [Checkpoint]) {
        for event in events {
            busy += event.duration?.wholeMicroseconds ?? 0
            switch event.kind {
            case .attemptStarted:
                attempts += 1
                if let attempt = event.attempt, attempt > 1 { endsRetry = true }
            // However many attempts were under way, the process ended once.
            case .attemptCrashed: crashes = 1
            case .retryScheduled: retryAt = max(retryAt ?? .min, event.dueAt?.microseconds ?? .min)
            case .runResumed where event.cause != nil: (forgives, crashes, endsRetry) = (true, 0, true)
            case .runCompleted, .runFailed, .runQuarantined, .runCancelled: endsRetry = true
            default: break
            }
        }
        for checkpoint in checkpoints { queueWait += checkpoint.queueWait.wholeMicroseconds }
    }
}

extension HotStatement {
    /// Binds bytes and the name of their file, of which one is empty.
    fileprivate mutating func bind(_ bytes: KeptBytes) {
        switch bytes {
        case .inRow(let data):
            bind(data)
            bindNull()
        case .inFile(let name, _):
            bindEmptyBytes()
            bind(name)
        }
    }
}
