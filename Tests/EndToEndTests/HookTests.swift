import Foundation
import Testing

/// Reports that are handed on by the built program.
@Suite(.timeLimit(.minutes(6))) struct HookTests {
    private func hook(_ text: String, in installation: Installation) throws -> String {
        // No comma: a list in one text is separated by them.
        let path = installation.folder.appending(path: "hook.sh").path
        try Data("#!/bin/sh\n\(text)\n".utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return path
    }

    private func lines(_ name: String, in installation: Installation) -> [String] {
        let data = FileManager.default.contents(atPath: installation.folder.appending(path: name).path) ?? Data()
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test func everyReportIsHandedOnOnceAndTheFolderIsThereByThen() async throws {
        let installation = try Installation()
        let path = try hook(
            "test -f \"$TRADECRAFT_REPORT_FOLDER/report.json\" && echo \"$TRADECRAFT_DOCUMENT_NAME\" >> said",
            in: installation
        )
        for number in 1...5 { try installation.drop("\(number) $(x).txt", "The actor ran PowerShell, \(number).") }
        let outcome = try await installation.drain("--set", "hooks.command=\(path)")
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        #expect(lines("said", in: installation).sorted() == (1...5).map { "\($0) $(x).txt" })
        _ = try await installation.drain("--set", "hooks.command=\(path)")
        #expect(lines("said", in: installation).count == 5)
    }

    /// What a program had done by the time the daemon was killed is not known: it is not started again by itself.
    @Test func aProgramThatRanWhenTheDaemonWasKilledIsNotStartedAgain() async throws {
        let installation = try Installation()
        let (ready, leave) = (
            installation.folder.appending(path: "ready"), installation.folder.appending(path: "leave")
        )
        #expect(mkfifo(ready.path, 0o600) == 0 && mkfifo(leave.path, 0o600) == 0)
        let path = try hook(
            "echo run >> said; test -p ready || exit 0; echo > ready; read word < leave",
            in: installation
        )
        try installation.drop("a.txt", "The actor ran PowerShell (T1059.001).")
        let setting = "hooks.command=\(path)"
        let daemon = try installation.watch("--set", setting)
        await opened(ready)
        daemon.signal(SIGKILL)
        #expect(try await daemon.outcome().exitCode == -SIGKILL)
        let outcome = try await installation.drain("--set", setting)
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        #expect(outcome.errors.contains("Report not delivered"))
        #expect(lines("said", in: installation) == ["run"])
        let shown = try await installation.run("documents", "show", "a.txt")
        #expect(shown.output.contains("in-doubt"), "\(shown.output)")
        #expect(try installation.reports().count == 1)
        // Lets the program of the first daemon end.
        try Data("go\n".utf8).write(to: leave)
        try FileManager.default.removeItem(at: ready)
        let asked = try await installation.run("reports", "deliver", "a.txt", "--set", setting)
        #expect(asked.exitCode == 0 && asked.output.contains("no daemon runs"), "\(asked.errors)")
        #expect(try await installation.drain("--set", setting).exitCode == 0)
        #expect(lines("said", in: installation) == ["run", "run"])
        #expect(try await installation.run("documents", "show", "a.txt").output.contains("to the command: delivered"))
    }

    @Test func aProgramThatHangsIsKilledAndTheReportIsThereAllTheSame() async throws {
        let installation = try Installation()
        let path = try hook("echo run >> said; sleep 600", in: installation)
        try installation.drop("a.txt", "The actor ran PowerShell (T1059.001).")
        let outcome = try await installation.drain("--set", "hooks.command=\(path)", "--set", "hooks.time-limit=1s")
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        #expect(lines("said", in: installation) == ["run"])
        #expect(try installation.reports()["a.txt"]?.count == 1)
        let status = try await installation.run("status")
        #expect(status.output.contains("1 in doubt"), "\(status.output)")
    }

    @Test(arguments: [
        ("hooks.command=notify", "full path"), ("hooks.webhook=ftp://example.org", "http"),
        ("hooks.webhook=https://", "http"),
        ("hooks.webhook=http://:80/x", "http"), ("hooks.body=all", "summary"), ("hooks.attempts=0", "1 to 1000"),
        ("hooks.in-doubt=maybe", "stop"),
    ])
    func nonsenseIsRefused(setting: String, expected: String) async throws {
        let installation = try Installation()
        let outcome = try await installation.run("config", "check", "--set", setting)
        #expect(outcome.exitCode == 78 && outcome.errors.contains(expected), "\(outcome.errors)")
    }

    /// Waits until somebody writes into a pipe.
    private func opened(_ pipe: URL) async {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                let descriptor = open(pipe.path, O_RDONLY)
                var byte: UInt8 = 0
                _ = read(descriptor, &byte, 1)
                close(descriptor)
                continuation.resume()
            }
        }
    }
}
