import Inbox
import Taskt

extension Doctor {
    /// What the kernel and the clock allow.
    func machine() -> [Check] {
        [
            limit("max_user_watches", atLeast: 8_192, raiseTo: 65_536),
            limit("max_user_instances", atLeast: 64, raiseTo: 256),
            clock(),
        ]
    }

    private func limit(_ name: String, atLeast minimum: Int, raiseTo proposal: Int) -> Check {
        let title = "inotify \(name)"
        let path = SystemPath("/proc/sys/fs/inotify/\(name)")
        let text: String?
        do throws(InboxError) {
            text = try FileBytes.read(path).map { String(decoding: $0, as: UTF8.self) }
        } catch {
            return Check(title, .warning, "the limit cannot be read: \(error)")
        }
        guard let text, let value = Int(text.prefix { $0.isNumber }) else {
            return Check(title, .warning, "the kernel has no inotify: the inbox is polled")
        }
        guard value < minimum else { return Check(title, .ok, "\(value) are allowed") }
        return Check(
            title,
            .warning,
            "\(value) is little: where it is used up, the inbox is polled",
            remedy: "sysctl fs.inotify.\(name)=\(proposal)"
        )
    }

    private func clock() -> Check {
        let remedy = "set the system's clock, with an NTP service for instance"
        let (earliest, latest) = (Int64(1_735_689_600_000_000), Int64(4_102_444_800_000_000))
        guard (earliest..<latest).contains(now.microseconds) else {
            return Check("clock", .failed, "the system's clock says \(now)", remedy: remedy)
        }
        // Without a readable database there is nothing to compare with; its own check says so.
        guard let last = try? QueryDatabase(StateFolder(configuration.state)).lastEvent(),
            last > now.advanced(by: .seconds(300))
        else { return Check("clock", .ok, "\(now)") }
        return Check(
            "clock",
            .warning,
            "the system's clock says \(now), but something was recorded at \(last): it was set back",
            remedy: remedy
        )
    }
}
