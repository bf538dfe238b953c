package import Inbox

#if canImport(Glibc)
import Glibc
#endif

/// Whether a daemon works on a state directory.
package struct DaemonPresence: Encodable, Hashable, Sendable {
    /// Whether somebody holds the lock of the state directory.
    package let isRunning: Bool
    /// The process that holds it, where the lock file says so.
    package let processID: Int32?

    /// Looks at the lock of a state directory.
    ///
    /// The look takes no lock away from a daemon that runs. Where none runs, it shares the free lock for the moment of
    /// the look; only a daemon that starts in that very moment would find it taken.
    ///
    /// - Throws: ``StartupError`` 77 where this user may not look.
    package init(state: SystemPath) throws(StartupError) {
        let path = state.appending("lock")
        let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) }
        guard descriptor >= 0 else {
            let error = InboxError(systemError: errno, during: "look at the lock", path: path)
            guard error.code == .notFound || error.code == .notFolder else {
                throw StartupError(error, "the state directory")
            }
            (isRunning, processID) = (false, nil)
            return
        }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_SH | LOCK_NB) != 0 else {
            (isRunning, processID) = (false, nil)
            return
        }
        guard errno == EWOULDBLOCK else {
            throw StartupError(
                InboxError(systemError: errno, during: "look at the lock", path: path),
                "the state directory"
            )
        }
        var buffer = [UInt8](repeating: 0, count: 32)
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        isRunning = true
        processID = Int32(String(decoding: buffer.prefix(max(0, count)), as: UTF8.self).prefix { $0.isNumber })
    }
}
