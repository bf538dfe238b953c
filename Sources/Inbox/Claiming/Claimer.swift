import CLinux
import Glibc

/// Moves documents out of the inbox into the spool, each under an id of the caller's, exactly once.
///
/// The caller records the id and the entry before it claims ("intent"). After a crash it claims again under the same
/// id: a document that already is in the spool is reported as claimed, and one that is neither in the spool nor in
/// the inbox as vanished.
package struct Claimer: Sendable {
    /// The inbox.
    package let inbox: SystemPath
    /// The folder of claimed documents, on the state directory's file system.
    package let spool: SystemPath
    /// Whether documents are copied and stay in the inbox.
    package let keepsOriginals: Bool
    /// What the name of the file adds to a document's that says that it is whole; it goes with the document.
    package let doneSuffix: String?

    /// A claimer; it touches no file until it is asked to.
    package init(inbox: SystemPath, spool: SystemPath, keepsOriginals: Bool = false, doneSuffix: String? = nil) {
        self.inbox = inbox
        self.spool = spool
        self.keepsOriginals = keepsOriginals
        self.doneSuffix = doneSuffix
    }

    /// Makes the spool if it is not there and removes copies that a crash left unfinished.
    ///
    /// - Returns: how many leftovers were removed.
    @discardableResult
    package func prepare() throws(InboxError) -> Int {
        let folder = try Folder(creating: spool, mode: 0o700)
        var leftovers: [FileName] = []
        try folder.forEachEntry { (name) throws(InboxError) in
            if name.bytes.starts(with: Self.unfinishedPrefix) { leftovers.append(name) }
        }
        for name in leftovers { try folder.remove(name) }
        return leftovers.count
    }

    /// The ids of the documents in the spool, sorted.
    package func claimedIDs() throws(InboxError) -> [FileName] {
        let folder = try Folder(at: spool)
        var ids: [FileName] = []
        try folder.forEachEntry { (name) throws(InboxError) in
            if !name.bytes.starts(with: Self.unfinishedPrefix) { ids.append(name) }
        }
        return ids.sorted()
    }

    /// Claims an entry that has settled.
    ///
    /// The entry is compared with what the scan saw before and after it is moved. Where it cannot be renamed (another
    /// file system, an inbox that may only be read) it is copied, and then removed from the inbox if that is allowed.
    ///
    /// - Durability: when this returns `.claimed`, the spool holds the document under the id even after a power cut; a
    ///   copy's content as well. When it throws, the inbox still has the document, or `claim` under the same id finds
    ///   it.
    /// - Parameters:
    ///   - entry: what the scan saw.
    ///   - id: the caller's id of the document; unique for ever, not starting with a dot.
    ///   - synchronizes: `false` to leave the spool folder's fsync to a later `synchronize()`, one for many claims.
    /// - Returns: the claimed document, or why it was not claimed.
    /// - Throws: when the claim is to be repeated under the same id, later if the error is transient.
    package func claim(
        _ entry: ScannedEntry,
        as id: FileName,
        synchronizes: Bool = true
    ) throws(InboxError) -> ClaimOutcome {
        precondition(id.bytes.first != UInt8(ascii: "."), "an id in the spool must not start with a dot: \(id)")
        let spoolFolder = try Folder(at: spool)
        if let existing = try spoolFolder.identity(of: id) {
            return .claimed(try finishEarlierClaim(of: entry, as: id, existing: existing, in: spoolFolder))
        }
        let name = entry.path.name
        let outcome: ClaimOutcome
        do throws(InboxError) {
            let folder = try Folder(at: inbox).folder(holding: entry.path)
            guard let now = try folder.identity(of: name) else { return .vanished }
            guard now.kind == .regular else { return .notRegular(now.kind) }
            guard now == entry.identity else { return .changed }
            let source: Descriptor
            do throws(InboxError) { source = try folder.open(name) } catch {
                guard error.code == .notPermitted else { throw error }
                return .unreadable
            }
            guard try source.identity(of: folder.path.appending(name)) == entry.identity else { return .changed }
            // Unknown (another owner's file, a file system without leases) counts as free: the delay has passed.
            guard clinux_is_open_for_writing(source.number) != 1 else { return .openForWriting }
            outcome = try move(entry, opened: source, from: folder, to: spoolFolder, as: id)
            if case .claimed = outcome { try removeDoneFile(of: name, from: folder) }
        } catch {
            switch error.code {
            case .notFound where error.path != spool.description: return .vanished
            // A link or a file took the place of the file or of a folder above it.
            case .notRegularFile, .notFolder: return .changed
            default: throw error
            }
        }
        if synchronizes { try spoolFolder.synchronize() }
        return outcome
    }

    /// Makes the claims durable that were made with `synchronizes: false`.
    package func synchronize() throws(InboxError) {
        try Folder(at: spool).synchronize()
    }

    /// Removes a claimed document from the spool for good.
    ///
    /// - Returns: `false` when it was not there.
    @discardableResult
    package func discard(_ id: FileName) throws(InboxError) -> Bool {
        try Folder(at: spool).remove(id)
    }

    private func move(
        _ entry: ScannedEntry,
        opened source: borrowing Descriptor,
        from folder: borrowing Folder,
        to spoolFolder: borrowing Folder,
        as id: FileName
    ) throws(InboxError) -> ClaimOutcome {
        let name = entry.path.name
        if keepsOriginals { return try copy(entry, opened: source, from: folder, to: spoolFolder, as: id) }
        do throws(InboxError) {
            guard try folder.rename(name, into: spoolFolder, as: id, during: "rename into the spool") else {
                throw InboxError(.alreadyExists, during: "rename into the spool", path: spool.appending(id))
            }
        } catch {
            switch error.code {
            case .otherFileSystem, .readOnly, .notPermitted, .unsupported:
                return try copy(entry, opened: source, from: folder, to: spoolFolder, as: id)
            default: throw error
            }
        }
        Failpoint.claimRenamed.reached()
        guard let moved = try spoolFolder.identity(of: id) else { return .vanished }
        // Asked again, for now nobody can open it by its name in the inbox any more.
        let isOpen = clinux_is_open_for_writing(source.number) == 1
        guard moved.isSameContent(as: entry.identity), !isOpen else {
            // Another file took the name in the last moment, or a writer opened it: it goes back, unless that name is
            // taken again.
            if try spoolFolder.rename(id, into: folder, as: name, during: "return to the inbox") {
                return isOpen ? .openForWriting : .changed
            }
            guard moved.kind == .regular else { return .notRegular(moved.kind) }
            return .claimed(claimed(entry, id, moved, .renamed))
        }
        return .claimed(claimed(entry, id, moved, .renamed))
    }

    private func copy(
        _ entry: ScannedEntry,
        opened source: borrowing Descriptor,
        from folder: borrowing Folder,
        to spoolFolder: borrowing Folder,
        as id: FileName
    ) throws(InboxError) -> ClaimOutcome {
        let sourcePath = folder.path.appending(entry.path.name)
        guard let unfinished = FileName(bytes: Self.unfinishedPrefix + id.bytes) else {
            throw InboxError(.nameTooLong, during: "copy into the spool", path: id)
        }
        try spoolFolder.remove(unfinished)
        let copied: FileIdentity
        do throws(InboxError) {
            copied = try spoolFolder.copy(source, from: sourcePath, as: unfinished)
            guard try source.identity(of: sourcePath) == entry.identity, copied.size == entry.identity.size else {
                try spoolFolder.remove(unfinished)
                return .changed
            }
        } catch {
            // A half copy would keep the space that the failure may have been about. What remains is removed by
            // `prepare()`.
            _ = try? spoolFolder.remove(unfinished)
            throw error
        }
        guard try spoolFolder.rename(unfinished, into: spoolFolder, as: id, during: "name the copy in the spool") else {
            throw InboxError(.alreadyExists, during: "name the copy in the spool", path: spool.appending(id))
        }
        // Before the original goes, the copy must be there to stay.
        try spoolFolder.synchronize()
        Failpoint.claimCopied.reached()
        let left = try removeOriginal(entry, from: folder)
        return .claimed(claimed(entry, id, copied, left ? .copiedAndLeft : .copied))
    }

    private func finishEarlierClaim(
        of entry: ScannedEntry,
        as id: FileName,
        existing: FileIdentity,
        in spoolFolder: borrowing Folder
    ) throws(InboxError) -> ClaimedFile {
        try spoolFolder.synchronize()
        do throws(InboxError) {
            let folder = try Folder(at: inbox).folder(holding: entry.path)
            try removeDoneFile(of: entry.path.name, from: folder)
            guard !existing.isSameFile(as: entry.identity) else { return claimed(entry, id, existing, .renamed) }
            let left = try removeOriginal(entry, from: folder)
            return claimed(entry, id, existing, left ? .copiedAndLeft : .copied)
        } catch {
            guard error.code == .notFound || error.code == .notFolder else { throw error }
            return claimed(entry, id, existing, existing.isSameFile(as: entry.identity) ? .renamed : .copied)
        }
    }

    /// Removes the original of a copy if it still is what was copied.
    ///
    /// - Returns: whether it had to be left.
    private func removeOriginal(_ entry: ScannedEntry, from folder: borrowing Folder) throws(InboxError) -> Bool {
        // Another file by this name is another document.
        guard try folder.identity(of: entry.path.name) == entry.identity else { return false }
        if keepsOriginals { return true }
        do throws(InboxError) {
            try folder.remove(entry.path.name)
            return false
        } catch {
            guard error.code == .readOnly || error.code == .notPermitted else { throw error }
            return true
        }
    }

    /// Removes the file that said that a document is whole, so that it does not speak for the next one of that name.
    private func removeDoneFile(of name: FileName, from folder: borrowing Folder) throws(InboxError) {
        guard !keepsOriginals, let doneSuffix, let done = FileName(bytes: name.bytes + Array(doneSuffix.utf8)),
            try folder.identity(of: done)?.kind == .regular
        else { return }
        do throws(InboxError) {
            try folder.remove(done)
        } catch {
            guard error.code == .readOnly || error.code == .notPermitted else { throw error }
        }
    }

    private func claimed(
        _ entry: ScannedEntry,
        _ id: FileName,
        _ identity: FileIdentity,
        _ transfer: ClaimedFile.Transfer
    ) -> ClaimedFile {
        ClaimedFile(
            id: id,
            path: spool.appending(id),
            original: entry.path,
            identity: identity,
            transfer: transfer
        )
    }

    private static let unfinishedPrefix = Array(".copy-".utf8)
}
