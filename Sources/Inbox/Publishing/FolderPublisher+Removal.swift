extension FolderPublisher {
    /// Removes a published folder, so that a reader sees it whole or not at all.
    ///
    /// - Durability: none is needed: removing it again after a crash finds what is left. A folder that a crash left half
    ///   removed is hidden, and `prepare()` removes it.
    /// - Parameters:
    ///   - name: what the folder is called.
    ///   - id: whose folder it is; a folder of that name that is not this publication's is left alone.
    /// - Returns: whether the publication is no longer there: `false` where another folder has its name.
    /// - Throws: when nothing is lost and the call is to be repeated.
    package func remove(_ name: FileName, publishedAs id: FileName) throws(InboxError) -> Bool {
        let folder = try Folder(at: outbox)
        guard let kind = try folder.identity(of: name)?.kind else { return true }
        guard kind == .folder, let marker = FileName(bytes: Array(".publication-".utf8) + id.bytes),
            try folder.subfolder(name).identity(of: marker) != nil
        else { return false }
        guard let hidden = FileName(bytes: Self.stagingPrefix + Array("removed-".utf8) + id.bytes) else {
            throw InboxError(.nameTooLong, during: "remove the folder", path: outbox.appending(name))
        }
        try folder.removeTree(hidden)
        guard try folder.rename(name, into: folder, as: hidden, during: "hide before removal") else {
            throw InboxError(.alreadyExists, during: "hide before removal", path: outbox.appending(hidden))
        }
        try folder.removeTree(hidden)
        return true
    }

    /// How many bytes the files of a published folder take; 0 where it is not there.
    package func size(of name: FileName) throws(InboxError) -> Int64 {
        let folder = try Folder(at: outbox)
        guard try folder.identity(of: name)?.kind == .folder else { return 0 }
        let inner = try folder.subfolder(name)
        var total: Int64 = 0
        try inner.forEachEntry { (file) throws(InboxError) in
            total += try inner.identity(of: file)?.size ?? 0
        }
        return total
    }
}
