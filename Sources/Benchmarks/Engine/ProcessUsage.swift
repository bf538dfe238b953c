import Foundation

/// What this process has used so far.
struct ProcessUsage {
    /// Processor seconds, the user's and the kernel's.
    let cpu: Double
    /// How often a thread waited of its own accord.
    let voluntarySwitches: Int

    /// Reads the counters.
    init() {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        cpu = Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime)
        voluntarySwitches = usage.ru_nvcsw
    }

    /// The largest resident set since the program began.
    ///
    /// Not `ru_maxrss`: that one remembers the set of the process that started this one.
    static func peakMegabytes() throws -> Double {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        guard let kilobytes = line.flatMap({ Double($0.filter(\.isNumber)) }) else {
            throw BenchFailure(description: "/proc/self/status has no VmHWM")
        }
        return kilobytes / 1_024
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
}
