import Inbox

#if canImport(Glibc)
import Glibc
#endif

extension Restore {
    /// A path without links, as far as it is there.
    static func real(_ path: SystemPath) -> SystemPath {
        guard let resolved = path.withCString({ realpath($0, nil) }) else {
            guard let name = path.name, path.parent != path else { return path }
            return real(path.parent).appending(name)
        }
        defer { free(resolved) }
        return SystemPath(String(cString: resolved))
    }

    /// Whether a state directory holds nothing but its lock.
    static func isEmpty(_ folder: SystemPath) throws(InboxError) -> Bool {
        try FolderListing.names(in: folder).allSatisfy { $0.text == "lock" || $0.text == "lost+found" }
    }

    /// Who owns a folder; nil where it is not there.
    static func owner(of folder: SystemPath) -> (user: uid_t, group: gid_t)? {
        var status = stat()
        guard folder.withCString({ stat($0, &status) }) == 0 else { return nil }
        return (status.st_uid, status.st_gid)
    }

    /// Gives a folder and all in it to its owner, where this user may, and puts their names on disk.
    static func finish(_ folder: SystemPath, owner: (user: uid_t, group: gid_t)?) throws(InboxError) {
        for name in try FolderListing.names(in: folder) {
            let path = folder.appending(name)
            if try FileBytes.identity(path).kind == .folder {
                try finish(path, owner: owner)
            } else {
                try give(path, to: owner)
            }
        }
        try give(folder, to: owner)
        try FileBytes.synchronize(folder)
    }

    private static func give(_ path: SystemPath, to owner: (user: uid_t, group: gid_t)?) throws(InboxError) {
        guard geteuid() == 0, let owner else { return }
        guard path.withCString({ lchown($0, owner.user, owner.group) }) == 0 else {
            throw InboxError(systemError: errno, during: "give to its owner", path: path)
        }
    }

    /// Removes a folder and all in it; what cannot be removed stays, under its hidden name.
    static func removeTree(_ folder: SystemPath) {
        // Nothing depends on it: a later restoration has another name for its folder.
        for name in (try? FolderListing.names(in: folder)) ?? [] {
            let path = folder.appending(name)
            if path.withCString({ unlink($0) }) != 0 { removeTree(path) }
        }
        _ = folder.withCString { rmdir($0) }
    }
}
