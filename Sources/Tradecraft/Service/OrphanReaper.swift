import DocumentText
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// Collects processes that this one did not start and became the parent of, so that none stays behind as a zombie.
///
/// The first process of a container is the parent of all orphans in it. A child that this program started is left to
/// the code that waits for it: see ``OwnChildren``. One that nobody knows is collected when it was there, dead, at two
/// looks in a row.
final class OrphanReaper: Sendable {
    private let candidates = Mutex<Set<pid_t>>([])

    /// Looks once.
    func look() {
        let dead = Self.deadChildren()
        candidates.withLock { candidates in
            let again = candidates.intersection(dead)
            OwnChildren.collectOthers(among: again)
            candidates = dead.subtracting(again)
        }
    }

    /// The children of this process that have ended and were not collected.
    static func deadChildren() -> Set<pid_t> {
        guard let folder = opendir("/proc") else { return [] }
        defer { closedir(folder) }
        let parent = getpid()
        var dead: Set<pid_t> = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard let process = pid_t(name), isDead(process, childOf: parent) else { continue }
            dead.insert(process)
        }
        return dead
    }

    private static func isDead(_ process: pid_t, childOf parent: pid_t) -> Bool {
        let descriptor = open("/proc/\(process)/stat", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 512)
        let count = read(descriptor, &buffer, buffer.count)
        // "1234 (any name, with brackets too) Z 1 ..."
        guard count > 0, let bracket = buffer[..<count].lastIndex(of: UInt8(ascii: ")")) else { return false }
        let fields = String(decoding: buffer[bracket..<count], as: UTF8.self).split(separator: " ")
        return fields.count > 2 && fields[1] == "Z" && fields[2] == "\(parent)"
    }
}
