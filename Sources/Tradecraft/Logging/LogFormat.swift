import Logging

#if canImport(Glibc)
import Glibc
#endif

/// How log lines are written.
package enum LogFormat: String, Sendable, CaseIterable {
    /// For the journal where standard error is connected to it, else JSON.
    case auto
    /// One JSON object a line.
    case json
    /// Lines for people.
    case text
    /// Lines for people, without the time and with the priority in front, as sd-daemon(3) has it: `<4>warning ...`.
    case journal

    /// The format that "auto" stands for.
    ///
    /// - Parameters:
    ///   - descriptor: where the lines go.
    ///   - stream: the variable `JOURNAL_STREAM`, in which systemd names the device and inode of the journal's socket.
    /// - Returns: `journal` where the two are the same; `json` otherwise; a format that is not "auto", as it is.
    func resolved(for descriptor: Int32, journal stream: String?) -> LogFormat {
        guard self == .auto else { return self }
        var status = stat()
        guard let stream, fstat(descriptor, &status) == 0 else { return .json }
        return stream == "\(status.st_dev):\(status.st_ino)" ? .journal : .json
    }
}

extension Logger.Level {
    /// The priority of syslog(3) that the journal files a line under.
    var priority: Int {
        switch self {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }
}
