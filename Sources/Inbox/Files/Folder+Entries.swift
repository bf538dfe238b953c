import Glibc

extension Folder {
    /// Calls `body` for every entry in no particular order, except `.` and `..`.
    ///
    /// Entries that appear or go while this runs may or may not be seen.
    func forEachEntry(_ body: (FileName) throws(InboxError) -> Void) throws(InboxError) {
        let number = openat(descriptor.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0, let stream = fdopendir(number) else {
            let failure = InboxError(systemError: errno, during: "list the folder", path: path)
            if number >= 0 { close(number) }
            throw failure
        }
        defer { closedir(stream) }
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                guard errno == 0 else { throw InboxError(systemError: errno, during: "list the folder", path: path) }
                return
            }
            guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else {
                preconditionFailure("dirent has no d_name")
            }
            let text = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: UInt8.self)
            let bytes = UnsafeBufferPointer(
                start: text,
                count: strlen(UnsafeRawPointer(text).assumingMemoryBound(to: CChar.self))
            )
            // Only `.` and `..` are no names: the kernel allows nothing else that FileName refuses.
            guard let name = FileName(bytes: bytes) else { continue }
            try body(name)
        }
    }

    /// Removes a sub-folder with everything in it; links in it are removed, not followed.
    ///
    /// - Returns: `false` when it is not there.
    @discardableResult
    func removeTree(_ name: FileName) throws(InboxError) -> Bool {
        guard let identity = try identity(of: name) else { return false }
        guard identity.kind == .folder else { return try remove(name) }
        let inner = try subfolder(name)
        // Collected first: POSIX leaves open what readdir does when entries go while it runs.
        var names: [FileName] = []
        try inner.forEachEntry { (entry) throws(InboxError) in names.append(entry) }
        for entry in names { try inner.removeTree(entry) }
        try removeSubfolder(name)
        return true
    }
}
