import Foundation
import Testing

/// What the inbox does with a second copy, with a file that is empty at first, and with one that stays unreadable.
@Suite(.timeLimit(.minutes(6))) struct InboxPendingTests {
    private static func states(_ installation: Installation) throws -> [String] {
        try InboxAccounts(of: installation).documents.map(\.state).sorted()
    }

    /// Scenario 25.
    @Test func theSameBytesAreEvaluatedOnce() async throws {
        let installation = try Installation()
        let text = InboxWatched.text("twice")
        for name in ["first.txt", "second.txt"] {
            try installation.drop(name, text)
            #expect(try await installation.drain().exitCode == 0)
        }
        #expect(try Self.states(installation) == ["duplicate", "reported"])
        let shown = try await installation.run("documents", "show", "second.txt")
        #expect(shown.output.contains("has the content of d-"), "\(shown.output)")
        #expect(try installation.reports().count == 1)
    }

    /// Scenario 37, second half.
    @Test func anEmptyFileThatGrowsIsReported() async throws {
        let installation = try Installation()
        let daemon = try Running(["watch"] + InboxWatched.settings, in: installation.folder)
        let outcome = try await InboxWatched.following(installation, daemon) { watched in
            try await watched.log.events("start") { $0.message == "Watching" }
            let file = installation.inbox.appending(path: "grows.txt")
            try Data().write(to: file)
            #expect(try await watched.rejected("grows.txt") == "empty")
            // As `>>` does: what comes later to that name is taken for itself.
            let writer = FileHandle(fileDescriptor: open(file.path, O_WRONLY | O_CREAT | O_APPEND, 0o644))
            try writer.write(contentsOf: Data(InboxWatched.text("grows").utf8))
            try writer.close()
            try await watched.reported("grows.txt")
        }
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
    }

    /// Scenario 5, where the kernel refuses a lease: on a file that belongs to somebody else.
    @Test(
        .enabled(if: geteuid() == 0, "needs root, for a file of somebody else's"),
        .enabled("needs setpriv, and a program that others may run") { await InboxUser.isPossible() }
    )
    func aWriterOfAFileOfSomebodyElsesIsWaitedFor() async throws {
        let installation = try Installation()
        let user = InboxUser.unprivileged
        try user.takesOver(installation.folder)
        let arguments = ["watch"] + InboxWatched.settings
        let daemon = try user.running(Installation.program, arguments, in: installation.folder)
        let outcome = try await InboxWatched.following(installation, daemon) { watched in
            let file = try watched.outside("shared.txt")
            try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: file.path)
            // It ends when it is let: once another document is through, the open one has been looked at.
            let pipe = installation.folder.appending(path: "go")
            #expect(mkfifo(pipe.path, 0o666) == 0 && chmod(pipe.path, 0o666) == 0)
            let script = """
                exec 3>>"$0"; echo open >&2
                read line <"$1"
                echo 'At last the logs were cleared (T1070.001).' >&3
                """
            let shell = URL(filePath: "/bin/sh")
            let writer = try user.running(shell, ["-c", script, file.path, pipe.path], in: installation.folder)
            #expect(await writer.waits(for: "open"))
            #expect(rename(file.path, installation.inbox.appending(path: "shared.txt").path) == 0)
            try await watched.looked()
            // Opened for reading too: nothing here waits should the writer be gone.
            let go = FileHandle(fileDescriptor: open(pipe.path, O_RDWR | O_CLOEXEC), closeOnDealloc: true)
            try go.write(contentsOf: Data("go\n".utf8))
            await withKnownIssue("5: who may take no lease and see no other process cannot know of a writer") {
                let report = try await watched.reported("shared.txt")
                #expect(report.techniques == ["T1059.001", "T1070.001"])
            }
            _ = try await writer.outcome()
        }
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
    }

    /// Scenario 32, second half.
    @Test(.enabled("needs setpriv, and a program that others may run") { await InboxUser.isPossible() })
    func aFileThatStaysUnreadableIsRejectedInTheEnd() async throws {
        let installation = try Installation()
        let user = InboxUser.unprivileged
        try user.takesOver(installation.folder)
        let settings = InboxWatched.settings + ["--set", "inbox.rescan-interval=1s", "--set", "retry.initial=20ms"]
        let daemon = try user.running(Installation.program, ["watch"] + settings, in: installation.folder)
        let outcome = try await InboxWatched.following(installation, daemon) { watched in
            let file = try watched.outside("secret.txt")
            try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: file.path)
            #expect(rename(file.path, installation.inbox.appending(path: "secret.txt").path) == 0)
            #expect(try await watched.rejected("secret.txt") == "unreadable")
            try await watched.looked()
        }
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
    }
}
