import Inbox
import Taskt

#if canImport(Glibc)
import Glibc
#endif

/// A log file that is open for appending.
///
/// Every process that has it open holds a shared lock on it, so that nobody compresses and removes a file that
/// somebody still writes to.
struct OpenLogFile: Sendable {
    let descriptor: Int32
    /// Whether it is a file, and not a pipe or a device.
    let isRegular: Bool
    /// How large it is, as far as this process knows.
    private(set) var size: Int
    /// When its first line was written, as far as that is known: of a file that was there, when its last one was.
    private(set) var begun: Timestamp

    private let device: dev_t
    private let inode: ino_t

    static let standardError = OpenLogFile(STDERR_FILENO, stat(), isRegular: false, now: Timestamp(microseconds: 0))

    /// Opens a file, which is made where it is missing: readable by its owner and group alone.
    init(_ path: SystemPath, now: Timestamp) throws(InboxError) {
        for _ in 0..<Self.attempts {
            let descriptor = path.withCString { open($0, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o640) }
            guard descriptor >= 0 else { throw InboxError(systemError: errno, during: "open", path: path) }
            var status = stat()
            guard fstat(descriptor, &status) == 0 else {
                let failure = errno
                Glibc.close(descriptor)
                throw InboxError(systemError: failure, during: "open", path: path)
            }
            let isRegular = status.st_mode & S_IFMT == S_IFREG
            let opened = OpenLogFile(descriptor, status, isRegular: isRegular, now: now)
            // Between the two calls, another process may have renamed the file: then it may be compressed at any time.
            let lock = isRegular ? flock(descriptor, LOCK_SH | LOCK_NB) : 0
            // A file system without locks does not keep a log from being written.
            let isLocked = lock == 0 || errno != EWOULDBLOCK
            if !isRegular || (isLocked && opened.isStill(at: path)) {
                self = opened
                return
            }
            Glibc.close(descriptor)
        }
        throw InboxError(systemError: EBUSY, during: "open", path: path)
    }

    private static let attempts = 100

    private init(_ descriptor: Int32, _ status: stat, isRegular: Bool, now: Timestamp) {
        self.descriptor = descriptor
        self.isRegular = isRegular
        size = Int(status.st_size)
        let modified = Timestamp(microseconds: Int64(status.st_mtim.tv_sec) * 1_000_000)
        begun = size > 0 ? modified : now
        (device, inode) = (status.st_dev, status.st_ino)
    }

    /// Whether the path still leads to this file.
    func isStill(at path: SystemPath) -> Bool {
        var status = stat()
        guard path.withCString({ stat($0, &status) }) == 0 else { return false }
        return status.st_dev == device && status.st_ino == inode
    }

    /// Takes in what other processes have written to it.
    mutating func measure() {
        var status = stat()
        if isRegular, fstat(descriptor, &status) == 0 { size = Int(status.st_size) }
    }

    /// Writes bytes, in one call unless the system takes them in parts; says how many were written.
    mutating func write(_ bytes: UnsafeBufferPointer<UInt8>, at now: Timestamp) -> Int {
        if size == 0 { begun = now }
        var written = 0
        while written < bytes.count {
            let count = Glibc.write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
            if count < 0 && errno == EINTR { continue }
            // There is nowhere to report that a log line cannot be written; the work goes on without it.
            guard count > 0 else { break }
            written += count
        }
        size += written
        return written
    }

    /// Closes the file; standard error stays open.
    func close() {
        guard descriptor != STDERR_FILENO else { return }
        // Said, not only closed: a child that is being started at this moment still has the descriptor.
        flock(descriptor, LOCK_UN)
        Glibc.close(descriptor)
    }
}
