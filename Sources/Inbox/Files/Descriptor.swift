import CLinux
import Glibc

/// An open file descriptor, closed when it goes out of scope.
struct Descriptor: ~Copyable {
    let number: Int32

    /// Takes over `number`.
    init(owning number: Int32) {
        self.number = number
    }

    deinit {
        // What close() could report has been reported by fsync before, wherever it matters.
        Glibc.close(number)
    }

    func identity(of path: some CustomStringConvertible) throws(InboxError) -> FileIdentity {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw InboxError(systemError: errno, during: "fstat", path: path) }
        return FileIdentity(status)
    }

    func synchronize(_ path: some CustomStringConvertible) throws(InboxError) {
        while fsync(number) != 0 {
            guard errno == EINTR else { throw InboxError(systemError: errno, during: "fsync", path: path) }
        }
    }

    func write(_ bytes: some Sequence<UInt8>, to path: some CustomStringConvertible) throws(InboxError) {
        let failure =
            bytes.withContiguousStorageIfAvailable { writeAll(UnsafeRawBufferPointer($0)) }
            ?? Array(bytes).withUnsafeBytes { writeAll($0) }
        guard failure == 0 else { throw InboxError(systemError: failure, during: "write", path: path) }
    }

    /// Reads up to the buffer's length; 0 at the end of the file.
    func read(
        into buffer: UnsafeMutableRawBufferPointer,
        from path: some CustomStringConvertible
    ) throws(InboxError) -> Int {
        while true {
            let count = Glibc.read(number, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            guard errno == EINTR else { throw InboxError(systemError: errno, during: "read", path: path) }
        }
    }

    /// Writes all of `bytes`; the error number, or 0.
    func writeAll(_ bytes: UnsafeRawBufferPointer) -> Int32 {
        var rest = bytes
        while !rest.isEmpty {
            let count = Glibc.write(number, rest.baseAddress, rest.count)
            if count < 0 {
                if errno == EINTR { continue }
                return errno
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
        return 0
    }
}
