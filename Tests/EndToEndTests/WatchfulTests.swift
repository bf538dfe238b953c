import Foundation
import Testing

/// What an operator sees and is told, by the built program.
@Suite(.timeLimit(.minutes(6))) struct WatchfulTests {
    private struct Status: Decodable {
        struct Health: Decodable {
            let word: String
            let reasons: [String]
        }
        struct Inbox: Decodable {
            struct Entry: Decodable {}
            let waitingCount: Int
            let ignoredCount: Int
            let waiting: [Entry]
        }
        let health: Health
        let inbox: Inbox?
        let uptimeSeconds: Int?
    }

    private func status(_ installation: Installation, _ arguments: String...) async throws -> Status {
        let outcome = try await Running(["status", "--json"] + arguments, in: installation.folder).outcome()
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        return try JSONDecoder().decode(Status.self, from: Data(outcome.output.utf8))
    }

    /// A program that writes the rule and what became of it into a file.
    private func hook(_ installation: Installation) throws -> (path: String, told: URL) {
        let told = installation.folder.appending(path: "told.txt")
        let script = installation.folder.appending(path: "hook.sh")
        let text = "#!/bin/sh\necho \"$TRADECRAFT_ALERT_RULE $TRADECRAFT_ALERT_STATUS\" >> \"$1\"\n"
        try Data(text.utf8).write(to: script)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script.path)
        return ("\(script.path),\(told.path)", told)
    }

    @Test func aRejectionIsToldOnceThoughTheDaemonIsKilledAndStartsAgain() async throws {
        let installation = try Installation()
        let (command, told) = try hook(installation)
        let source = Installation.fixtures.appending(path: "Documents/encrypted.pdf")
        try FileManager.default.copyItem(at: source, to: installation.inbox.appending(path: "locked.pdf"))
        let settings = [
            "--set", "alerts.command=\(command)", "--set", "alerts.failure-minimum=1", "--set", "alerts.interval=1s",
            "--set", "alerts.disk-free=off", "--set", "alerts.command-time-limit=90s",
        ]
        let daemon = try Running(
            ["watch", "--set", "attack.update-interval=off", "--set", "inbox.settle=0s"] + settings,
            in: installation.folder
        )
        #expect(await daemon.waits(for: "Alert sent"))
        let seen = try await status(installation, "--set", "alerts.failure-minimum=1", "--set", "alerts.disk-free=off")
        #expect(seen.health.word == "degraded" && seen.uptimeSeconds != nil)
        #expect(seen.health.reasons == ["1 of 1 documents were rejected within 1h (100%)"])
        daemon.signal(SIGKILL)
        _ = try await daemon.outcome()
        // The state of the rules outlives the process: a drained inbox is looked at with the same rules again.
        let again = try Running(
            ["watch", "--set", "attack.update-interval=off", "--set", "log.level=trace"] + settings,
            in: installation.folder
        )
        #expect(await again.waits(for: "Watching"))
        #expect(try await installation.run("alerts").output.contains("raised"))
        again.signal(SIGTERM)
        #expect(try await again.outcome().exitCode == 0)
        #expect(try String(contentsOf: told, encoding: .utf8) == "failure-rate raised\n")

        let audit = try await installation.run("audit", "--json")
        struct Record: Decodable {
            let action: String
            let detail: String
        }
        let records = try JSONDecoder().decode([Record].self, from: Data(audit.output.utf8))
        let daemonRecords = records.filter { ["started", "stopped"].contains($0.action) }
        #expect(daemonRecords.map(\.action) == ["stopped", "started", "started"])
        #expect(daemonRecords[1].detail.contains("ended without saying so"))
        let verified = try await installation.run("audit", "--verify")
        #expect(verified.exitCode == 0 && verified.output.contains("as they were written"), "\(verified.output)")
        let exported = try await installation.run("audit", "--export")
        #expect(exported.output.split(separator: "\n").count == records.count)
        let shown = try await installation.run("documents", "show", "locked.pdf")
        #expect(shown.output.contains("on record in the audit trail"), "\(shown.output)")
    }

    @Test func aTestAlertSaysWhatHappenedAtEachTarget() async throws {
        let installation = try Installation()
        let nobody = try await installation.run("alerts", "test")
        #expect(nobody.exitCode == 69 && nobody.errors.contains("no target is set"), "\(nobody.errors)")
        let (command, told) = try hook(installation)
        let server = try SmallServer { _, count in SmallServer.Answer(status: count == 0 ? 500 : 200) }
        let settings = [
            "--set", "alerts.command=\(command)", "--set", "alerts.webhook=\(server.address("/hook"))",
            "--set", "alerts.command-time-limit=90s", "--set", "alerts.webhook-time-limit=90s",
        ]
        let first = try await Running(["alerts", "test"] + settings, in: installation.folder).outcome()
        #expect(first.exitCode == 69)
        #expect(
            first.output
                == "command took it: it ended with code 0\nwebhook DID NOT TAKE IT: serverUnavailable, status 500\n"
        )
        let second = try await Running(["alerts", "test", "--rule", "queue-age"] + settings, in: installation.folder)
            .outcome()
        #expect(second.exitCode == 0 && second.output.contains("webhook took it: it answered 200"), "\(second.output)")
        #expect(try String(contentsOf: told, encoding: .utf8) == "disk-free test\nqueue-age test\n")
    }

    @Test func theStatusCountsWhatWaitsAndListsTheFirstFew() async throws {
        let installation = try Installation()
        for number in 0..<300 { try installation.drop("f\(number).txt", "x") }
        for number in 0..<3 { try installation.drop(".h\(number)", "x") }
        let seen = try await status(installation)
        #expect(seen.health.word == "stopped" && seen.health.reasons.first == "no daemon runs")
        #expect(seen.inbox?.waitingCount == 300 && seen.inbox?.waiting.count == 10 && seen.inbox?.ignoredCount == 3)
        let text = try await installation.run("status")
        #expect(text.output.hasPrefix("stopped: no daemon runs\n") && text.output.contains("... and 290 more"))
        let ignored = try await installation.run("status", "--ignored")
        #expect(ignored.output.split(separator: "\n").count == 4)
    }
}
