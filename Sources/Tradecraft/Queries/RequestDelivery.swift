import GRDB
import Inbox
package import Taskt
import TasktSQLite

/// What became of something asked of the daemon.
package struct RequestDelivery: Encodable, Hashable, Sendable {
    /// The request's number.
    package let number: Int64
    /// What is asked.
    package let kind: String
    /// The document concerned.
    package let document: String?
    /// The document that comes of it.
    package let newDocument: String?
    /// Whether a daemon was told; else the request was carried out at once, or waits for the next start.
    package let isHandedOver: Bool
    /// The daemon's process, where it is known.
    package let processID: Int32?
    /// What came of it, as far as that is known yet.
    package var outcome: String?
    /// What was deleted, where that was asked for and is done.
    package var pruned: PruneFigures?

    /// Takes in what came of the request.
    package mutating func settle(_ outcome: OperatorRequest.Outcome) {
        (self.outcome, pruned) = (outcome.sentence, outcome.pruned)
    }

    /// Asks for something, once it is clear that it makes sense.
    ///
    /// Where no daemon runs the row is written under the state directory's lock, so that none can start in between, and
    /// the next one to start carries it out first; a deletion of runs needs no daemon and is done at once. Where one
    /// runs, a second connection writes this single row beside the daemon's: SQLite lets them wait for each other, for
    /// five seconds at most.
    ///
    /// - Durability: the request is on disk when this returns.
    /// - Throws: ``StartupError`` 65 where the document has no use for it.
    package static func deliver(
        _ order: OperatorRequest.Order,
        to database: QueryDatabase,
        cause: String,
        at now: Timestamp
    ) async throws(StartupError) -> RequestDelivery {
        if let document = order.document, let obstacle = try database.obstacle(to: order, document) {
            throw StartupError(.badData, "document \(document) \(obstacle)")
        }
        let state = database.state
        let lock: StateLock?
        var holder: Int32?
        do throws(InboxError) {
            lock = try StateLock(folder: state.path)
        } catch {
            guard error.code == .locked else { throw StartupError(error, "the state directory") }
            lock = nil
            holder = error.holder
        }
        defer { lock?.release() }
        let writer = OperatorDatabase(state: state)
        let number = try writer.write("write request") { db in
            try OperatorRequest.insert(order, cause: cause, at: now, into: db)
        }
        if lock == nil { try writer.ring() }
        var delivery = RequestDelivery(
            number: number,
            kind: order.kind,
            document: order.document?.rawValue,
            newDocument: order.newDocument?.rawValue,
            isHandedOver: lock == nil,
            processID: holder
        )
        if lock != nil, case .prune(let retention) = order {
            delivery.settle(try await prune(retention, request: number, at: now, in: state))
        }
        return delivery
    }

    /// Deletes runs without a daemon; the caller holds the lock of the state directory.
    private static func prune(
        _ retention: Retention,
        request number: Int64,
        at now: Timestamp,
        in state: StateFolder
    ) async throws(StartupError) -> OperatorRequest.Outcome {
        do throws(StoreError) {
            let database = try state.openDatabase()
            let store = SQLiteWorkflowStore(database)
            var total = PruneReport()
            while true {
                let step = try await store.prune(retention, limit: 100)
                total.runs += step.runs
                total.payloads += step.payloads
                total.payloadBytes += step.payloadBytes
                if step.runs == 0 { break }
            }
            let figures = PruneFigures(total)
            let outcome = OperatorRequest.Outcome(figures.sentence, pruned: figures)
            try await Ledger(database: database).finish(number, outcome, at: now)
            try database.close()
            return outcome
        } catch {
            throw StartupError(error)
        }
    }
}

extension QueryDatabase {
    /// What came of a request; nil while nobody has carried it out.
    package func outcome(ofRequest number: Int64) throws(StartupError) -> OperatorRequest.Outcome? {
        try read("read request") { db in
            try Row.fetchOne(db, sql: "SELECT outcome, result FROM request WHERE number = ?", arguments: [number])
                .flatMap(OperatorRequest.Outcome.init)
        }
    }

    /// Why a request would change nothing, or cannot be carried out; nil where it can.
    fileprivate func obstacle(to order: OperatorRequest.Order, _ id: DocumentID) throws(StartupError) -> String? {
        let document = try document(id)
        switch (order, DocumentRecord.State(rawValue: document.state)) {
        case (.fork(_, let task, _), _): return try obstacle(toFork: document, id, from: task)
        case (.prune, _), (.retry, .rejected), (.cancel, .claimed), (.cancel, .claiming), (.delete, _): return nil
        case (.retry, .unpacked), (.cancel, .unpacked): return "held documents; each of them is one of its own"
        case (.retry, .duplicate):
            return "is a duplicate of \(document.duplicateOf ?? "another"); fork that to have it evaluated again"
        case (.retry, .reported): return "has a report; there is nothing to retry"
        case (.retry, _): return document.isPostponed ? nil : "is in work; there is nothing to retry"
        case (.cancel, _): return "has ended (\(document.state)); there is nothing to cancel"
        }
    }

    private func obstacle(
        toFork document: DocumentSummary,
        _ id: DocumentID,
        from task: TaskName?
    ) throws(StartupError) -> String? {
        guard let run = try run(id.runID) else {
            return try story(of: id).isRunDeleted
                ? "cannot be forked: its run was deleted by `tradecraft runs prune`"
                : "cannot be forked: its run has not begun"
        }
        if let task, !run.tasks.contains(where: { $0.name == task.rawValue }) {
            let known = run.tasks.map(\.name).joined(separator: ", ")
            return "cannot be forked from \"\(task)\": expected one of \(known)"
        }
        let isRead = task.map { $0.rawValue == DocumentAnalysis.readingTask } ?? true
        if isRead, Original(id, place: document.original, spool: state.spool).path == nil {
            let reading = DocumentAnalysis.readingTask
            return "cannot be forked here: \(reading) reads the original, which is no longer there; "
                + "name a task behind \(reading) with --from"
        }
        return nil
    }
}
