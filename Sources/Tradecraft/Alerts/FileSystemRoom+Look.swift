import Inbox

#if canImport(Glibc)
import Glibc
#endif

extension FileSystemRoom {
    /// Asks the file system of a folder; nil where there is no such folder or no answer.
    init?(_ folder: String, _ path: SystemPath) {
        var status = statvfs()
        guard path.withCString({ statvfs($0, &status) }) == 0 else { return nil }
        let block = UInt64(status.f_frsize)
        self.init(
            folder: folder,
            path: path.description,
            freeBytes: UInt64(status.f_bavail) * block,
            totalBytes: UInt64(status.f_blocks) * block
        )
    }
}
