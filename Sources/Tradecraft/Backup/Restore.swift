import CLinux
import GRDB
package import Inbox
package import Taskt
import TasktSQLite

#if canImport(Glibc)
import Glibc
#endif

/// Puts a backup in the place of a state directory, at one moment, once all of it was checked.
package struct Restore {
    private let file: SystemPath
    private let state: SystemPath
    private let isForced: Bool
    private let now: Timestamp

    /// What came of it.
    package struct Outcome: Sendable {
        /// What the backup held.
        package let manifest: BackupManifest
        /// Where what was in the state directory is now; nil where there was nothing.
        package let earlier: SystemPath?
        /// Where the configuration of the backup is now; nil where it held none.
        package let configuration: SystemPath?
    }

    /// Prepares a restoration.
    ///
    /// - Parameters:
    ///   - file: the backup.
    ///   - state: the state directory.
    ///   - isForced: whether a state directory that holds something is put aside.
    ///   - now: the time, for the name of what is put aside.
    package init(_ file: SystemPath, to state: SystemPath, isForced: Bool, now: Timestamp) {
        self.file = file
        self.state = Self.real(state)
        self.isForced = isForced
        self.now = now
    }

    /// Checks everything, then switches.
    ///
    /// - Durability: when this returns, the state directory is that of the backup, on disk. When it throws, it is what it
    ///   was before.
    /// - Throws: ``StartupError``: 65 where the backup cannot be used, 74 where the state directory is not empty, 75 while
    ///   a daemon runs.
    package func run() throws(StartupError) -> Outcome {
        try StartupError.classifying("the state directory") {
            guard let opened = try OpenFile(reading: file) else {
                throw StartupError(.unavailable, "there is no backup at \(file)")
            }
            let archive = BackupArchive(file: opened)
            let manifest = try archive.verified()
            let isThere = state.withCString { access($0, F_OK) } == 0
            // Who has the lock keeps a daemon from starting in between.
            let lock = isThere ? try StateLock(folder: state) : nil
            defer { lock?.release() }
            let isEmpty = try Self.isEmpty(state)
            guard isEmpty || isForced else {
                throw StartupError(
                    .inputOutput,
                    "the state directory \(state) is not empty; with --force what is there is put aside"
                )
            }
            let staging = state.parent.appending(".\(state.name?.text ?? "state")-restored-\(getpid())")
            guard staging.withCString({ mkdir($0, 0o700) }) == 0 else {
                throw InboxError(systemError: errno, during: "make folder", path: staging)
            }
            do {
                let stagingLock = try StateLock(folder: staging)
                defer { stagingLock.release() }
                try fill(staging, from: archive, manifest)
                let earlier = try switchOver(to: staging, isThere: isThere, isEmpty: isEmpty)
                let configuration = state.appending(BackupArchive.Part.configuration)
                return Outcome(
                    manifest: manifest,
                    earlier: earlier,
                    configuration: FileKind.isFile(configuration) ? configuration : nil
                )
            } catch {
                Self.removeTree(staging)
                throw error
            }
        }
    }

    private func fill(_ staging: SystemPath, from archive: BackupArchive, _ manifest: BackupManifest) throws {
        try archive.extract(manifest, into: staging)
        try FileBytes.makeFolder(StateFolder(staging).spool, mode: 0o700)
        try check(StateFolder(staging), manifest)
        try Self.finish(staging, owner: Self.owner(of: state) ?? Self.owner(of: state.parent))
    }

    /// Checks the database of the backup, and that what it needs is there.
    private func check(_ folder: StateFolder, _ manifest: BackupManifest) throws {
        guard FileKind.isFile(folder.database) else {
            throw StartupError(.badData, "the backup \(file) cannot be used: it holds no database")
        }
        // Refuses what a newer version wrote, and what is damaged.
        let database: QueryDatabase
        do throws(StartupError) {
            database = try QueryDatabase(folder, acceptingOlder: true)
        } catch {
            throw StartupError(error.exitCode, "the backup \(file) cannot be used: \(error)")
        }
        try database.read("check the backup") { db in
            let faults = try String.fetchAll(db, sql: "PRAGMA integrity_check(5)").filter { $0 != "ok" }
            guard faults.isEmpty else {
                throw StartupError(.badData, "the database in \(file) is damaged: \(faults.joined(separator: "; "))")
            }
            let needed = try String.fetchAll(
                db,
                sql: "SELECT id FROM document WHERE is_disposed = 0 AND state = 'claimed' AND address IS NULL"
            )
            for id in needed
            where !manifest.missingOriginals.contains(id) && !FileKind.isFile(folder.spool.appending(id)) {
                throw StartupError(.badData, "the backup \(file) cannot be used: the original of \(id) is not in it")
            }
        }
    }

    /// Gives the folder its place; what was there comes away as a whole.
    private func switchOver(to staging: SystemPath, isThere: Bool, isEmpty: Bool) throws -> SystemPath? {
        let result = staging.withCString { from in
            state.withCString { target in
                isThere
                    ? clinux_rename_exchange(from, target) : clinux_rename_noreplace(AT_FDCWD, from, AT_FDCWD, target)
            }
        }
        if result == -EBUSY {
            throw StartupError(
                .inputOutput,
                "\(state) is a mount, which cannot be replaced at once; restore to a folder in it, and name that with --state"
            )
        }
        guard result == 0 else { throw InboxError(systemError: -result, during: "put in place", path: state) }
        try FileBytes.synchronize(state.parent)
        guard isThere else { return nil }
        if isEmpty {
            Self.removeTree(staging)
            return nil
        }
        let stamp = now.description.filter { $0.isNumber || $0 == "T" || $0 == "Z" }
        let earlier = state.with(suffix: ".before-restore-\(stamp)")
        let renamed = staging.withCString { from in
            earlier.withCString { clinux_rename_noreplace(AT_FDCWD, from, AT_FDCWD, $0) }
        }
        // It then keeps the name it has: nothing is lost by that.
        return renamed == 0 ? earlier : staging
    }
}
