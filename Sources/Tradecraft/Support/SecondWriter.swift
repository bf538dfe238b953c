import GRDB
import Inbox
import Taskt
import TasktSQLite

/// Writes into the database from beside the daemon, or without one.
///
/// A second connection writes one short transaction: SQLite lets the two wait for each other, for five seconds at most.
enum SecondWriter {
    /// Carries out one transaction.
    ///
    /// - Parameters:
    ///   - state: the state directory, whose database is there and up to date.
    ///   - operation: what is written, for the error.
    ///   - body: the writes.
    /// - Returns: what `body` returned.
    /// - Throws: a ``StartupError`` that `body` threw, as it is, or one for what SQLite reports; then nothing is written.
    /// - Durability: on disk when this returns.
    static func write<Value>(
        to state: StateFolder,
        during operation: String,
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
}
