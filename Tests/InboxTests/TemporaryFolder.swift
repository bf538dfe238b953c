import Glibc
import Inbox
import Testing

/// A folder of one test's own, removed when the test is over.
final class TemporaryFolder: Sendable {
    let path: SystemPath

    // In `parent`, or in the usual place.
    init(in parent: String? = nil) throws {
        let place = parent ?? getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(place)/inbox-tests-XXXXXX".utf8CString)
        let made = template.withUnsafeMutableBufferPointer { buffer in buffer.baseAddress.map { mkdtemp($0) != nil } }
        guard made == true else { throw CallFailure(call: "mkdtemp in \(place)", number: errno) }
        path = SystemPath(bytes: template.dropLast().map(UInt8.init(bitPattern:)))
    }

    deinit {
        removeTree(path)
    }

    /// Makes a folder below and gives its path.
    func folder(_ name: String) throws -> SystemPath {
        let made = path.appending(name)
        try make(made)
        return made
    }
}

/// Removes a file, or a folder with all in it; what cannot be removed stays in the temporary folder.
private func removeTree(_ path: SystemPath) {
    if identity(of: path)?.kind == .folder, let names = try? entryNames(of: path) {
        for name in names { removeTree(SystemPath(bytes: path.bytes + [UInt8(ascii: "/")] + name)) }
    }
    _ = withCString(path) { Glibc.remove($0) }
}

/// A failed call of a test's own.
struct CallFailure: Error, CustomStringConvertible {
    let call: String
    let number: Int32

    var description: String { "\(call): \(String(cString: strerror(number)))" }
}

private func check(_ result: Int32, _ call: String) throws {
    guard result >= 0 else { throw CallFailure(call: call, number: errno) }
}

func withCString<Result>(_ path: SystemPath, _ body: (UnsafePointer<CChar>) -> Result) -> Result {
    (path.bytes + [0])
        .withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                guard let base = characters.baseAddress else {
                    preconditionFailure("an array of one byte has no address")
                }
                return body(base)
            }
        }
}

func make(_ folder: SystemPath) throws {
    try check(withCString(folder) { mkdir($0, 0o755) }, "mkdir \(folder)")
}

/// Writes a file as `cp` does: open, write, close.
func write(_ text: String, to path: SystemPath) throws {
    let file = withCString(path) { open($0, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644) }
    try check(file, "open \(path)")
    defer { close(file) }
    try writeText(text, to: file)
}

/// Opens a file for appending and leaves it open.
func openForWriting(_ path: SystemPath) throws -> Int32 {
    let file = withCString(path) { open($0, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644) }
    try check(file, "open \(path)")
    return file
}

func writeText(_ text: String, to file: Int32) throws {
    let bytes = Array(text.utf8)
    try check(Int32(Glibc.write(file, bytes, bytes.count)), "write")
}

func text(of path: SystemPath) throws -> String {
    let file = withCString(path) { open($0, O_RDONLY | O_CLOEXEC) }
    try check(file, "open \(path)")
    defer { close(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
        let count = read(file, &buffer, buffer.count)
        try check(Int32(count), "read \(path)")
        if count == 0 { return String(decoding: bytes, as: UTF8.self) }
        bytes += buffer[..<count]
    }
}

func move(_ old: SystemPath, to new: SystemPath) throws {
    try check(withCString(old) { from in withCString(new) { rename(from, $0) } }, "rename \(old)")
}

func remove(_ path: SystemPath) throws {
    try check(withCString(path) { Glibc.remove($0) }, "remove \(path)")
}

func hardLink(_ old: SystemPath, to new: SystemPath) throws {
    try check(withCString(old) { from in withCString(new) { link(from, $0) } }, "link \(old)")
}

func symbolicLink(to target: SystemPath, at path: SystemPath) throws {
    try check(withCString(target) { from in withCString(path) { symlink(from, $0) } }, "symlink \(path)")
}

func makePipe(at path: SystemPath) throws {
    try check(withCString(path) { mkfifo($0, 0o644) }, "mkfifo \(path)")
}

func changeMode(_ path: SystemPath, to mode: mode_t) throws {
    try check(withCString(path) { chmod($0, mode) }, "chmod \(path)")
}

func setModificationTime(of path: SystemPath, to seconds: Int) throws {
    let times = [timespec(tv_sec: seconds, tv_nsec: 0), timespec(tv_sec: seconds, tv_nsec: 0)]
    try check(withCString(path) { utimensat(AT_FDCWD, $0, times, 0) }, "utimensat \(path)")
}

/// What the entry is; `nil` when there is none.
func identity(of path: SystemPath) -> FileIdentity? {
    var status = stat()
    guard withCString(path, { lstat($0, &status) }) == 0 else { return nil }
    return FileIdentity(status)
}

/// The entries of a folder, hidden ones included, sorted.
func entries(of folder: SystemPath) throws -> [String] {
    try entryNames(of: folder).map { String(decoding: $0, as: UTF8.self) }.sorted()
}

private func entryNames(of folder: SystemPath) throws -> [[UInt8]] {
    guard let stream = withCString(folder, { opendir($0) }) else { throw CallFailure(call: "opendir", number: errno) }
    defer { closedir(stream) }
    var names: [[UInt8]] = []
    while let entry = readdir(stream) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
            pointer.withMemoryRebound(to: UInt8.self, capacity: 256) {
                Array(UnsafeBufferPointer(start: $0, count: 256))
            }
        }
        let bytes = Array(name.prefix { $0 != 0 })
        if bytes != [0x2E], bytes != [0x2E, 0x2E] { names.append(bytes) }
    }
    return names
}

func name(_ text: String) throws -> FileName {
    try #require(FileName(text))
}
