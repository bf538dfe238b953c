import CLinux
import Glibc

/// Puts folders of files into the outbox so that a reader sees a whole folder or none, exactly once for each id.
///
/// A folder is built under a hidden name in the outbox, made durable, and renamed into place. An empty file
/// `.publication-<id>` in it says whose it is; by it a second attempt recognises the work of the first.
package struct FolderPublisher: Sendable {
    /// The outbox.
    package let outbox: SystemPath
    /// How the files of a folder are made durable.
    package let durability: Durability

    private let willDo: @Sendable (PublicationStep) throws(InboxError) -> Void

    /// How the files of a folder are made durable.
    package enum Durability: String, Sendable, CaseIterable {
        /// Writing is started for all files, then each is waited for.
        case eachFile
        /// The whole file system is flushed once, with whatever else is dirty on it.
        case fileSystem
    }

    /// A publisher; it touches no file until it is asked to.
    ///
    /// - Parameters:
    ///   - outbox: where the folders go; made by `prepare()`.
    ///   - durability: see `Decisions/0002-flush-each-report-file.md` for the default.
    ///   - willDo: called before each step of a publication; what it throws is thrown as if the step had failed.
    package init(
        outbox: SystemPath,
        durability: Durability = .eachFile,
        willDo: @escaping @Sendable (PublicationStep) throws(InboxError) -> Void = { _ in }
    ) {
        self.outbox = outbox
        self.durability = durability
        self.willDo = willDo
    }

    /// Makes the outbox if it is not there and removes what crashed publications left of their staging folders.
    ///
    /// A staging folder that another process is working on is left alone.
    /// - Returns: how many leftovers were removed.
    @discardableResult
    package func prepare() throws(InboxError) -> Int {
        let folder = try Folder(creating: outbox)
        var stagings: [FileName] = []
        try folder.forEachEntry { (name) throws(InboxError) in
            if name.bytes.starts(with: Self.stagingPrefix) { stagings.append(name) }
        }
        var removed = 0
        for name in stagings where try removeStaging(name, in: folder) { removed += 1 }
        return removed
    }

    /// Publishes a folder, or finds that it is published already.
    ///
    /// - Durability: when this returns, the folder with all its files survives a power cut. When it throws, the
    ///   outbox shows either nothing or, if only the last step failed, the whole folder; publishing again leads to
    ///   one folder in any case.
    package func publish(_ publication: Publication) throws(InboxError) -> PublishedFolder {
        let folder = try Folder(at: outbox)
        if let name = try place(of: publication, in: folder) {
            // It may have been the last step that failed: the name has to be durable now.
            try step(.synchronizeOutbox)
            try folder.synchronize()
            return PublishedFolder(path: outbox.appending(name), name: name, fsyncs: 1, wasPublished: true)
        }
        guard let staging = FileName(bytes: Self.stagingPrefix + publication.id.bytes) else {
            throw InboxError(.nameTooLong, during: "make the staging folder", path: publication.id)
        }
        _ = try removeStaging(staging, in: folder)
        do throws(InboxError) {
            return try build(publication, as: staging, in: folder)
        } catch {
            // Give the space back, which may be what is missing. If it fails, `prepare()` removes it at the next start.
            _ = try? removeStaging(staging, in: folder)
            throw error
        }
    }

    /// Where the folder with this id is; `nil` when it is not published.
    package func published(_ publication: Publication) throws(InboxError) -> SystemPath? {
        try place(of: publication, in: Folder(at: outbox)).map(outbox.appending(_:))
    }

    private func build(
        _ publication: Publication,
        as staging: FileName,
        in folder: borrowing Folder
    ) throws(InboxError) -> PublishedFolder {
        try step(.makeStaging)
        try folder.makeSubfolder(staging, mode: 0o755)
        let inner = try folder.subfolder(staging)
        // Says "in use" to `prepare()` of another process; the kernel lets go of it when this one dies.
        guard flock(inner.descriptor.number, LOCK_EX | LOCK_NB) == 0 else {
            throw InboxError(systemError: errno, during: "lock the staging folder", path: inner.path)
        }
        // Said, not only closed: a child that is being started at this moment still has the descriptor.
        defer { flock(inner.descriptor.number, LOCK_UN) }
        var fsyncs = try write(publication, into: inner)
        try step(.synchronizeStaging)
        try inner.synchronize()
        fsyncs += 1
        for name in publication.names {
            try step(.rename)
            guard try folder.rename(staging, into: folder, as: name, during: "rename into place") else { continue }
            try step(.synchronizeOutbox)
            try folder.synchronize()
            return PublishedFolder(path: outbox.appending(name), name: name, fsyncs: fsyncs + 1, wasPublished: false)
        }
        throw InboxError(.alreadyExists, during: "rename into place", path: outbox.appending(publication.names[0]))
    }

    /// Writes the files; the count of calls that waited for the disk.
    private func write(_ publication: Publication, into folder: borrowing Folder) throws(InboxError) -> Int {
        try step(.writeMarker)
        _ = try folder.create(publication.marker, mode: 0o644)
        for file in publication.files {
            try step(.writeFile(file.name))
            let opened = try folder.create(file.name, mode: 0o644)
            try opened.write(file.bytes, to: folder.path.appending(file.name))
            // So that the disk works on all of them while the next is written. Not all file systems can; nothing
            // depends on it.
            if durability == .eachFile { _ = clinux_start_writeback(opened.number) }
        }
        switch durability {
        case .eachFile:
            for file in publication.files {
                try step(.synchronizeFile(file.name))
                try folder.open(file.name).synchronize(folder.path.appending(file.name))
            }
            return publication.files.count
        case .fileSystem:
            try step(.synchronizeFileSystem)
            let status = clinux_syncfs(folder.descriptor.number)
            guard status == 0 else {
                throw InboxError(systemError: -status, during: "flush the file system", path: folder.path)
            }
            return 1
        }
    }

    /// The name under which the publication stands in the outbox.
    private func place(of publication: Publication, in folder: borrowing Folder) throws(InboxError) -> FileName? {
        for name in publication.names {
            guard try folder.identity(of: name)?.kind == .folder else { continue }
            if try folder.subfolder(name).identity(of: publication.marker) != nil { return name }
        }
        return nil
    }

    /// Removes a staging folder that nobody works on.
    private func removeStaging(_ name: FileName, in folder: borrowing Folder) throws(InboxError) -> Bool {
        guard try folder.identity(of: name)?.kind == .folder else { return false }
        let staging = try folder.subfolder(name)
        guard flock(staging.descriptor.number, LOCK_EX | LOCK_NB) == 0 else { return false }
        defer { flock(staging.descriptor.number, LOCK_UN) }
        return try folder.removeTree(name)
    }

    private func step(_ step: PublicationStep) throws(InboxError) {
        try willDo(step)
    }

    static let stagingPrefix = Array(".staging-".utf8)
}
