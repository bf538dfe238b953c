import Foundation
import Inbox
import Taskt
import Testing

/// The daemon dies with SIGKILL at each moment at which a crash is most telling.
@Suite(.timeLimit(.minutes(10))) struct InboxFailpointTests {
    private static let settings = [
        "watch", "--once", "--set", "attack.update-interval=off", "--set", "inbox.settle=0s", "--set",
        "retry.crash-limit=1000",
    ]

    /// Runs until the document's way comes to a failpoint; the daemon must die there.
    private func die(at point: String, _ installation: Installation, _ settings: [String] = []) async throws {
        let daemon = try Running(
            Self.settings + settings,
            in: installation.folder,
            variables: ["TRADECRAFT_FAILPOINT": point]
        )
        let outcome = try await daemon.outcome()
        #expect(outcome.exitCode == -SIGKILL, "\(point) was not reached: \(outcome.errors.suffix(2_000))")
    }

    /// Where something has been done that is on no record: what the gate tries.
    private static let telling: Set<Failpoint> = [
        .claimRenamed, .claimSettled, .textKept, .membersPlaced, .reportRenamed, .reportRecorded, .rejectReason,
        .disposedMoved,
    ]

    /// At night all of our own, and the engine's for every task of a document.
    private static var points: [String] {
        let own = Failpoint.allCases.filter { $0 != .claimCopied }
        guard InboxDepth.isNightly else { return own.filter(telling.contains).map(\.rawValue) }
        var points = own.map(\.rawValue)
        for point in EngineFailpoint.allCases {
            let isPerTask = point.rawValue.hasPrefix("step") || point == .bodyDone
            // A run that was begun is there to be taken over.
            for count in isPerTask ? 1...5 : 1...1 {
                points += ["extract.started", "engine.\(point.rawValue):\(count)"]
            }
        }
        return points
    }

    /// One start after the other, each dying at the next failpoint with what the last one left and with documents of
    /// its own: one that is reported, one that is rejected, and an archive.
    @Test(.enabled(if: isDebugBuild, "release builds have no failpoints"))
    func afterADeathAtEveryFailpointEachDocumentHasEndedOnce() async throws {
        let installation = try Installation()
        var ends: [String: Int] = [:]
        let archive = Installation.fixtures.appending(path: "Documents/plain.zip")
        for (number, point) in Self.points.enumerated() {
            let names = ["\(number).txt", "\(number).bin", "\(number).zip"]
            try installation.drop(names[0], InboxWatched.text(point))
            if point.hasPrefix("reject") {
                try InboxWatched.noise().write(to: installation.inbox.appending(path: names[1]))
                ends[names[1]] = 1
            }
            if point.hasPrefix("members") {
                try FileManager.default.copyItem(at: archive, to: installation.inbox.appending(path: names[2]))
                ends[names[2]] = 1
            }
            ends[names[0]] = 1
            try await die(at: point, installation)
        }
        let outcome = try await Running(Self.settings, in: installation.folder).outcome()
        #expect(outcome.exitCode == 0 || outcome.exitCode == 1, "\(outcome.errors.suffix(2_000))")
        for problem in try InboxAccounts(of: installation).problems(expecting: ends) { Issue.record("\(problem)") }
        #expect(try installation.names(in: installation.inbox).isEmpty)
    }

    /// The same for an inbox on another file system, whose documents are copied.
    @Test(
        .enabled(if: isDebugBuild, "release builds have no failpoints"),
        .enabled(if: OtherFileSystem.folder != nil, "needs a second file system, in /dev/shm")
    )
    func afterADeathBetweenACopyAndTheEndOfItsOriginalItHasEndedOnce() async throws {
        let installation = try Installation()
        let inbox = try #require(OtherFileSystem.folder).appending(path: "tradecraft e2e \(UUID().uuidString)")
        try FileManager.default.createDirectory(at: inbox, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: inbox) }  // A leftover there breaks nothing.
        try Data(InboxWatched.text("copied").utf8).write(to: inbox.appending(path: "copied.txt"))
        let settings = ["--set", "inbox.path=\(inbox.path)"]
        try await die(at: Failpoint.claimCopied.rawValue, installation, settings)
        #expect(try installation.names(in: inbox) == ["copied.txt"])
        let outcome = try await Running(Self.settings + settings, in: installation.folder).outcome()
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        #expect(try InboxAccounts(of: installation).problems(expecting: ["copied.txt": 1]) == [])
        #expect(try installation.names(in: inbox).isEmpty)
    }

    private static var isDebugBuild: Bool {
        #if DEBUG
        ProcessInfo.processInfo.environment["TRADECRAFT_BINARY"] == nil
        #else
        false
        #endif
    }
}
