import Foundation
import GRDB

/// One run of the daemon as a process of its own, from a full inbox to an empty one.
struct DaemonRun {
    /// Seconds from start to end.
    let wall: Double
    /// Processor seconds of the daemon and its children.
    let cpu: Double
    /// The daemon's largest resident set.
    let peakKilobytes: Int
    /// How many calls waited for the disk; nil where they were not counted.
    let fsyncs: Int?
    /// The size of the database afterwards.
    let stateBytes: Int

    /// When each document ended, in microseconds since 1970, in order.
    let ends: [Int64]
    /// Seconds from the start to the first report.
    let firstReport: Double?

    /// The documents per second in each of so many equal parts of all of them.
    func rates(parts: Int) -> [Double] {
        guard ends.count >= parts * 2 else { return [] }
        return (0..<parts)
            .map { part in
                let (from, to) = (ends.count * part / parts, ends.count * (part + 1) / parts - 1)
                return Double(to - from) / (Double(ends[to] - ends[from]) / 1e6)
            }
    }

    /// Why a run gives no figures.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    init(in folder: URL, workers: Int, strace: String?) throws {
        let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: "tradecraft")
        let counts = folder.appending(path: "strace.txt")
        let arguments = [
            program.path, "watch", "--once", "--set", "inbox.settle=0s", "--set", "attack.update-interval=off", "--set",
            "log.level=warning", "--set", "workers=\(workers)",
        ]
        let folders = ["inbox", "outbox", "state", "rejected", "processed"]
        let places = folders.flatMap { ["--set", "\($0).path=\(folder.appending(path: $0).path)"] }
        let traced = strace.map { [$0, "-f", "-c", "-e", "trace=fsync,fdatasync,sync_file_range", "-o", counts.path] }
        let start = ContinuousClock.now
        let startTime = Date.now.timeIntervalSince1970
        let child = try Self.start((traced ?? []) + arguments + places)
        var peak = 0
        var status: Int32 = 0
        var usage = rusage()
        while wait4(child, &status, WNOHANG, &usage) == 0 {
            peak = max(peak, Self.peakKilobytes(of: child))
            usleep(20_000)
        }
        let elapsed = start.duration(to: .now).components
        guard status == 0 else { throw Failure(description: "the daemon ended with status \(status)") }
        wall = Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
        cpu = Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime)
        peakKilobytes = peak
        fsyncs = try strace.map { _ in try Self.fsyncs(in: counts) }
        let database = folder.appending(path: "state/tradecraft.sqlite").path
        ends = try DatabaseQueue(path: database)
            .read { try Int64.fetchAll($0, sql: "SELECT ended_at FROM run_metric ORDER BY ended_at") }
        firstReport = ends.first.map { Double($0) / 1e6 - startTime }
        stateBytes =
            try FileManager.default.attributesOfItem(atPath: database)[.size].flatMap { $0 as? NSNumber }?.intValue ?? 0
    }

    static func start(_ arguments: [String]) throws -> pid_t {
        var child: pid_t = 0
        var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        let problem = posix_spawn(&child, arguments[0], nil, nil, &pointers, environ)
        guard problem == 0 else { throw Failure(description: "\(arguments[0]) cannot be started: error \(problem)") }
        return child
    }

    private static func peakKilobytes(of process: pid_t) -> Int {
        // The process may end between two looks; the peak seen so far stands.
        guard let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8) else { return 0 }
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
    }

    /// The calls of fsync and fdatasync in a summary of strace.
    private static func fsyncs(in summary: URL) throws -> Int {
        var total = 0
        for line in try String(contentsOf: summary, encoding: .utf8).split(separator: "\n") {
            let columns = line.split(separator: " ")
            guard columns.count > 3, columns.last == "fsync" || columns.last == "fdatasync" else { continue }
            total += Int(columns[3]) ?? 0
        }
        return total
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
}
