import CLinux
import GRDB
package import Inbox
package import Taskt

#if canImport(Glibc)
import Glibc
#endif

/// Writes all that an installation needs to go on into one file, while its daemon works.
///
/// What the database says and what lies in the spool must fit: a document that it has as claimed needs its original. So
/// the originals are opened first, then the state of the database is fixed by a read transaction, then what has come
/// meanwhile is opened too. An original that is open can be copied, whatever the daemon does with it. Where one has come
/// and gone between the two looks, all of that is done again: see `Decisions/0005-backups-while-it-works.md`.
package struct Backup {
    private let state: StateFolder
    private let configuration: SystemPath?
    private let now: @Sendable () -> Timestamp
    private let progress: (String) -> Void

    /// Prepares a backup.
    ///
    /// - Parameters:
    ///   - state: the state directory.
    ///   - configuration: the file that the configuration is read from, where there is one.
    ///   - now: the time.
    ///   - progress: told what is being done.
    package init(
        of state: StateFolder,
        configuration: SystemPath?,
        now: @escaping @Sendable () -> Timestamp,
        progress: @escaping (String) -> Void = { _ in }
    ) {
        self.state = state
        self.configuration = configuration
        self.now = now
        self.progress = progress
    }

    /// Writes the backup, reads it again to compare it with what was written, and gives it its name.
    ///
    /// - Durability: the whole backup is on disk when this returns; when it throws, there is none by this name.
    /// - Throws: ``StartupError``: 74 where a file by this name is there already.
    package func write(to target: SystemPath) throws(StartupError) -> BackupManifest {
        try StartupError.classifying("the backup") {
            guard target.withCString({ access($0, F_OK) }) != 0 else { throw Self.exists(target) }
            let database = try QueryDatabase(state)
            let (unfinished, copy) = (target.with(suffix: ".partial"), target.with(suffix: ".database"))
            defer {
                FileBytes.remove(unfinished)
                FileBytes.remove(copy)
            }
            let file = try OpenFile(making: unfinished)
            FileBytes.remove(copy)
            let manifest = try write(database, to: file, by: copy)
            progress("checking \(target)")
            guard try BackupArchive(file: file).verified() == manifest else {
                throw StartupError(.inputOutput, "the backup \(target) does not read as it was written")
            }
            try Self.name(unfinished, target)
            return manifest
        }
    }

    private static func name(_ unfinished: SystemPath, _ target: SystemPath) throws {
        let renamed = unfinished.withCString { from in
            target.withCString { clinux_rename_noreplace(AT_FDCWD, from, AT_FDCWD, $0) }
        }
        if renamed == -EEXIST { throw exists(target) }
        guard renamed == 0 else { throw InboxError(systemError: -renamed, during: "name", path: target) }
        try FileBytes.synchronize(target.parent)
    }

    private static func exists(_ target: SystemPath) -> StartupError {
        StartupError(.inputOutput, "\(target) is there already; a backup replaces nothing")
    }

    private func write(_ database: QueryDatabase, to file: OpenFile, by copy: SystemPath) throws -> BackupManifest {
        progress("reading the database")
        let snapshot = try BackupSnapshot(of: database, to: copy, at: now())
        let facts = try snapshot.facts()
        var backup = BackupFile(file, at: snapshot.takenAt)
        for (count, original) in snapshot.originals.enumerated() {
            progress("originals: \(count + 1) of \(snapshot.originals.count)")
            try backup.add(original.file, as: "\(BackupArchive.Part.spool)/\(original.id)")
        }
        var missing: [String] = []
        for (count, name) in facts.payloads.enumerated() {
            progress("results of runs: \(count + 1) of \(facts.payloads.count)")
            let path = state.database.with(suffix: "-payloads/\(name.prefix(2))/\(name)")
            if let payload = try OpenFile(reading: path) {
                try backup.add(payload, as: "\(BackupArchive.Part.payloads)/\(name.prefix(2))/\(name)")
            } else {
                missing.append(name)
            }
        }
        progress("releases of ATT&CK")
        try BackupReleases(folder: state.attack).add(to: &backup)
        if let configuration, let source = try OpenFile(reading: configuration) {
            try backup.add(source, as: BackupArchive.Part.configuration)
        }
        progress("the database")
        guard let source = try OpenFile(reading: copy) else {
            throw StartupError(.inputOutput, "the copy of the database at \(copy) is gone")
        }
        try backup.add(source, as: BackupArchive.Part.database)
        let manifest = BackupManifest(
            format: BackupManifest.currentFormat,
            version: TradecraftVersion.current,
            takenAt: snapshot.takenAt,
            schema: facts.schema,
            documents: facts.documents,
            unfinished: facts.unfinished,
            missingOriginals: snapshot.missing,
            missingPayloads: missing,
            entries: backup.entries
        )
        try backup.finish(manifest)
        return manifest
    }
}

extension StartupError {
    /// The outcome of a body that several libraries throw in, their errors classified.
    static func classifying<Value>(_ what: String, _ body: () throws -> Value) throws(StartupError) -> Value {
        do {
            return try body()
        } catch let error as StartupError {
            throw error
        } catch let error as InboxError {
            throw StartupError(error, what)
        } catch {
            throw StartupError(.inputOutput, "\(what) cannot be used: \(error)")
        }
    }
}

extension SystemPath {
    /// The path with something behind its last name.
    func with(suffix: String) -> SystemPath { SystemPath(bytes: bytes + Array(suffix.utf8)) }
}
