import Foundation
import Testing

/// The folders themselves go, come back, and are others, one after the other under one daemon.
@Suite(.timeLimit(.minutes(6)), .serialized, .watched("inbox.rescan-interval=1s"))
struct InboxPlaceTests {
    private let files = FileManager.default

    /// Scenario 17.
    @Test func anInboxThatIsDeletedAndMadeAnewIsWatchedAgain() async throws {
        let watched = try #require(InboxWatched.current)
        let inbox = watched.installation.inbox
        try files.removeItem(at: inbox)
        try files.createDirectory(at: inbox, withIntermediateDirectories: false)
        try watched.drop("anew.txt")
        try await watched.reported("anew.txt")
    }

    /// Scenario 18.
    @Test func anInboxThatIsRenamedAwayIsMissedAndTakenUpWhenItIsBack() async throws {
        let watched = try #require(InboxWatched.current)
        let (inbox, away) = (watched.installation.inbox, watched.installation.folder.appending(path: "away"))
        try files.moveItem(at: inbox, to: away)
        try await watched.log.events("unavailable") { $0.message == "Inbox unavailable" }
        try Data(InboxWatched.text("away").utf8).write(to: away.appending(path: "away.txt"))
        try files.moveItem(at: away, to: inbox)
        try await watched.log.events("available") { $0.message == "Inbox available again" }
        try await watched.reported("away.txt")
    }

    /// Scenario 35: a missing outbox holds documents back, and is not made anew behind its owner's back.
    @Test func aMissingOutboxHoldsDocumentsBackUntilItIsThere() async throws {
        let watched = try #require(InboxWatched.current)
        let (outbox, away) = (watched.installation.outbox, watched.installation.folder.appending(path: "away"))
        try files.moveItem(at: outbox, to: away)
        try watched.drop("held.txt")
        let id = try await watched.claimed("held.txt")
        try await watched.log.events("held back") {
            $0.message == "Document waits for the machine" && $0.document == id
        }
        #expect(!files.fileExists(atPath: outbox.path))
        try files.moveItem(at: away, to: outbox)
        try await watched.reported("held.txt")
    }
}

/// An inbox in which nothing else happens: no event of another file and no regular scan finds what this one must.
@Suite(.timeLimit(.minutes(6)), .watched("inbox.rescan-interval=1h")) struct InboxOverflowTests {
    /// Scenario 15: more events than the kernel keeps; those of real files are lost, and a scan finds the files.
    @Test func filesWhoseEventsWereLostAreFound() async throws {
        let watched = try #require(InboxWatched.current)
        let limit = try String(contentsOfFile: "/proc/sys/fs/inotify/max_queued_events", encoding: .utf8)
        let events = try #require(Int(limit.trimmingCharacters(in: .whitespacesAndNewlines)))
        // Machines that keep very many would be kept busy for too long.
        guard events <= 100_000 else { return }
        let paths = ["a.part", "b.part"].map { watched.installation.inbox.appending(path: $0).path }
        for path in paths { try Data().write(to: URL(filePath: path)) }
        // The scans at the start, and after a document is put away, would find the files too: they are let pass.
        try await watched.looked()
        try await Task.sleep(for: .milliseconds(300))
        watched.daemon.signal(SIGSTOP)
        // Neighbours that are alike become one event, so they alternate; twice as many as there is room for, because
        // some may be read before the signal has come.
        for _ in 0...events { for path in paths { chmod(path, 0o600) } }
        let names = (1...3).map { "lost \($0).txt" }
        for name in names { try watched.drop(name) }
        watched.daemon.signal(SIGCONT)
        for name in names { try await watched.reported(name) }
    }
}

/// A program that is started where nothing is any more.
@Suite(.timeLimit(.minutes(6))) struct InboxGoneFolderTests {
    /// Regression: the search for the folders' real paths went round for ever, at full speed.
    @Test func aWorkingFolderThatIsGoneEndsTheProgramWithASentence() async throws {
        let installation = try Installation()
        let script = "mkdir gone && cd gone && rmdir ../gone && exec \"$0\" watch --once"
        let daemon = try Running(
            ["-c", script, Installation.program.path],
            in: installation.folder,
            program: URL(filePath: "/bin/sh")
        )
        let outcome = try await daemon.outcome()
        #expect(outcome.exitCode > 0)
        #expect(outcome.errors.contains("state"), "\(outcome.errors)")
    }
}

/// What happens where the kernel watches no more folders for this user.
@Suite(.timeLimit(.minutes(6))) struct InboxWatchLimitTests {
    private static func isPossible() async -> Bool {
        do {
            return try await limited(
                "max_inotify_instances",
                to: "true",
                [],
                in: FileManager.default.temporaryDirectory
            )
            .outcome().exitCode == 0
        } catch {
            return false
        }
    }

    private static func limited(
        _ limit: String,
        to program: String,
        _ arguments: [String],
        in folder: URL
    ) throws -> Running {
        let script = "echo 0 > /proc/sys/user/\(limit) && exec \"$0\" \"$@\""
        return try Running(
            ["-U", "-r", "sh", "-c", script, program] + arguments,
            in: folder,
            program: URL(filePath: "/usr/bin/unshare")
        )
    }

    /// Scenario 16.
    @Test(
        .enabled("needs user namespaces with limits of their own") { await isPossible() },
        arguments: ["max_inotify_instances", "max_inotify_watches"]
    )
    func whereNoFolderCanBeWatchedTheInboxIsPolled(limit: String) async throws {
        let installation = try Installation()
        let arguments = ["watch"] + InboxWatched.settings + ["--set", "inbox.rescan-interval=1s"]
        let daemon = try Self.limited(limit, to: Installation.program.path, arguments, in: installation.folder)
        let outcome = try await InboxWatched.following(installation, daemon) { watched in
            try await watched.log.events("polled") { $0.message == "Inbox polled, not watched" }
            for name in ["first.txt", "second.txt"] {
                try watched.drop(name)
                try await watched.reported(name)
            }
            let warnings = watched.log.events.filter { $0.values["level"] == "warning" }
            #expect(warnings.map(\.message) == ["Inbox polled, not watched"], "\(warnings)")
        }
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
    }
}
