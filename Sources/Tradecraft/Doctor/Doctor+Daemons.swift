import Inbox
import Taskt

#if canImport(Glibc)
import Glibc
#endif

extension Doctor {
    /// Other daemons of this machine: two with one inbox take each other's documents, whatever their state directories.
    func daemons() -> [Check] {
        let title = "other daemons"
        // The check of the daemon says so where the lock may not be looked at.
        let own = (try? DaemonPresence(state: configuration.state))?.processID
        let others = Self.watchers().filter { $0 != own }
        guard let first = others.first else { return [Check(title, .ok, "none on this machine")] }
        let list = others.prefix(5).map { "\($0)" }.joined(separator: ", ")
        return [
            Check(
                title,
                .warning,
                "\(Shown.count(others.count, "other daemon")) on this machine: process \(list)",
                remedy: "make sure that it has another inbox: tr '\\0' ' ' < /proc/\(first)/cmdline"
            )
        ]
    }

    /// The processes that look like `tradecraft watch`, as far as this user may see them.
    private static func watchers() -> [Int32] {
        guard let folder = opendir("/proc") else { return [] }
        defer { closedir(folder) }
        var found: [Int32] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            // One that ended meanwhile, or may not be looked at, is none to warn of.
            guard let process = Int32(name), let bytes = try? FileBytes.read(SystemPath("/proc/\(name)/cmdline")) else {
                continue
            }
            let words = bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
            guard words.count > 1, words[0].split(separator: "/").last == "tradecraft", words[1] == "watch" else {
                continue
            }
            found.append(process)
        }
        return found.sorted()
    }
}

/// Whether the wall clock goes as the monotonic one does while somebody looks.
struct ClockWatch {
    private let wall = EngineEnvironment.systemTime()
    private let uptime = EngineEnvironment.systemUptime()

    /// What became of the clock since this was made.
    func check() -> Check {
        let drift = EngineEnvironment.systemTime().since(wall) - (EngineEnvironment.systemUptime() - uptime)
        guard drift > .milliseconds(500) || drift < .milliseconds(-500) else {
            return Check("clock steadiness", .ok, "it went steadily while this looked")
        }
        return Check(
            "clock steadiness",
            .warning,
            "it jumped by \(drift) while this looked",
            remedy: "let one service set the clock, and let it slew rather than step"
        )
    }
}
