import Foundation

/// What some processes took, from the first one's start to the last one's end.
struct TimedCommand {
    /// Seconds on the clock.
    var wall = 0.0
    /// Processor seconds of the processes and of their children.
    var cpu = 0.0
    /// The largest resident set of one of them.
    var peakKilobytes = 0

    /// A program on a file as its standard input; what it writes is thrown away.
    struct Job {
        /// The program and its arguments.
        let command: [String]
        /// The file it reads.
        let input: String
    }

    /// Runs jobs, some of them at the same time.
    ///
    /// - Parameters:
    ///   - jobs: what to run, in this order.
    ///   - parallel: how many run at the same time.
    ///   - allowed: the exit codes that count as success.
    /// - Throws: what kept a job from being run, or that one of them failed.
    init(_ jobs: [Job], parallel: Int = 1, allowed: Set<Int32> = [0]) throws {
        var waiting = jobs[...]
        var running: [pid_t: Job] = [:]
        let start = ContinuousClock.now
        while !waiting.isEmpty || !running.isEmpty {
            while running.count < parallel, let job = waiting.popFirst() {
                running[try Self.start(job)] = job
            }
            var status: Int32 = 0
            var usage = rusage()
            let ended = wait4(-1, &status, 0, &usage)
            guard ended > 0, let job = running.removeValue(forKey: ended) else { continue }
            guard status & 0x7F == 0, allowed.contains((status >> 8) & 0xFF) else {
                throw BenchFailure(description: "\(job.command[0]) on \(job.input) ended with status \(status)")
            }
            cpu += Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime)
            peakKilobytes = max(peakKilobytes, usage.ru_maxrss)
        }
        let elapsed = start.duration(to: .now).components
        wall = Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
    }

    private static func start(_ job: Job) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, job.input, O_RDONLY, 0)
        // A pipe that is read by nobody would stop the program; the null device takes all.
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var pointers: [UnsafeMutablePointer<CChar>?] = job.command.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        var child: pid_t = 0
        let problem = posix_spawn(&child, job.command[0], &actions, nil, &pointers, environ)
        guard problem == 0 else {
            throw BenchFailure(description: "\(job.command[0]) cannot be started: error \(problem)")
        }
        return child
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
}
