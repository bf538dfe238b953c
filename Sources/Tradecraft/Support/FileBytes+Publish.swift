import Inbox

#if canImport(Glibc)
import Glibc
#endif

extension FileBytes {
    /// Replaces a file that anybody may read; a reader sees the old one or the new one.
    ///
    /// - Durability: none: after a power cut, the file may be the old one, or gone.
    static func publish(_ path: SystemPath, _ bytes: [UInt8]) throws(InboxError) {
        // The name begins with a point and ends in nothing that a reader of the folder looks for.
        let temporary = path.parent.appending(".\(path.name?.description ?? "metrics").new")
        let descriptor = temporary.withCString {
            open($0, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o644)
        }
        guard descriptor >= 0 else { throw InboxError(systemError: errno, during: "write", path: temporary) }
        // Whatever the mask of the process: the one who reads it is another user.
        var failure = fchmod(descriptor, 0o644) == 0 ? 0 : errno
        if failure == 0 {
            failure = bytes.withUnsafeBufferPointer { writeAll($0.baseAddress, $0.count, to: descriptor) }
        }
        if close(descriptor) != 0, failure == 0 { failure = errno }
        if failure == 0, temporary.withCString({ from in path.withCString { rename(from, $0) } }) != 0 {
            failure = errno
        }
        guard failure == 0 else {
            remove(temporary)
            throw InboxError(systemError: failure, during: "write", path: path)
        }
    }
}
