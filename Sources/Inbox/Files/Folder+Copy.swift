import CLinux
import Glibc

extension Folder {
    /// Copies an open file into this folder under a name that is not taken, durably, keeping its modification time.
    ///
    /// - Returns: the identity of the copy.
    func copy(
        _ source: borrowing Descriptor,
        from sourcePath: SystemPath,
        as name: FileName
    ) throws(InboxError)
        -> FileIdentity
    {
        let target = try create(name, mode: 0o600)
        let targetPath = path.appending(name)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = try source.read(into: buffer, from: sourcePath)
            if count == 0 { break }
            let failure = target.writeAll(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            guard failure == 0 else { throw InboxError(systemError: failure, during: "copy", path: targetPath) }
        }
        var status = stat()
        guard fstat(source.number, &status) == 0 else {
            throw InboxError(systemError: errno, during: "fstat", path: sourcePath)
        }
        let times = [status.st_atim, status.st_mtim]
        guard futimens(target.number, times) == 0, fchmod(target.number, status.st_mode & 0o777) == 0 else {
            throw InboxError(systemError: errno, during: "copy", path: targetPath)
        }
        try target.synchronize(targetPath)
        return try target.identity(of: targetPath)
    }

    /// Whether an entry of this folder and an open file have the same size, modification time and bytes.
    func isCopy(
        _ name: FileName,
        of source: borrowing Descriptor,
        from sourcePath: SystemPath
    ) throws(InboxError) -> Bool {
        guard let existing = try identity(of: name), existing.kind == .regular else { return false }
        let original = try source.identity(of: sourcePath)
        guard existing.size == original.size, existing.modified == original.modified else { return false }
        let copy = try open(name)
        let first = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
        let second = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
        defer {
            first.deallocate()
            second.deallocate()
        }
        var offset: off_t = 0
        while true {
            let left = pread(copy.number, first.baseAddress, first.count, offset)
            let right = pread(source.number, second.baseAddress, second.count, offset)
            guard left >= 0, right >= 0 else {
                throw InboxError(systemError: errno, during: "compare", path: sourcePath)
            }
            guard left == right, first[..<left].elementsEqual(second[..<right]) else { return false }
            if left == 0 { return true }
            offset += off_t(left)
        }
    }
}
