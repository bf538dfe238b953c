import Glibc
import Synchronization

/// The sole right to a state directory, held until it is released or the process ends in whatever way.
package final class StateLock: Sendable {
    /// The lock file.
    package let path: SystemPath

    private let descriptor: Mutex<Int32?>

    /// Takes the lock of the state directory at `folder`, which is made if it is not there.
    ///
    /// A process that was killed while it started a child leaves the lock to that child for a moment, until the child
    /// becomes another program: who takes over from it asks a few times, ten milliseconds apart.
    ///
    /// - Throws: `.locked`, with the `holder`'s process id when it could be read, while another process has it.
    package init(folder: SystemPath, attempts: Int = 1) throws(InboxError) {
        let opened = try Folder(creating: folder, mode: 0o700)
        path = opened.path.appending("lock")
        let number = path.withCString { open($0, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600) }
        guard number >= 0 else { throw InboxError(systemError: errno, during: "open the lock file", path: path) }
        let file = Descriptor(owning: number)
        // flock belongs to the open file, so the kernel releases it when the last descriptor is closed, by kill -9 too.
        var failure = Self.lock(number)
        for _ in 1..<max(1, attempts) where failure == EWOULDBLOCK {
            usleep(10_000)
            failure = Self.lock(number)
        }
        guard failure == 0 else {
            guard failure == EWOULDBLOCK else {
                throw InboxError(systemError: failure, during: "lock the state directory", path: path)
            }
            let holder = try Self.processID(in: file, at: path)
            throw InboxError(.locked, during: "lock the state directory", path: folder, holder: holder)
        }
        // A lock on a file that was removed meanwhile keeps nobody out.
        guard let name = path.name, let named = try opened.identity(of: name),
            named.isSameFile(as: try file.identity(of: path))
        else { throw InboxError(.locked, during: "lock the state directory", path: folder) }
        guard ftruncate(number, 0) == 0 else {
            throw InboxError(systemError: errno, during: "write the lock file", path: path)
        }
        try file.write(Array("\(getpid())\n".utf8), to: path)
        let kept = fcntl(number, F_DUPFD_CLOEXEC, 0)
        guard kept >= 0 else { throw InboxError(systemError: errno, during: "keep the lock file", path: path) }
        descriptor = Mutex(kept)
    }

    /// Gives the lock back; doing so again does nothing.
    package func release() {
        descriptor.withLock { number in
            if let number {
                // Said, not only closed: a child that is being started at this moment still has the descriptor.
                flock(number, LOCK_UN)
                close(number)
            }
            number = nil
        }
    }

    deinit {
        release()
    }

    /// Asks for the lock once; the error number, or 0.
    private static func lock(_ number: Int32) -> Int32 {
        flock(number, LOCK_EX | LOCK_NB) == 0 ? 0 : errno
    }

    private static func processID(in file: borrowing Descriptor, at path: SystemPath) throws(InboxError) -> Int32? {
        try withUnsafeTemporaryAllocation(byteCount: 32, alignment: 1) { buffer throws(InboxError) in
            let count = try file.read(into: buffer, from: path)
            return Int32(String(decoding: buffer[..<count], as: UTF8.self).prefix { $0.isNumber })
        }
    }
}
