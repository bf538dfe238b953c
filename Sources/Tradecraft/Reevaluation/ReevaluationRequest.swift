import GRDB
import Inbox
package import Taskt

/// What became of a request to map documents anew.
package struct ReevaluationRequest: Encodable, Sendable {
    /// How many documents were asked for.
    package let asked: Int
    /// Whether a daemon was told; else the next one begins with it.
    package let isHandedOver: Bool

    /// Asks for documents to be mapped anew.
    ///
    /// - Durability: what is asked for is on disk when this returns.
    package static func deliver(
        _ filter: ReevaluationFilter,
        cause: String,
        to state: StateFolder,
        at now: Timestamp
    ) throws(StartupError) -> ReevaluationRequest {
        let writer = OperatorDatabase(state: state)
        var asked = 0
        while true {
            let count = try writer.write("ask for re-evaluation") { db in
                let count = try filter.insert(cause: cause, limit: batch, at: now, into: db)
                if count > 0 {
                    try AuditEntry(
                        .requested,
                        by: AuditActor.current(),
                        ["what": "reevaluate", "documents": .number(count)]
                    )
                    .append(at: now, to: db)
                }
                return count
            }
            asked += count
            if count < batch { break }
        }
        let isRunning = try isDaemonRunning(state)
        if asked > 0, isRunning { try writer.ring() }
        return ReevaluationRequest(asked: asked, isHandedOver: isRunning)
    }

    /// Stops what has not begun.
    ///
    /// - Returns: how many re-evaluations that were.
    package static func cancel(_ state: StateFolder, at now: Timestamp) throws(StartupError) -> Int {
        try OperatorDatabase(state: state)
            .write("cancel re-evaluations") { db in
                try db.execute(
                    sql:
                        "UPDATE reevaluation SET state = 'cancelled', ended_at = ?, retry_at = NULL WHERE state = 'waiting'",
                    arguments: [now.microseconds]
                )
                let count = db.changesCount
                guard count > 0 else { return 0 }
                let detail: [String: AuditValue] = ["what": "cancel re-evaluation", "documents": .number(count)]
                try AuditEntry(.requested, by: AuditActor.current(), detail).append(at: now, to: db)
                return count
            }
    }

    /// How many documents are asked for in one transaction, so that the daemon is not kept waiting.
    private static let batch = 2_000

    private static func isDaemonRunning(_ state: StateFolder) throws(StartupError) -> Bool {
        do throws(InboxError) {
            try StateLock(folder: state.path).release()
            return false
        } catch {
            guard error.code == .locked else { throw StartupError(error, "the state directory") }
            return true
        }
    }
}
