import GRDB
import Inbox
import Taskt
import TasktSQLite

#if canImport(Glibc)
import Glibc
#endif

/// The database as the command line sees it: read-only, beside a daemon that writes or without one.
///
/// Reads are short and block the calling thread; commands do nothing else meanwhile.
package struct QueryDatabase: Sendable {
    /// The state directory.
    package let state: StateFolder

    private let queue: DatabaseQueue

    /// Opens the database of a state directory for reading.
    ///
    /// - Throws: ``StartupError``: 69 where there is no database yet, 65 where it is damaged or from a newer version, 75
    ///   where a daemon is just bringing it up to date, 77 where it may not be read.
    package init(_ state: StateFolder) throws(StartupError) {
        try self.init(state, acceptingOlder: false)
    }

    /// Opens a database for reading that may not have been brought up to date yet.
    init(_ state: StateFolder, acceptingOlder: Bool) throws(StartupError) {
        self.state = state
        let path = state.database
        try Self.checkReadable(path)
        do {
            var configuration = GRDB.Configuration()
            configuration.readonly = true
            configuration.busyMode = .timeout(5)
            configuration.label = "tradecraft-reader"
            queue = try DatabaseQueue(path: path.string, configuration: configuration)
            let (isNewer, isComplete) = try queue.read { db in
                let migrator = Self.migrator
                return (try migrator.hasBeenSuperseded(db), try migrator.hasCompletedMigrations(db))
            }
            guard !isNewer else {
                throw StartupError(
                    .badData,
                    "the database \(path) was written by a newer version of tradecraft; use that version"
                )
            }
            guard isComplete || acceptingOlder else {
                throw StartupError(
                    .tryAgain,
                    "the database \(path) is not up to date; it is brought up to date when `tradecraft watch` starts"
                )
            }
        } catch let error as StartupError {
            throw error
        } catch {
            throw Self.failure(error, during: "open", path)
        }
    }

    /// Reads a consistent snapshot.
    ///
    /// - Parameters:
    ///   - operation: what is read, for the error.
    ///   - body: the queries.
    /// - Returns: what `body` returned.
    /// - Throws: a ``StartupError`` that `body` threw, as it is, or one for what SQLite reports.
    func read<Value>(_ operation: String, _ body: (Database) throws -> Value) throws(StartupError) -> Value {
        do {
            return try queue.read(body)
        } catch let error as StartupError {
            throw error
        } catch {
            throw Self.failure(error, during: operation, state.database)
        }
    }

    /// The names of the migrations that the database has been through, in order.
    package func schemaVersions() throws(StartupError) -> [String] {
        try read("list migrations") { db in try Self.migrator.appliedMigrations(db) }
    }

    /// What SQLite finds wrong with the file's structure; nothing where it is sound.
    package func quickCheck() throws(StartupError) -> [String] {
        try read("check") { db in try String.fetchAll(db, sql: "PRAGMA quick_check(5)") }.filter { $0 != "ok" }
    }

    /// What SQLite finds wrong with the file, its indexes against its tables included; takes long on a large one.
    package func integrityCheck() throws(StartupError) -> [String] {
        try read("check") { db in try String.fetchAll(db, sql: "PRAGMA integrity_check(5)") }.filter { $0 != "ok" }
    }

    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        WorkflowSchema.register(in: &migrator)
        TradecraftSchema.register(in: &migrator)
        return migrator
    }

    private static func checkReadable(_ path: SystemPath) throws(StartupError) {
        guard path.withCString({ access($0, R_OK) }) != 0 else { return }
        let error = InboxError(systemError: errno, during: "read", path: path)
        switch error.code {
        case .notFound, .notFolder:
            throw StartupError(
                .unavailable,
                "there is no database at \(path) yet; start `tradecraft watch`, or name the state directory with --state"
            )
        case .notPermitted: throw StartupError(.permission, "the database \(path) may not be read by this user")
        default: throw StartupError(error, "the database")
        }
    }

    private static func failure(_ error: any Error, during operation: String, _ path: SystemPath) -> StartupError {
        let error = StoreError(error, during: operation)
        switch error.code {
        case .damaged:
            return StartupError(.badData, "the database \(path) is damaged, or is no database: \(error.detail)")
        case .busy: return StartupError(.tryAgain, "the database \(path) is busy; try again")
        case .readOnly:
            return StartupError(
                .permission,
                "the database \(path) cannot be read by a user without the right to write in its folder"
            )
        case .cannotOpen:
            return StartupError(.permission, "the database \(path) cannot be opened by this user: \(error.detail)")
        default: return StartupError(error)
        }
    }
}
