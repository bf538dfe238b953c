import CZlib
import Inbox

#if canImport(Glibc)
import Glibc
#endif

/// Files that are compressed (RFC 1952) and take the place of what they were made of.
enum GzipFile {
    private static let chunk = 1 << 17

    /// Compresses a file and removes it.
    ///
    /// Where the compressed file is there already, an earlier process made it and ended before it removed the plain one:
    /// it is complete, for it got its name last. A file that somebody has a lock on is left alone.
    ///
    /// - Durability: the plain file goes only when the compressed one is on disk under its name.
    /// - Returns: whether it was done; false where somebody has the file open.
    @discardableResult
    static func compress(_ path: SystemPath, to target: SystemPath) throws(InboxError) -> Bool {
        let input = path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) }
        guard input >= 0 else {
            if errno == ENOENT { return true }
            throw InboxError(systemError: errno, during: "compress", path: path)
        }
        defer {
            flock(input, LOCK_UN)
            close(input)
        }
        if flock(input, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK { return false }
        if !FileKind.isFile(target) { try write(input, path, to: target) }
        FileBytes.remove(path)
        return true
    }

    private static func write(_ input: Int32, _ path: SystemPath, to target: SystemPath) throws(InboxError) {
        var status = stat()
        let mode = fstat(input, &status) == 0 ? status.st_mode & 0o777 : 0o640
        let temporary = SystemPath(bytes: target.bytes + Array(".new".utf8))
        let output = temporary.withCString { open($0, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode) }
        guard output >= 0 else { throw InboxError(systemError: errno, during: "compress", path: temporary) }
        var failure = deflate(from: input, to: output)
        if failure == 0, fsync(output) != 0 { failure = errno }
        close(output)
        if failure == 0, temporary.withCString({ from in target.withCString { rename(from, $0) } }) != 0 {
            failure = errno
        }
        guard failure == 0 else {
            FileBytes.remove(temporary)
            throw InboxError(systemError: failure, during: "compress", path: path)
        }
        try FileBytes.synchronize(target.parent)
    }

    /// Compresses one open file into another; the error number, or 0.
    private static func deflate(from input: Int32, to output: Int32) -> Int32 {
        var stream = z_stream()
        // 15 bits of window, and 16 for the header of gzip.
        let size = Int32(MemoryLayout<z_stream>.size)
        let status = deflateInit2_(&stream, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
        guard status == Z_OK else { return ENOMEM }
        defer { deflateEnd(&stream) }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: chunk * 2) { buffer in
            let (source, sink) = (buffer.baseAddress, buffer.baseAddress.map { $0 + chunk })
            while true {
                let count = Glibc.read(input, source, chunk)
                if count < 0 {
                    if errno == EINTR { continue }
                    return errno
                }
                stream.next_in = source
                stream.avail_in = uInt(count)
                repeat {
                    stream.next_out = sink
                    stream.avail_out = uInt(chunk)
                    let status = CZlib.deflate(&stream, count == 0 ? Z_FINISH : Z_NO_FLUSH)
                    precondition(status != Z_STREAM_ERROR, "zlib failed to compress: \(status)")
                    let failure = FileBytes.writeAll(sink, chunk - Int(stream.avail_out), to: output)
                    if failure != 0 { return failure }
                } while stream.avail_out == 0
                if count == 0 { return 0 }
            }
        }
    }
}
