import Inbox

#if canImport(Glibc)
import Glibc
#endif

extension FileBytes {
    /// Copies a file to a name of the spool, where nothing is under that name yet.
    ///
    /// - Durability: the copy is on disk when this returns. What a crash leaves unfinished has a name that
    ///   `Claimer.prepare()` removes.
    static func copy(_ source: SystemPath, to target: SystemPath) throws(InboxError) {
        if FileKind.isFile(target) { return }
        guard let name = target.name, let unfinished = FileName(bytes: Array(".copy-".utf8) + name.bytes) else {
            throw InboxError(.nameTooLong, during: "copy", path: target)
        }
        let temporary = target.parent.appending(unfinished)
        let input = source.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) }
        guard input >= 0 else { throw InboxError(systemError: errno, during: "copy", path: source) }
        defer { close(input) }
        let output = temporary.withCString { open($0, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600) }
        guard output >= 0 else { throw InboxError(systemError: errno, during: "copy", path: temporary) }
        var failure = pour(from: input, to: output)
        if failure == 0, fsync(output) != 0 { failure = errno }
        close(output)
        if failure == 0, temporary.withCString({ from in target.withCString { rename(from, $0) } }) != 0 {
            failure = errno
        }
        guard failure == 0 else {
            remove(temporary)
            throw InboxError(systemError: failure, during: "copy", path: target)
        }
        try synchronize(target.parent)
    }

    /// Reads one file to its end into another; the error number, or 0.
    private static func pour(from input: CInt, to output: CInt) -> Int32 {
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = Glibc.read(input, &buffer, buffer.count)
            if count == 0 { return 0 }
            guard count > 0 else {
                if errno == EINTR { continue }
                return errno
            }
            var written = 0
            while written < count {
                let step = buffer.withUnsafeBytes {
                    write(output, $0.baseAddress.map { $0 + written }, count - written)
                }
                if step >= 0 { written += step } else if errno != EINTR { return errno }
            }
        }
    }
}
