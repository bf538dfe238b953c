import Foundation
import Synchronization
import Taskt
import Testing

@testable import Tradecraft

/// The two ways to an operator, to those who take a notice and to others.
@Suite(.timeLimit(.minutes(6))) struct AlertSenderTests {
    private let notice = AlertNotice(
        .diskFree,
        .raised,
        "little is free",
        since: Timestamp(microseconds: 1_000_000),
        at: Timestamp(microseconds: 2_000_000),
        installation: "/var/lib/tradecraft"
    )

    private func sender(_ change: (inout AlertSettings) -> Void) -> AlertSender {
        var settings = AlertSettings()
        // A machine that runs all tests at once is slow.
        (settings.commandTimeLimit, settings.webhookTimeLimit) = (.seconds(90), .seconds(90))
        change(&settings)
        var environment = EngineEnvironment()
        environment.now = { Timestamp(microseconds: 1_780_000_000_999_999) }
        return AlertSender(settings, environment)
    }

    private func script(_ text: String, in folder: TemporaryFolder) throws -> String {
        let path = try folder.file("hook.sh", "#!/bin/sh\n\(text)\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return path
    }

    @Test func theProgramGetsTheNoticeOnItsInputAndInItsEnvironment() async throws {
        let folder = try TemporaryFolder()
        let path = try script("cat > \"$1\"; env >> \"$1\"; echo noise; echo noise >&2", in: folder)
        let target = "\(folder.path)/it's all; one argument"
        let outcome = await sender { $0.command = [path, target] }.send(notice, to: .command)
        #expect(outcome.isDelivered, "\(outcome.sentence)")
        let lines = try String(contentsOfFile: target, encoding: .utf8).split(separator: "\n").map(String.init)
        let read = try JSONDecoder().decode(AlertNotice.self, from: Data(try #require(lines.first).utf8))
        #expect(read == notice)
        #expect(lines.contains("TRADECRAFT_ALERT_RULE=disk-free") && lines.contains("TRADECRAFT_ALERT_STATUS=raised"))
        #expect(lines.contains("TRADECRAFT_ALERT_ID=\(notice.id)"))
        // Nothing of the daemon's own environment goes along.
        #expect(!lines.contains { $0.hasPrefix("HOME=") })
    }

    @Test func aProgramThatFailsOrIsNotThereIsAFailure() async throws {
        let folder = try TemporaryFolder()
        let path = try script("exit 3", in: folder)
        let failed = await sender { $0.command = [path] }.send(notice, to: .command)
        #expect(!failed.isDelivered && failed.sentence == "it ended with code 3")
        let missing = await sender { $0.command = ["/nonexistent/hook"] }.send(notice, to: .command)
        #expect(!missing.isDelivered && missing.sentence.hasPrefix("it cannot be started"))
    }

    @Test func aProgramThatDoesNotEndIsKilledWithWhatItStarted() async throws {
        let folder = try TemporaryFolder()
        let path = try script("sleep 600 & sleep 600", in: folder)
        let outcome = await sender { settings in
            settings.command = [path]
            settings.commandTimeLimit = .milliseconds(100)
        }
        .send(notice, to: .command)
        #expect(!outcome.isDelivered && outcome.sentence == "it was killed after 100ms")
    }

    @Test func thePostIsSignedOverItsTimeAndBody() async throws {
        let folder = try TemporaryFolder()
        let secret = try folder.file("secret", "key\n")
        let server = try LocalServer { _, _ in .send(head: ["HTTP/1.1 204 Fine"], body: []) }
        let outcome = await sender { settings in
            settings.webhook = server.url("/hook")
            settings.webhookSecretFile = secret
        }
        .send(notice, to: .webhook)
        #expect(outcome.isDelivered && outcome.sentence == "it answered 204")
        let request = try #require(server.requests.first)
        #expect(String(decoding: request.body, as: UTF8.self) == notice.body)
        #expect(request.headers["x-tradecraft-delivery"] == notice.id)
        let code = HMAC.hexadecimal(of: Array("1780000000.\(notice.body)".utf8), key: Array("key".utf8))
        #expect(request.headers["x-tradecraft-signature"] == "t=1780000000,v1=\(code)")
    }

    /// Without its secret a notice is not sent: a receiver that checks signatures would not take it.
    @Test func aSecretThatCannotBeReadIsAFailureAndNothingIsSent() async throws {
        let folder = try TemporaryFolder()
        let server = try LocalServer { _, _ in .send(head: ["HTTP/1.1 200 OK"], body: []) }
        for file in ["\(folder.path)/none", try folder.file("empty", "\n")] {
            let outcome = await sender { settings in
                settings.webhook = server.url("/hook")
                settings.webhookSecretFile = file
            }
            .send(notice, to: .webhook)
            #expect(!outcome.isDelivered && outcome.sentence.contains(file))
        }
        #expect(server.requests.isEmpty)
    }

    @Test func whatIsSaidOfAFailureHoldsNoPathThatMayBeASecret() async throws {
        let server = try LocalServer { _, _ in .send(head: ["HTTP/1.1 500 No"], body: []) }
        let outcome = await sender { $0.webhook = server.url("/T0KEN?key=T0KEN") }.send(notice, to: .webhook)
        #expect(!outcome.isDelivered && outcome.sentence == "serverUnavailable, status 500")
        var settings = AlertSettings()
        settings.webhook = "https://user:T0KEN@hooks.example.org/T0KEN?key=T0KEN"
        #expect(settings.shownWebhook == "https://hooks.example.org/...")
        #expect(
            try EffectiveConfiguration(file: "/dev/null", flags: ["alerts.webhook": .text(settings.webhook ?? "")])
                .listing.contains { $0.value == "https://hooks.example.org/..." }
        )
    }

    @Test func aServerThatDoesNotAnswerIsGivenUpInTime() async throws {
        let server = try LocalServer { _, _ in .hang(head: ["HTTP/1.1 100 Continue"], body: []) }
        let outcome = await sender { settings in
            settings.webhook = server.url("/hook")
            settings.webhookTimeLimit = .milliseconds(100)
        }
        .send(notice, to: .webhook)
        #expect(!outcome.isDelivered && outcome.sentence.hasPrefix("timedOut"))
    }
}
