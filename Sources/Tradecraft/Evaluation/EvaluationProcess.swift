import DocumentText
import Inbox
import Subprocess
import SystemPackage
import Taskt

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Maps a kept text in a process of its own.
///
/// The memory that a very large text takes goes with the process; the daemon's stays what it is. The process reads the
/// text from the database, where the daemon has put it, and answers with the recorded result.
struct EvaluationProcess: Sendable {
    private let program: String
    private let settings: [String]

    /// The largest answer that is taken, in bytes.
    private static let answerLimit = 64 << 20
    /// How much of what the process says of an error is kept, in bytes.
    private static let errorLimit = 4_096

    /// A client of a program, the running one unless another is named.
    init(_ configuration: Configuration, program: String = "/proc/self/exe") {
        self.program = program
        let keys = ["state.path", "attack.domain", "attack.source-url"]
        settings =
            ConfigurationKey.all.filter { keys.contains($0.name) || $0.name.hasPrefix("mapping.") }
            .flatMap { key -> [String] in
                let shown = key.show(configuration)
                // A list is shown in brackets, and read without.
                let isList = shown.hasPrefix("[") && shown.hasSuffix("]")
                return ["--set", "\(key.name)=\(isList ? String(shown.dropFirst().dropLast()) : shown)"]
            } + ["--set", "attack.update-interval=off", "--set", "log.level=error"]
    }

    /// The evaluation of a text.
    ///
    /// - Throws: `AgentFailure`; `CancellationError` where the current task was cancelled and the process ended for it.
    func evaluation(_ order: EvaluationOrder) async throws -> Evaluation {
        let input = Array(try JSONEncoder().encode(order))
        let answer: (status: TerminationStatus, output: [UInt8], errors: String?)
        do {
            var options = PlatformOptions()
            options.teardownSequence = [.send(signal: .kill, allowedDurationToNextStep: .zero)]
            let result = try await OwnChildren.running {
                try await Subprocess.run(
                    .path(FilePath(program)),
                    arguments: Arguments(["evaluate-stored"] + settings),
                    environment: .custom(["PATH": "/usr/local/bin:/usr/bin:/bin"]),
                    platformOptions: options,
                    input: .array(input),
                    output: .bytes(limit: Self.answerLimit),
                    error: .string(limit: Self.errorLimit)
                )
            }
            answer = (result.terminationStatus, result.standardOutput, result.standardError)
        } catch {
            try Task.checkCancellation()
            throw AgentFailure("unavailable", isTransient: true, "the evaluation cannot be started: \(error)")
        }
        try Task.checkCancellation()
        switch answer.status {
        case .exited(0): return try JSONDecoder().decode(Evaluation.self, from: Data(answer.output))
        case .exited(let code):
            let words = answer.errors?.split(separator: "\n").last.map(String.init) ?? "no message"
            throw AgentFailure("evaluation-failed", isTransient: code == 75, "code \(code): \(words)")
        case .signaled(let signal):
            throw AgentFailure("crashed", isTransient: true, "the evaluation was ended by signal \(signal)")
        }
    }
}
