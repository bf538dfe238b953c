import CLinux
import DocumentText
import Foundation
import Glibc
import Testing

@testable import DocumentExtraction

/// Running programs within the sandbox.
enum Sandboxed {
    /// Who runs a program.
    struct User: CustomTestStringConvertible, Sendable {
        let testDescription: String
        /// The number to change to; `nil` stays who runs the tests.
        let change: UInt32?

        var id: UInt32 { change ?? getuid() }
    }

    static let landlock = Int(clinux_landlock_version())

    static var isPossible: Bool { landlock > 0 }

    /// Root can become anybody; without root there is only the user at hand.
    static let users =
        getuid() == 0
        ? [User(testDescription: "root", change: nil), User(testDescription: "nobody", change: 65534)]
        : [User(testDescription: "an ordinary user", change: nil)]

    /// Acts that need rights or parts of the kernel that not every machine gives a free process.
    static let dependsOnTheMachine: Set = [
        "read-shadow", "read-parent-environment", "write-own-memory", "open-by-handle", "attribute",
        "signal-parent", "queue-signal", "signal-init", "signal-through-owner", "trace", "read-parent-memory",
        "open-parent", "limit-of-parent", "set-own-limit", "become-root", "chmod-input", "bpf", "mount",
        "mount-new-interface", "user-namespace", "mount-namespace", "change-root", "io-uring", "keys",
        "performance-events", "page-faults", "lock-memory", "kernel-log", "device-memory", "type-on-terminal",
        "leave-group", "netlink",
    ]

    /// A program that was built with the tests.
    static func program(_ name: String) throws -> String {
        let extractor = try #require(Fixtures.extractor, "tradecraft-extract is not built beside the tests")
        return URL(filePath: extractor).deletingLastPathComponent().appending(path: name).path
    }

    /// Runs the probe, on a thread of its own: other tests wait for the threads of the pool.
    static func probe(
        _ arguments: [String],
        as user: User? = nil,
        on stage: HostileStage,
        input: String? = nil,
        path: String? = nil,
        inspect: (@Sendable (pid_t) throws -> Void)? = nil
    ) async throws -> ProgramRun {
        let program = try program("extract-probe")
        let change = user?.change.map { ["user=\($0)"] } ?? []
        let arguments = change + ["folder=\(stage.folder)", "port=\(stage.port)"] + arguments
        let input = input ?? "\(stage.folder)/input"
        let result = await BlockingThread.run {
            Result { try ProgramRun(program, arguments, input: input, path: path, inspect: inspect) }
        }
        return try #require(result, "no thread is left").get()
    }

    /// What became of each act.
    static func results(of run: ProgramRun) throws -> [String: String] {
        var results: [String: String] = [:]
        for line in run.lines where !line.contains("=") {
            let words = line.split(separator: " ", maxSplits: 1).map(String.init)
            try #require(words.count == 2)
            results[words[0]] = words[1]
        }
        return results
    }
}
