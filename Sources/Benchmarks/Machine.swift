import Foundation

/// What a benchmark has to know of the machine it runs on.
enum Machine {
    /// This program's own file.
    static let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()

    /// The program that counts system calls, where it is installed.
    static let strace = ["/usr/bin/strace", "/usr/local/bin/strace"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    /// The load average over one, five and fifteen minutes, as the kernel writes it.
    static var loadAverage: String {
        let text = try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8)  // a figure for the reader only
        return text?.split(separator: " ").prefix(3).joined(separator: " ") ?? "unknown"
    }
}
