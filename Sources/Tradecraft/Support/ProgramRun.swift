import DocumentText
import Subprocess
import SystemPackage
import Taskt

/// A program of the operator's that is started without a shell, and told something on its standard input.
///
/// What it writes is thrown away: it would be text of documents, and must not come into logs.
struct ProgramRun: Sendable {
    /// How it ended.
    enum End: Hashable, Sendable {
        /// By itself, with a code.
        case exited(Int32)
        /// By a signal of somebody else's.
        case signaled(Int32)
        /// It was killed with all that it had started, for its time was up.
        case killed(after: Duration)
        /// It was killed because nobody waits for it any more.
        case abandoned
        /// It did not begin.
        case notStarted(String)

        /// How it ended, in a few words.
        var sentence: String {
            switch self {
            case .exited(let code): "it ended with code \(code)"
            case .signaled(let signal): "it was ended by signal \(signal)"
            case .killed(let limit): "it was killed after \(limit.settingText)"
            case .abandoned: "it was not waited for"
            case .notStarted(let reason): "it cannot be started: \(reason)"
            }
        }
    }

    /// The program's path, and its arguments.
    let command: [String]
    /// What it reads.
    let input: [UInt8]
    /// What is in its environment beside the path; nothing of this process's own.
    let variables: [String: String]
    /// How long it may take.
    let timeLimit: Duration
    let clock: any Clock<Duration>

    /// Starts the program, and kills it with all that it started once its time is up, or when the task is cancelled.
    func end() async -> End {
        guard let program = command.first else { return .notStarted("no program is configured") }
        return await withTaskGroup(of: End?.self) { group in
            group.addTask { await run(program) }
            group.addTask {
                do {
                    try await clock.sleep(for: timeLimit)
                } catch {
                    // The program ended first.
                    return nil
                }
                return .killed(after: timeLimit)
            }
            var first: End?
            for await end in group {
                if first == nil { first = end }
                group.cancelAll()
            }
            return first ?? .abandoned
        }
    }

    private func run(_ program: String) async -> End {
        var options = PlatformOptions()
        // What the program started is in its session, and goes with it.
        options.createSession = true
        options.teardownSequence = [
            .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .zero)
        ]
        // Not through a pipe: writing into one that the program closed unread would end this process.
        guard let input = MemoryFile.descriptor(holding: input) else { return .notStarted("no descriptor is left") }
        var environment: [Environment.Key: String] = ["PATH": "/usr/local/bin:/usr/bin:/bin"]
        for (name, value) in variables { environment[Environment.Key(stringLiteral: name)] = value }
        do {
            let result = try await OwnChildren.running { [environment] in
                try await Subprocess.run(
                    .path(FilePath(program)),
                    arguments: Arguments(Array(command.dropFirst())),
                    environment: .custom(environment),
                    platformOptions: options,
                    input: .fileDescriptor(FileDescriptor(rawValue: input), closeAfterSpawningProcess: true),
                    output: .discarded,
                    error: .discarded
                )
            }
            switch result.terminationStatus {
            case .exited(let code): return .exited(code)
            case .signaled(let signal): return Task.isCancelled ? .abandoned : .signaled(signal)
            }
        } catch {
            return Task.isCancelled ? .abandoned : .notStarted("\(error)")
        }
    }
}
