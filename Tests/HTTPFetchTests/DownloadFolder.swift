import Glibc
import HTTPFetch

/// A folder for one test's download, removed when the test is over.
final class DownloadFolder: Sendable {
    let path: String

    init() throws {
        let place = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(place)/fetch-tests-XXXXXX".utf8CString)
        let made = template.withUnsafeMutableBufferPointer { buffer in buffer.baseAddress.map { mkdtemp($0) != nil } }
        guard made == true else { throw ServerFailure(number: errno) }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit {
        for name in ["file", "file.partial", "file.partial.head", "key.pem", "cert.pem"] { unlink("\(path)/\(name)") }
        rmdir(path)
    }

    var file: String { "\(path)/file" }

    /// The content of a file of the folder; `nil` when there is none.
    func bytes(_ name: String = "file") -> [UInt8]? {
        let file = open("\(path)/\(name)", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = read(file, &buffer, buffer.count)
            guard count > 0 else { return bytes }
            bytes += buffer[..<count]
        }
    }

    func write(_ text: String, to name: String = "file") throws {
        let file = open("\(path)/\(name)", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw ServerFailure(number: errno) }
        defer { close(file) }
        let bytes = Array(text.utf8)
        guard Glibc.write(file, bytes, bytes.count) == bytes.count else { throw ServerFailure(number: errno) }
    }
}
