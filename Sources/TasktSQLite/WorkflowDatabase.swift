public import GRDB
import Synchronization
public import Taskt

#if canImport(Glibc)
import Glibc
#endif

/// One SQLite file with one writer: the home of runs, and of the tables that an application keeps beside them.
///
/// The file is in WAL mode. Writes go through one writer, which commits together what arrived together; reads run
/// beside it on connections of their own. Several processes may open a file, and wait for each other; which of them
/// drives a run is settled by the terms of their engines, whose locks are in the file `<database>-terms`. Results too
/// large for a row are in the folder `<database>-payloads`. It stays open, with its thread, until it is closed.
public final class WorkflowDatabase: Sendable {
    /// What a commit survives.
    public enum Durability: Sendable {
        /// A power cut: the log is synced at every commit (`synchronous=FULL`).
        case full
        /// The end of the process, but not of the machine (`synchronous=NORMAL`).
        case process

        fileprivate var level: Int { self == .full ? 2 : 1 }
    }

    private let pool: DatabasePool
    private let writer: GroupCommitWriter
    let terms: TermLocks
    let payloads: PayloadFolder

    /// Opens or makes a database, and brings its schema up to date.
    ///
    /// - Parameters:
    ///   - path: the file; its folder must exist.
    ///   - durability: what a commit survives.
    ///   - migrations: adds the application's migrations behind the workflow tables'; they are append-only.
    ///   - onCommit: told of every commit, on the thread that made it; for metrics.
    /// - Throws: `newerSchema` where the file was written by later software, `networkFileSystem`, `damaged`,
    ///   `cannotOpen`, `readOnly`, `full`.
    public init(
        path: String,
        durability: Durability = .full,
        migrations: (inout DatabaseMigrator) -> Void = { _ in },
        onCommit: (@Sendable (CommitReport) -> Void)? = nil
    ) throws(StoreError) {
        try FileSystem.refuseNetwork(under: path)
        // What belongs to the database is beside the file itself, by whatever link or relative path it is opened.
        let path = FileSystem.real(path)
        terms = try TermLocks(database: path)
        payloads = PayloadFolder(database: path)
        var migrator = DatabaseMigrator()
        WorkflowSchema.register(in: &migrator)
        migrations(&migrator)
        do {
            // Two processes that open a new file at once: one makes it, the other finds it made.
            let gate = try terms.enter()
            defer { gate.leave() }
            var configuration = Configuration()
            configuration.busyMode = .timeout(5)
            configuration.foreignKeysEnabled = true
            configuration.maximumReaderCount = 2
            configuration.label = "taskt"
            configuration.prepareDatabase { db in
                try db.execute(sql: "PRAGMA cache_size = -2048")
                // 16 MiB of log before it is put into the database: its pages are then written once for many commits.
                try db.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
            }
            pool = try DatabasePool(path: path, configuration: configuration)
            let isNewer = try pool.read { db in try migrator.hasBeenSuperseded(db) }
            guard !isNewer else {
                throw StoreError(
                    .newerSchema,
                    during: "open",
                    detail: "\(path) was written by a newer version; expected one that this version knows"
                )
            }
            try migrator.migrate(pool)
            // GRDB sets synchronous=NORMAL when it opens a pool's writer, after prepareDatabase has run.
            let level = try pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = \(durability.level)")
                // What an earlier process wrote to the log may have been lost by a sync that failed, and still be in
                // the system's memory: it is put into the database and synced before anything is built on it.
                try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
                return try Int.fetchOne(db, sql: "PRAGMA synchronous")
            }
            precondition(level == durability.level, "SQLite runs at synchronous=\(level ?? -1)")
        } catch {
            throw StoreError(error, during: "open", detail: path)
        }
        writer = try GroupCommitWriter(database: pool, observer: onCommit)
    }

    /// Writes in a transaction of the next group commit.
    ///
    /// - Parameters:
    ///   - operation: what the write does, for the error.
    ///   - body: runs on the writer's thread; everything it did is undone when it throws.
    /// - Returns: what `body` returned.
    /// - Throws: a `StoreError` that `body` threw, as it is, or what SQLite reports.
    /// - Durability: on disk when this returns. When it throws, nothing was written, or the commit's fate is unknown
    ///   (an I/O error at the commit itself): write so that a repeat does no harm.
    public func write<Value: Sendable>(
        _ operation: String,
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        let box = Mutex<Value?>(nil)
        let failure: (any Error)? = await withCheckedContinuation { continuation in
            let job = GroupCommitWriter.Job(
                body: { db in
                    let value = try body(db)
                    box.withLock { $0 = value }
                },
                finish: { error in continuation.resume(returning: error) }
            )
            if !writer.submit(job) { continuation.resume(returning: StoreError(.closed, during: operation)) }
        }
        if let failure { throw StoreError(failure, during: operation) }
        guard let value = box.withLock({ $0 }) else {
            preconditionFailure("the write \"\(operation)\" was committed and left no value")
        }
        return value
    }

    /// Reads a consistent snapshot, beside the writer, even where the current task is cancelled.
    public func read<Value: Sendable>(
        _ operation: String,
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        // Not the asynchronous read of GRDB's: that one fails when the task is cancelled, and a daemon that stops still
        // has to find out where its documents stand.
        let result: Result<Value, any Error> = await withCheckedContinuation { continuation in
            pool.asyncRead { access in
                continuation.resume(returning: Result { try body(access.get()) })
            }
        }
        do {
            return try result.get()
        } catch {
            throw StoreError(error, during: operation)
        }
    }

    /// Commits what was submitted and closes the file.
    ///
    /// Further calls throw `closed`.
    public func close() throws(StoreError) {
        writer.close()
        do {
            // The next start finds nothing to recover. A reader of another process may keep that from being done, and
            // then the next start does it.
            try pool.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
            try pool.close()
        } catch {
            throw StoreError(error, during: "close")
        }
    }
}
