import Inbox

#if canImport(Glibc)
import Glibc
#endif

/// A folder of the system's temporary directory for one print: only we read it, and it goes with all that is in it.
final class PrintingFolder: Sendable {
    /// The folder.
    let path: SystemPath
    /// The page that is printed.
    var page: SystemPath { path.appending("report.html") }
    /// What the program prints it to.
    var output: SystemPath { path.appending("report.pdf") }

    /// Makes the folder with the page in it.
    init(page bytes: [UInt8]) throws(InboxError) {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/tradecraft-print-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw InboxError(systemError: errno, during: "make a folder", path: SystemPath(parent))
        }
        path = SystemPath(String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self))
        do throws(InboxError) {
            try FileBytes.replace(page, with: bytes)
        } catch {
            remove()
            throw error
        }
    }

    /// What was printed; nil where nothing was.
    func printed(limit: Int) throws(InboxError) -> [UInt8]? {
        var status = stat()
        guard output.withCString({ lstat($0, &status) }) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_size <= limit
        else { return nil }
        return try FileBytes.read(output)
    }

    /// Removes the folder; what a program that is just ending still writes into it may be left.
    func remove() { Self.remove(path) }

    /// Removes a file, or a folder with all that is in it; links are not followed.
    private static func remove(_ path: SystemPath) {
        if path.withCString({ Glibc.remove($0) }) == 0 || errno != ENOTEMPTY && errno != EEXIST { return }
        // What cannot be listed cannot be removed either, and is left in the temporary directory.
        for name in (try? FileBytes.names(in: path)) ?? [] { remove(path.appending(name)) }
        _ = path.withCString { Glibc.remove($0) }
    }
}
