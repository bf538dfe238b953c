import DocumentText
import Foundation
import Testing

@testable import Tradecraft

#if canImport(Glibc)
import Glibc
#endif

@Suite(.timeLimit(.minutes(6))) struct OrphanReaperTests {
    /// A dead child of this process that nobody has collected.
    private static func deadChild() throws -> pid_t {
        var process: pid_t = 0
        let problem = CStrings.with(["/bin/true"]) { posix_spawn(&process, "/bin/true", nil, nil, $0, nil) }
        try #require(problem == 0)
        var information = siginfo_t()
        // Left as it is: whoever asks next finds it too.
        try #require(waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT) == 0)
        return process
    }

    private static func isThere(_ process: pid_t) -> Bool {
        var information = siginfo_t()
        return waitid(P_PID, id_t(process), &information, WEXITED | WNOHANG | WNOWAIT) == 0
    }

    /// Other tests of this process may be waiting for children of their own: nothing is collected until they are done.
    @Test func aDeadProcessThatNobodyWaitsForIsCollected() async throws {
        let process = try Self.deadChild()
        #expect(OrphanReaper.deadChildren().contains(process))
        while Self.isThere(process) {
            OwnChildren.collectOthers(among: [process])
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// The end of an evaluation in a process of its own would else be lost to the code that waits for it.
    @Test func nothingIsCollectedWhileALibraryWaitsForItsOwn() async throws {
        let process = try Self.deadChild()
        await OwnChildren.running { OwnChildren.collectOthers(among: [process]) }
        #expect(Self.isThere(process))
        waitpid(process, nil, 0)
    }
}
