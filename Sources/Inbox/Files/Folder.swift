import CLinux
import Glibc

/// An open folder; everything done to its entries is relative to the descriptor, so a path that is replaced meanwhile
/// cannot lead elsewhere, and no symbolic link is followed.
struct Folder: ~Copyable {
    let descriptor: Descriptor
    let path: SystemPath

    /// Opens the folder at `path`; links on the way to it are followed, for the operator chose it.
    init(at path: SystemPath) throws(InboxError) {
        let number = path.withCString { Glibc.open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard number >= 0 else { throw InboxError(systemError: errno, during: "open the folder", path: path) }
        self.init(descriptor: Descriptor(owning: number), path: path)
    }

    /// Opens the folder at `path`, made with its parents if it is not there.
    init(creating path: SystemPath, mode: mode_t = 0o755) throws(InboxError) {
        if mkdirStatus(path, mode) == ENOENT, path.parent != path {
            _ = try Folder(creating: path.parent, mode: mode)
        }
        let status = mkdirStatus(path, mode)
        guard status == 0 || status == EEXIST else {
            throw InboxError(systemError: status, during: "make the folder", path: path)
        }
        try self.init(at: path)
    }

    private init(descriptor: consuming Descriptor, path: SystemPath) {
        self.descriptor = descriptor
        self.path = path
    }

    /// Opens a sub-folder without following a link.
    func subfolder(_ name: FileName) throws(InboxError) -> Folder {
        let number = name.withCString { openat(descriptor.number, $0, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) }
        guard number >= 0 else {
            throw InboxError(systemError: errno, during: "open the folder", path: path.appending(name))
        }
        return Folder(descriptor: Descriptor(owning: number), path: path.appending(name))
    }

    /// Opens the sub-folder that holds the last name of `relative`, link by link.
    func folder(holding relative: RelativePath) throws(InboxError) -> Folder {
        var folder = try again()
        for name in relative.names.dropLast() { folder = try folder.subfolder(name) }
        return folder
    }

    /// A second descriptor of the same folder.
    func again() throws(InboxError) -> Folder {
        let number = openat(descriptor.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else { throw InboxError(systemError: errno, during: "open the folder", path: path) }
        return Folder(descriptor: Descriptor(owning: number), path: path)
    }

    /// What the entry is now; `nil` when there is none.
    func identity(of name: FileName) throws(InboxError) -> FileIdentity? {
        var status = stat()
        guard name.withCString({ fstatat(descriptor.number, $0, &status, AT_SYMLINK_NOFOLLOW) }) == 0 else {
            if errno == ENOENT { return nil }
            throw InboxError(systemError: errno, during: "stat", path: path.appending(name))
        }
        return FileIdentity(status)
    }

    /// Opens a regular file for reading; anything else is refused without being opened for real.
    func open(_ name: FileName) throws(InboxError) -> Descriptor {
        // O_NONBLOCK: a pipe that took the file's place must not block; O_NOCTTY: nor may a terminal take over.
        let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC
        let number = name.withCString { openat(descriptor.number, $0, flags) }
        guard number >= 0 else { throw InboxError(systemError: errno, during: "open", path: path.appending(name)) }
        let file = Descriptor(owning: number)
        guard try file.identity(of: path.appending(name)).kind == .regular else {
            throw InboxError(.notRegularFile, during: "open", path: path.appending(name))
        }
        return file
    }

    /// Creates a file that was not there.
    func create(_ name: FileName, mode: mode_t) throws(InboxError) -> Descriptor {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let number = name.withCString { openat(descriptor.number, $0, flags, mode) }
        guard number >= 0 else { throw InboxError(systemError: errno, during: "create", path: path.appending(name)) }
        return Descriptor(owning: number)
    }

    func makeSubfolder(_ name: FileName, mode: mode_t) throws(InboxError) {
        guard name.withCString({ mkdirat(descriptor.number, $0, mode) }) == 0 else {
            throw InboxError(systemError: errno, during: "make the folder", path: path.appending(name))
        }
    }

    /// Renames an entry into another folder, never over something; `false` when the new name is taken.
    func rename(
        _ name: FileName,
        into other: borrowing Folder,
        as newName: FileName,
        during operation: String
    ) throws(InboxError) -> Bool {
        let there = other.descriptor.number
        let status = name.withCString { old in
            newName.withCString { new in clinux_rename_noreplace(descriptor.number, old, there, new) }
        }
        if status == -EEXIST { return false }
        guard status == 0 else { throw InboxError(systemError: -status, during: operation, path: path.appending(name)) }
        return true
    }

    /// Removes a file, link or pipe; `false` when it is not there.
    @discardableResult
    func remove(_ name: FileName) throws(InboxError) -> Bool {
        guard name.withCString({ unlinkat(descriptor.number, $0, 0) }) == 0 else {
            if errno == ENOENT { return false }
            throw InboxError(systemError: errno, during: "remove", path: path.appending(name))
        }
        return true
    }

    /// Removes an empty sub-folder.
    func removeSubfolder(_ name: FileName) throws(InboxError) {
        guard name.withCString({ unlinkat(descriptor.number, $0, AT_REMOVEDIR) }) == 0 else {
            throw InboxError(systemError: errno, during: "remove the folder", path: path.appending(name))
        }
    }

    /// Makes the folder's entries durable.
    func synchronize() throws(InboxError) {
        try descriptor.synchronize(path)
    }
}

/// Makes one folder; the error number, or 0.
private func mkdirStatus(_ path: SystemPath, _ mode: mode_t) -> Int32 {
    path.withCString { mkdir($0, mode) == 0 ? 0 : errno }
}
