import Inbox

#if canImport(Glibc)
import Glibc
#endif

/// Whole small files: read, and written so that a crash leaves the old or the new one.
enum FileBytes {
    /// A file's bytes; nil where there is no such file.
    static func read(_ path: SystemPath) throws(InboxError) -> [UInt8]? {
        let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw InboxError(systemError: errno, during: "read", path: path)
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count == 0 { return bytes }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw InboxError(systemError: errno, during: "read", path: path)
            }
            bytes += buffer[..<count]
        }
    }

    /// Replaces a file.
    ///
    /// - Durability: the new content is on disk when this returns; when it throws, the old one is still there.
    static func replace(_ path: SystemPath, with bytes: [UInt8]) throws(InboxError) {
        let temporary = SystemPath(bytes: path.bytes + Array(".new".utf8))
        let descriptor = temporary.withCString { open($0, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600) }
        guard descriptor >= 0 else { throw InboxError(systemError: errno, during: "write", path: temporary) }
        var failure: Int32 = 0
        var written = 0
        while written < bytes.count, failure == 0 {
            let count = bytes.withUnsafeBytes {
                write(descriptor, $0.baseAddress.map { $0 + written }, $0.count - written)
            }
            if count >= 0 { written += count } else if errno != EINTR { failure = errno }
        }
        if failure == 0, fsync(descriptor) != 0 { failure = errno }
        close(descriptor)
        if failure == 0, temporary.withCString({ from in path.withCString { rename(from, $0) } }) != 0 {
            failure = errno
        }
        guard failure == 0 else {
            _ = temporary.withCString { unlink($0) }
            throw InboxError(systemError: failure, during: "write", path: path)
        }
        try synchronize(path.parent)
    }

    /// Makes a folder and its parents where they are missing.
    static func makeFolder(_ path: SystemPath, mode: mode_t = 0o755) throws(InboxError) {
        if path.withCString({ mkdir($0, mode) }) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, path.parent != path else {
            throw InboxError(systemError: errno, during: "make folder", path: path)
        }
        try makeFolder(path.parent, mode: mode)
        if path.withCString({ mkdir($0, mode) }) == 0 || errno == EEXIST { return }
        throw InboxError(systemError: errno, during: "make folder", path: path)
    }

    /// The SHA-256 of a file, in lower-case hexadecimal, and its size.
    static func digest(_ path: SystemPath) throws(InboxError) -> (sha256: String, size: Int64) {
        let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) }
        guard descriptor >= 0 else { throw InboxError(systemError: errno, during: "read", path: path) }
        defer { close(descriptor) }
        var hash = SHA256()
        var size: Int64 = 0
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count == 0 { return (hash.hexadecimal(), size) }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw InboxError(systemError: errno, during: "read", path: path)
            }
            hash.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            size += Int64(count)
        }
    }

    /// Checks that files can be made in a folder.
    static func probe(_ folder: SystemPath) throws(InboxError) {
        let path = folder.appending(".tradecraft-probe-\(getpid())")
        let descriptor = path.withCString { open($0, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600) }
        guard descriptor >= 0 else { throw InboxError(systemError: errno, during: "make a file", path: folder) }
        close(descriptor)
        remove(path)
    }

    /// Removes a file; one that is not there is as good.
    static func remove(_ path: SystemPath) {
        _ = path.withCString { unlink($0) }
    }

    /// Removes a folder that is empty; any other stays.
    static func removeEmptyFolder(_ path: SystemPath) {
        _ = path.withCString { rmdir($0) }
    }

    /// What a file is.
    static func identity(_ path: SystemPath) throws(InboxError) -> FileIdentity {
        var status = stat()
        guard path.withCString({ lstat($0, &status) }) == 0 else {
            throw InboxError(systemError: errno, during: "look at", path: path)
        }
        return FileIdentity(status)
    }

    /// Runs a body while holding the lock of a file, which is made where it is missing; waits for who holds it.
    static func locked<Value>(_ path: SystemPath, _ body: () throws -> Value) throws -> Value {
        let descriptor = path.withCString { open($0, O_RDWR | O_CREAT | O_CLOEXEC, 0o600) }
        guard descriptor >= 0 else { throw InboxError(systemError: errno, during: "lock", path: path) }
        defer {
            // Said, not only closed: a child that is being started at this moment still has the descriptor.
            flock(descriptor, LOCK_UN)
            close(descriptor)
        }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw InboxError(systemError: errno, during: "lock", path: path) }
        }
        return try body()
    }

    /// Puts a folder's entries on disk.
    static func synchronize(_ folder: SystemPath) throws(InboxError) {
        let descriptor = folder.withCString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard descriptor >= 0 else { throw InboxError(systemError: errno, during: "sync", path: folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw InboxError(systemError: errno, during: "sync", path: folder) }
    }
}
