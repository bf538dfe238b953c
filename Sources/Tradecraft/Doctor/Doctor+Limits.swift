import Inbox

#if canImport(Glibc)
import Glibc
#endif

extension Doctor {
    /// What this user and this machine allow a process.
    func limits() -> [Check] {
        [
            resource("open files", RLIMIT_NOFILE, atLeast: 256 + 64 * configuration.workers, unit: "LimitNOFILE"),
            resource("processes", __RLIMIT_NPROC, atLeast: 64 + 16 * configuration.workers, unit: "LimitNPROC"),
            watches(), memory(), kernel(),
        ]
    }

    private func resource(_ name: String, _ kind: __rlimit_resource, atLeast minimum: Int, unit: String) -> Check {
        var limit = rlimit()
        guard getrlimit(Int32(kind.rawValue), &limit) == 0 else {
            return Check(name, .warning, "the limit cannot be read")
        }
        guard limit.rlim_cur != .max else { return Check(name, .ok, "no limit") }
        guard limit.rlim_cur < rlim_t(minimum) else { return Check(name, .ok, "\(limit.rlim_cur) are allowed") }
        return Check(
            name,
            .warning,
            "\(limit.rlim_cur) are allowed; \(configuration.workers) workers may need \(minimum)",
            remedy: "set \(unit)=\(max(minimum, 4_096)) in the service's unit, or raise it with ulimit"
        )
    }

    /// A watch is needed for every folder of the inbox.
    private func watches() -> Check {
        let title = "inotify watches needed"
        do throws(InboxError) {
            let folders = try InboxScanner(root: configuration.inbox, options: configuration.scanOptions).tally()
                .folders
            let path: SystemPath = "/proc/sys/fs/inotify/max_user_watches"
            let text = try FileBytes.read(path).map { String(decoding: $0, as: UTF8.self) } ?? ""
            guard let limit = Int(text.prefix { $0.isNumber }) else {
                return Check(title, .warning, "the kernel has no inotify: the inbox is polled")
            }
            let finding = "\(Shown.count(folders, "folder")) in the inbox, \(limit) watches allowed"
            guard folders * 2 > limit else { return Check(title, .ok, finding) }
            return Check(title, .warning, finding, remedy: "sysctl fs.inotify.max_user_watches=\(folders * 4)")
        } catch {
            guard error.code != .notFound else { return Check(title, .ok, "there is no inbox yet") }
            return Check(title, .warning, "the inbox cannot be looked at: \(error)")
        }
    }

    private func memory() -> Check {
        let needed = 256_000_000 * Int64(configuration.workers)
        // A system without this table has no limit that could be told here.
        let table = (try? FileBytes.read("/proc/meminfo")).flatMap(\.self).map { String(decoding: $0, as: UTF8.self) }
        let line = table?.split(separator: "\n").first { $0.hasPrefix("MemAvailable:") }
        guard let kibibytes = line?.split(separator: " ").dropFirst().first.flatMap({ Int64($0) }) else {
            return Check("memory", .warning, "what is available is not known")
        }
        let available = kibibytes * 1_024
        guard available < needed else { return Check("memory", .ok, "\(Shown.size(available)) are available") }
        return Check(
            "memory",
            .warning,
            "\(Shown.size(available)) are available; \(configuration.workers) workers may need \(Shown.size(needed))",
            remedy: "lower workers, or give the machine more memory"
        )
    }

    private func kernel() -> Check {
        var name = utsname()
        guard uname(&name) == 0 else { return Check("kernel", .warning, "its version cannot be read") }
        let release = withUnsafeBytes(of: &name.release) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        let numbers = release.split { !$0.isNumber }.prefix(2).compactMap { Int($0) }
        guard numbers.count == 2, (numbers[0], numbers[1]) < (5, 13) else { return Check("kernel", .ok, release) }
        return Check(
            "kernel",
            .warning,
            "\(release) has no Landlock, with which the extractor locks itself in",
            remedy: "use a kernel from 5.13 on"
        )
    }
}
