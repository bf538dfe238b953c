package import Inbox
package import Taskt
import TasktSQLite

extension RequestDelivery {
    /// Asks for reports to be deleted; where no daemon runs they are deleted at once, under the lock of the state
    /// directory.
    ///
    /// - Durability: every request is on disk when this returns; without a daemon, so is what came of it.
    /// - Parameters:
    ///   - reports: the reports.
    ///   - outbox: where their folders are; a daemon looks in its own.
    ///   - database: the database.
    ///   - cause: who asks.
    ///   - now: the time.
    /// - Returns: a delivery for each report, in order.
    /// - Throws: ``StartupError`` where the database or the outbox cannot be used.
    package static func deliver(
        deleting reports: [ReportPlace],
        in outbox: SystemPath,
        to database: QueryDatabase,
        cause: String,
        at now: Timestamp
    ) async throws -> [RequestDelivery] {
        let state = database.state
        var (lock, holder): (StateLock?, Int32?)
        do throws(InboxError) {
            lock = try StateLock(folder: state.path)
        } catch {
            guard error.code == .locked else { throw StartupError(error, "the state directory") }
            (lock, holder) = (nil, error.holder)
        }
        defer { lock?.release() }
        let writer = OperatorDatabase(state: state)
        var deliveries: [RequestDelivery] = []
        for report in reports {
            let order = OperatorRequest.Order.delete(report.document, version: report.version)
            deliveries.append(
                RequestDelivery(
                    number: try writer.write("write request") { db in
                        try OperatorRequest.insert(order, cause: cause, at: now, into: db)
                    },
                    kind: order.kind,
                    document: report.document.rawValue,
                    newDocument: nil,
                    isHandedOver: lock == nil,
                    processID: holder
                )
            )
        }
        if lock == nil {
            try writer.ring()
        } else {
            try await carryOut(&deliveries, in: outbox, at: now, state)
        }
        return deliveries
    }

    /// Deletes without a daemon; the caller holds the lock of the state directory.
    private static func carryOut(
        _ deliveries: inout [RequestDelivery],
        in outbox: SystemPath,
        at now: Timestamp,
        _ state: StateFolder
    ) async throws {
        do {
            let database = try state.openDatabase()
            let ledger = Ledger(database: database)
            let deletion = ReportDeletion(ledger: ledger, outbox: outbox)
            for request in try await ledger.openRequests() {
                guard case .delete(let id, let version) = request.order,
                    let index = deliveries.firstIndex(where: { $0.number == request.number })
                else { continue }
                let outcome = OperatorRequest.Outcome(
                    try await deletion.delete(id, version: version, request, at: now)
                )
                try await ledger.finish(request.number, outcome, at: now)
                deliveries[index].settle(outcome)
            }
            try database.close()
        } catch let error as StoreError {
            throw StartupError(error)
        }
    }
}
