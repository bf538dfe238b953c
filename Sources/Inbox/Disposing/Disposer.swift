import Glibc

/// Puts documents where they belong when they are done with: `processed/`, `rejected/`, or nowhere.
///
/// Never overwrites: a name that is taken gets a part of the id. Every call may be repeated after a crash and then
/// finds what it has done before.
package struct Disposer: Sendable {
    /// Where the originals of reported documents go.
    package let processed: SystemPath
    /// Where rejected documents go, each beside its reason.
    package let rejected: SystemPath

    /// What becomes of the original of a reported document.
    package enum Disposal: String, Sendable, CaseIterable {
        /// It goes to `processed/`.
        case move
        /// It is deleted.
        case delete
        /// It stays in the inbox; what was claimed is a copy, which is deleted.
        case keep
    }

    /// A disposer; folders are made when something goes there.
    package init(processed: SystemPath, rejected: SystemPath) {
        self.processed = processed
        self.rejected = rejected
    }

    /// Disposes of the original of a reported document.
    ///
    /// - Durability: when this returns after a move, `processed/` has the file even after a power cut. A deletion may
    ///   be undone by a power cut; repeating it is harmless.
    /// - Parameters:
    ///   - file: the document.
    ///   - disposal: what is to become of it.
    ///   - subfolder: the folder in `processed/` where it goes; the same at every attempt.
    /// - Returns: where the original is now; `nil` when it is nowhere, or was moved by an earlier call and has since
    ///   been taken away.
    /// - Throws: when nothing is lost and the call is to be repeated.
    @discardableResult
    package func dispose(
        of file: ClaimedFile,
        by disposal: Disposal,
        into subfolder: FileName? = nil
    ) throws(InboxError) -> SystemPath? {
        let folder = try Folder(at: file.path.parent)
        let source = Source(name: file.id, identity: try folder.identity(of: file.id))
        switch disposal {
        case .delete, .keep:
            try folder.remove(file.id)
            return nil
        case .move:
            let target = try self.folder(of: subfolder)
            let processed = target.path
            let names = CollisionSafeNames.candidates(for: file.original.name, id: file.id, reserving: 0)
            guard source.identity != nil else {
                for name in names where try target.identity(of: name)?.isMoved(from: file.identity) == true {
                    return processed.appending(name)
                }
                return nil
            }
            for name in names where try transfer(source, from: folder, into: target, as: name, id: file.id) {
                try target.synchronize()
                return processed.appending(name)
            }
            throw InboxError(.alreadyExists, during: "move to processed", path: file.path)
        }
    }

    /// The folder in `processed/`, whose name is durable.
    private func folder(of subfolder: FileName?) throws(InboxError) -> Folder {
        let all = try Folder(creating: processed)
        guard let subfolder else { return all }
        if try all.identity(of: subfolder) == nil {
            do throws(InboxError) { try all.makeSubfolder(subfolder, mode: 0o755) } catch {
                // Another worker made it in the meantime.
                guard error.code == .alreadyExists else { throw error }
            }
            try all.synchronize()
        }
        return try all.subfolder(subfolder)
    }

    /// Moves a file into a folder under a name if that is free.
    ///
    /// - Returns: whether the file is now in `target` under this name, moved by this call or copied by an earlier one.
    func transfer(
        _ source: Source,
        from folder: borrowing Folder,
        into target: borrowing Folder,
        as name: FileName,
        id: FileName
    ) throws(InboxError) -> Bool {
        do throws(InboxError) {
            return try folder.rename(source.name, into: target, as: name, during: "move to \(target.path)")
        } catch {
            guard error.code == .otherFileSystem else { throw error }
        }
        let original = try folder.open(source.name)
        let sourcePath = folder.path.appending(source.name)
        if try target.identity(of: name) != nil {
            guard try target.isCopy(name, of: original, from: sourcePath) else { return false }
        } else {
            guard let unfinished = FileName(bytes: Array(".copy-".utf8) + id.bytes) else {
                throw InboxError(.nameTooLong, during: "copy to \(target.path)", path: id)
            }
            try target.remove(unfinished)
            do throws(InboxError) {
                _ = try target.copy(original, from: sourcePath, as: unfinished)
            } catch {
                // A half copy would keep the space that is missing; the next attempt removes it as well.
                _ = try? target.remove(unfinished)
                throw error
            }
            guard try target.rename(unfinished, into: target, as: name, during: "name the copy") else { return false }
            try target.synchronize()
        }
        try folder.remove(source.name)
        return true
    }

    /// A file that is to go.
    struct Source: Sendable {
        let name: FileName
        /// What it is now; `nil` when it is no longer there.
        let identity: FileIdentity?
    }
}

extension FileIdentity {
    /// Whether this is the file that was, after a rename or a copy that kept the modification time.
    fileprivate func isMoved(from other: FileIdentity) -> Bool {
        kind == other.kind && size == other.size && modified == other.modified
    }
}
