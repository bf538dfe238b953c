import GRDB
import Inbox
import Taskt
import TasktSQLite

#if canImport(Glibc)
import Glibc
#endif

/// The database as the command line writes to it, beside a daemon or without one: one short transaction at a time.
///
/// SQLite lets the two writers wait for each other, for five seconds at most.
struct OperatorDatabase {
    let state: StateFolder

    /// Writes in one transaction.
    ///
    /// - Durability: it is on disk when this returns.
    func write<Value: Sendable>(
        _ operation: String,
        _ body: (Database) throws -> Value
    ) throws(StartupError) -> Value {
        do {
            var configuration = GRDB.Configuration()
            configuration.busyMode = .timeout(5)
            configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA synchronous = FULL") }
            let queue = try DatabaseQueue(path: state.database.string, configuration: configuration)
            let value = try queue.write(body)
            try queue.close()
            return value
        } catch let error as StartupError {
            throw error
        } catch {
            throw StartupError(StoreError(error, during: operation))
        }
    }

    /// Tells the daemon, if one runs, that there is something to do.
    func ring() throws(StartupError) {
        do throws(InboxError) {
            try FileBytes.makeFolder(state.doorbell, mode: 0o700)
            try FileBytes.replace(state.doorbell.appending("ring"), with: Array("\(getpid())\n".utf8))
        } catch {
            throw StartupError(error, "the request is written, but the daemon could not be told; its doorbell")
        }
    }
}
