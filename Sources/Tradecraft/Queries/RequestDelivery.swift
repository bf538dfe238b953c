import GRDB
import Inbox
package import Taskt
import TasktSQLite

#if canImport(Glibc)
import Glibc
#endif

/// What became of something asked of the daemon.
package struct RequestDelivery: Encodable, Hashable, Sendable {
    /// The request's number.
    package let number: Int64
    /// What is asked.
    package let kind: String
    /// The document concerned.
    package let document: String
    /// Whether a daemon was told; else the request waits for the next start.
    package let isHandedOver: Bool
    /// The daemon's process, where it is known.
    package let processID: Int32?
    /// What came of it, as far as that is known yet.
    package var outcome: String?

    /// Asks for something, once it is clear that it makes sense.
    ///
    /// Where no daemon runs the row is written under the state directory's lock, so that none can start in between, and
    /// the next one to start carries it out first. Where one runs, a second connection writes this single row beside
    /// the daemon's: SQLite lets them wait for each other, for five seconds at most.
    ///
    /// - Durability: the request is on disk when this returns.
    /// - Throws: ``StartupError`` 65 where the document has no use for it.
    package static func deliver(
        _ kind: OperatorRequest.Kind,
        _ document: DocumentSummary,
        to database: QueryDatabase,
        cause: String,
        at now: Timestamp
    ) throws(StartupError) -> RequestDelivery {
        guard let id = DocumentID(rawValue: document.id) else {
            throw StartupError(.badData, "no document \(document.id)")
        }
        if let obstacle = obstacle(to: kind, document) {
            throw StartupError(.badData, "document \(document.id) \(obstacle)")
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
        let number = try insert(kind, id, cause, now, into: state)
        if lock == nil { try ring(state) }
        return RequestDelivery(
            number: number,
            kind: kind.rawValue,
            document: document.id,
            isHandedOver: lock == nil,
            processID: holder,
            outcome: nil
        )
    }

    /// Why a request would change nothing; nil where it would.
    private static func obstacle(to kind: OperatorRequest.Kind, _ document: DocumentSummary) -> String? {
        switch (kind, DocumentRecord.State(rawValue: document.state)) {
        case (.retry, .rejected), (.cancel, .claimed), (.cancel, .claiming): nil
        case (.retry, .reported): "has a report; there is nothing to retry"
        case (.retry, _): document.isPostponed ? nil : "is in work; there is nothing to retry"
        case (.cancel, _): "has ended (\(document.state)); there is nothing to cancel"
        }
    }

    private static func insert(
        _ kind: OperatorRequest.Kind,
        _ id: DocumentID,
        _ cause: String,
        _ now: Timestamp,
        into state: StateFolder
    ) throws(StartupError) -> Int64 {
        do {
            var configuration = GRDB.Configuration()
            configuration.busyMode = .timeout(5)
            configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA synchronous = FULL") }
            let queue = try DatabaseQueue(path: state.database.string, configuration: configuration)
            let number = try queue.write { db in
                try OperatorRequest.insert(kind, id, cause: cause, at: now, into: db)
                return db.lastInsertedRowID
            }
            try queue.close()
            return number
        } catch {
            throw StartupError(StoreError(error, during: "write request"))
        }
    }

    /// Changes a file in the folder that the daemon watches.
    private static func ring(_ state: StateFolder) throws(StartupError) {
        let path = state.doorbell.appending("ring")
        do throws(InboxError) {
            try FileBytes.makeFolder(state.doorbell, mode: 0o700)
            try FileBytes.replace(path, with: Array("\(getpid())\n".utf8))
        } catch {
            throw StartupError(error, "the request is written, but the daemon could not be told; its doorbell")
        }
    }
}

extension QueryDatabase {
    /// What came of a request; nil while nobody has carried it out.
    package func outcome(ofRequest number: Int64) throws(StartupError) -> String? {
        try read("read request") { db in
            try String.fetchOne(db, sql: "SELECT outcome FROM request WHERE number = ?", arguments: [number])
        }
    }
}
