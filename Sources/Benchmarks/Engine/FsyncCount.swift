import Foundation

/// The summary that strace writes of the calls that wait for the disk.
struct FsyncCount {
    /// The calls of fsync and fdatasync.
    let calls: Int

    /// What strace is to be told, before the program and its arguments.
    static func command(strace: String, summary: URL) -> [String] {
        [strace, "-f", "--seccomp-bpf", "-c", "-e", "trace=fsync,fdatasync", "-o", summary.path]
    }

    /// Reads a summary.
    init(summary: URL) throws {
        var calls = 0
        for line in try String(contentsOf: summary, encoding: .utf8).split(separator: "\n") {
            let columns = line.split(separator: " ")
            guard columns.count > 3, columns.last == "fsync" || columns.last == "fdatasync" else { continue }
            calls += Int(columns[3]) ?? 0
        }
        self.calls = calls
    }
}
