#if canImport(Glibc)
import Glibc
#endif

/// Which bodies were entered and left: a line each in a file, whole and in order whatever becomes of the process.
final class BodyLog: Sendable {
    private let file: CInt

    init(_ path: String) throws(ProbeError) {
        file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw ProbeError("\(path) cannot be opened: system error \(errno)") }
    }

    deinit { close(file) }

    /// Writes a line.
    func note(_ line: String) { put(line, file) }
}

/// Writes a line to standard output.
func say(_ line: String) { put(line, STDOUT_FILENO) }

/// Writes a line in one call, so that a death cannot cut it off.
private func put(_ line: String, _ file: CInt) {
    var bytes = Array(line.utf8)
    bytes.append(UInt8(ascii: "\n"))
    let written = write(file, bytes, bytes.count)
    precondition(written == bytes.count, "a line was cut off: system error \(errno)")
}
