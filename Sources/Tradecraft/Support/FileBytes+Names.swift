import Inbox

#if canImport(Glibc)
import Glibc
#endif

extension FileBytes {
    /// The names in a folder that are UTF-8, in no order; none where there is no such folder.
    static func names(in folder: SystemPath) throws(InboxError) -> [String] {
        guard let directory = folder.withCString({ opendir($0) }) else {
            if errno == ENOENT { return [] }
            throw InboxError(systemError: errno, during: "list", path: folder)
        }
        defer { closedir(directory) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(directory) else {
                guard errno == 0 else { throw InboxError(systemError: errno, during: "list", path: folder) }
                return names
            }
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(validating: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if let name, name != ".", name != ".." { names.append(name) }
        }
    }

    /// Writes bytes to an open file; the error number, or 0.
    static func writeAll(_ bytes: UnsafePointer<UInt8>?, _ count: Int, to descriptor: Int32) -> Int32 {
        var written = 0
        while written < count {
            let step = write(descriptor, bytes.map { $0 + written }, count - written)
            if step >= 0 { written += step } else if errno != EINTR { return errno }
        }
        return 0
    }
}
