extension Disposer {
    /// Moves a claimed document to `rejected/`, beside `<name>.reason.json`.
    ///
    /// - Durability: when this returns, both files are there even after a power cut.
    /// - Parameters:
    ///   - file: the document.
    ///   - reason: the content of the reason file. Repeating a call recognises its own work by these bytes, so they
    ///     must tell this document from others (by its id) and be the same at every attempt.
    /// - Returns: where both are.
    /// - Throws: when nothing is lost and the call is to be repeated.
    package func reject(_ file: ClaimedFile, reason: [UInt8]) throws(InboxError) -> RejectedFile {
        let folder = try Folder(at: file.path.parent)
        let source = Source(name: file.id, identity: try folder.identity(of: file.id))
        return try reject(source, from: folder, as: file.original.name, id: file.id, reason: reason)
    }

    /// Moves an entry that was never claimed from the inbox to `rejected/`, beside `<name>.reason.json`.
    ///
    /// A link is moved itself, not what it leads to. Nothing is opened. What cannot be renamed (an inbox on another
    /// file system, or one that may only be read) is left where it is, and only the reason is written.
    ///
    /// - Durability: as for a claimed document.
    package func reject(
        _ entry: ScannedEntry,
        in inbox: SystemPath,
        id: FileName,
        reason: [UInt8]
    ) throws(InboxError) -> RejectedFile {
        do throws(InboxError) {
            let folder = try Folder(at: inbox).folder(holding: entry.path)
            var identity = try folder.identity(of: entry.path.name)
            // Something else by this name is not what was refused.
            if let found = identity, !found.isSameFile(as: entry.identity) { identity = nil }
            let source = Source(name: entry.path.name, identity: identity)
            return try reject(source, from: folder, as: entry.path.name, id: id, reason: reason, leavesInPlace: true)
        } catch {
            guard error.code == .notFound || error.code == .notFolder, error.path != rejected.description else {
                throw error
            }
            return RejectedFile(path: nil, reason: nil, remainsInInbox: false)
        }
    }

    private func reject(
        _ source: Source,
        from folder: borrowing Folder,
        as name: FileName,
        id: FileName,
        reason: [UInt8],
        leavesInPlace: Bool = false
    ) throws(InboxError) -> RejectedFile {
        let target = try Folder(creating: rejected)
        let ending = Array(".reason.json".utf8)
        for candidate in CollisionSafeNames.candidates(for: name, id: id, reserving: ending.count) {
            guard let reasonName = FileName(bytes: candidate.bytes + ending) else { continue }
            let reasonPath = rejected.appending(reasonName)
            let isOurs = try holds(reason, in: reasonName, of: target)
            let isTaken = try target.identity(of: candidate) != nil
            guard source.identity != nil else {
                guard isOurs else { continue }
                try target.synchronize()
                let path = isTaken ? rejected.appending(candidate) : nil
                return RejectedFile(path: path, reason: reasonPath, remainsInInbox: false)
            }
            if !isOurs {
                guard !isTaken, try write(reason, as: reasonName, id: id, into: target) else { continue }
            }
            Failpoint.rejectReason.reached()
            do throws(InboxError) {
                let moved =
                    leavesInPlace
                    ? try folder.rename(source.name, into: target, as: candidate, during: "move to \(rejected)")
                    : try transfer(source, from: folder, into: target, as: candidate, id: id)
                guard moved else {
                    // Another file has this name: the reason goes on with its own.
                    if !isOurs { try target.remove(reasonName) }
                    continue
                }
            } catch {
                let mayStay = [.otherFileSystem, .readOnly, .notPermitted, .unsupported].contains(error.code)
                guard leavesInPlace, mayStay else { throw error }
                try target.synchronize()
                let path = folder.path.appending(source.name)
                return RejectedFile(path: path, reason: reasonPath, remainsInInbox: true)
            }
            Failpoint.rejectMoved.reached()
            try target.synchronize()
            return RejectedFile(path: rejected.appending(candidate), reason: reasonPath, remainsInInbox: false)
        }
        guard source.identity == nil else {
            throw InboxError(.alreadyExists, during: "move to rejected", path: folder.path.appending(source.name))
        }
        return RejectedFile(path: nil, reason: nil, remainsInInbox: false)
    }

    /// Whether the file holds exactly these bytes.
    private func holds(_ bytes: [UInt8], in name: FileName, of folder: borrowing Folder) throws(InboxError) -> Bool {
        guard let identity = try folder.identity(of: name), identity.kind == .regular,
            identity.size == Int64(bytes.count)
        else { return false }
        let file = try folder.open(name)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count + 1, alignment: 1)
        defer { buffer.deallocate() }
        let count = try file.read(into: buffer, from: folder.path.appending(name))
        return buffer[..<count].elementsEqual(bytes)
    }

    /// Writes a file durably under a name that is not taken; `false` when it is.
    private func write(
        _ bytes: [UInt8],
        as name: FileName,
        id: FileName,
        into folder: borrowing Folder
    ) throws(InboxError)
        -> Bool
    {
        guard let unfinished = FileName(bytes: Array(".reason-".utf8) + id.bytes) else {
            throw InboxError(.nameTooLong, during: "write the reason", path: id)
        }
        try folder.remove(unfinished)
        do throws(InboxError) {
            let file = try folder.create(unfinished, mode: 0o644)
            try file.write(bytes, to: folder.path.appending(unfinished))
            try file.synchronize(folder.path.appending(unfinished))
            if try folder.rename(unfinished, into: folder, as: name, during: "name the reason") { return true }
            try folder.remove(unfinished)
            return false
        } catch {
            // It is hidden, and the next attempt under this id removes it.
            _ = try? folder.remove(unfinished)
            throw error
        }
    }
}
