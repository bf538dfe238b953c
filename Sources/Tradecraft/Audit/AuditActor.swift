#if canImport(Glibc)
import Glibc
#endif

/// Who changes something.
package enum AuditActor {
    /// The daemon, of its own accord or because an operator asked it to.
    package static let daemon = "daemon"

    /// Who runs this process: `name@host (uid 1000, process 4711)`.
    package static func current() -> String {
        let user = getuid()
        let name = getpwuid(user).map { String(cString: $0.pointee.pw_name) } ?? "uid-\(user)"
        return "\(name)@\(host) (uid \(user), process \(getpid()))"
    }

    /// The name of this machine.
    static var host: String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard gethostname(&buffer, buffer.count - 1) == 0 else { return "unknown" }
        return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
