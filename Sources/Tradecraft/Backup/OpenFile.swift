import Inbox

#if canImport(Glibc)
import Glibc
#endif

/// A file that is open: its content stays at hand, whatever becomes of its name.
final class OpenFile: Sendable {
    let path: SystemPath
    private let descriptor: CInt

    private static let chunk = 1 << 18

    /// Opens a regular file for reading; nil where there is none by this name.
    init?(reading path: SystemPath) throws(InboxError) {
        descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK) }
        self.path = path
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw InboxError(systemError: errno, during: "read", path: path)
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw InboxError(.notRegularFile, during: "read", path: path)
        }
    }

    /// Makes a file, for this user's eyes only; one that is there is emptied, unless another process has it.
    init(making path: SystemPath) throws(InboxError) {
        descriptor = path.withCString { open($0, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600) }
        self.path = path
        guard descriptor >= 0 else { throw InboxError(systemError: errno, during: "write", path: path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, ftruncate(descriptor, 0) == 0 else {
            throw InboxError(systemError: errno, during: "write", path: path)
        }
    }

    deinit { close(descriptor) }

    /// How large it is now.
    func size() throws(InboxError) -> Int64 {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure("look at") }
        return Int64(status.st_size)
    }

    /// Reads up to so many bytes from where the last reading ended; none at the end.
    func read(atMost count: Int) throws(InboxError) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: min(count, Self.chunk))
        while true {
            let read = Glibc.read(descriptor, &buffer, buffer.count)
            if read < 0, errno == EINTR { continue }
            guard read >= 0 else { throw failure("read") }
            buffer.removeLast(buffer.count - read)
            return buffer
        }
    }

    /// Reads exactly so many bytes; nil where the file ends before.
    func read(exactly count: Int) throws(InboxError) -> [UInt8]? {
        var bytes: [UInt8] = []
        while bytes.count < count {
            let more = try read(atMost: count - bytes.count)
            if more.isEmpty { return nil }
            bytes += more
        }
        return bytes
    }

    /// Goes back to the beginning.
    func rewind() throws(InboxError) {
        guard lseek(descriptor, 0, Int32(SEEK_SET)) == 0 else { throw failure("read") }
    }

    /// Writes bytes behind those that were written before.
    func write(_ bytes: [UInt8]) throws(InboxError) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress.map { $0 + written }, $0.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure("write") }
            written += count
        }
    }

    /// Puts what was written on disk.
    func synchronize() throws(InboxError) {
        guard fsync(descriptor) == 0 else { throw failure("sync") }
    }

    private func failure(_ operation: String) -> InboxError {
        InboxError(systemError: errno, during: operation, path: path)
    }
}
