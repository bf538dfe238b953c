import Foundation
import Inbox
import Taskt
import Testing

@testable import Tradecraft

/// One attempt to hand a report on: what is sent, and what is known of it afterwards.
@Suite(.timeLimit(.minutes(6))) struct HookSenderTests {
    private let order = DeliveryOrder(
        number: 1,
        target: .webhook,
        key: "d-0123456789ab-v2-webhook",
        attempt: 1,
        notice: ReportNotice(
            version: 1,
            delivery: "d-0123456789ab-v2-webhook",
            document: .init(
                id: "d-0123456789ab",
                name: "a'; touch \"$(x)\"; `y`.txt",
                title: "A \u{1B}[31mtitle",
                sha256: "00"
            ),
            reportVersion: 2,
            folder: "/nonexistent/a.txt--01234567",
            createdAt: "2026-05-01T10:00:00Z",
            domain: "enterprise-attack",
            attack: "18.1",
            model: "0011",
            techniques: [.init(id: "T1059.001", name: "PowerShell", score: 0.9)],
            host: "host"
        ),
        report: 1
    )

    private func send(_ change: (inout HookSettings) -> Void, to target: HookTarget) async throws -> DeliveryOutcome {
        var settings = HookSettings()
        // A machine that runs all tests at once is slow.
        settings.timeLimit = .seconds(90)
        change(&settings)
        let recorded = try await RecordedInstallation()
        let sender = HookSender(
            settings: settings,
            outbox: recorded.configuration.outbox,
            ledger: recorded.ledger,
            environment: EngineEnvironment()
        )
        let aimed = DeliveryOrder(
            number: 1,
            target: target,
            key: order.key,
            attempt: 1,
            notice: order.notice,
            report: 1
        )
        return try await sender.send(aimed)
    }

    private func script(_ text: String, in folder: TemporaryFolder) throws -> String {
        let path = try folder.file("hook.sh", "#!/bin/sh\n\(text)\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return path
    }

    @Test func theProgramGetsTheNoticeAndNoShellSeesTheNames() async throws {
        let folder = try TemporaryFolder()
        let path = try script("cat > \"$1\"; env >> \"$1\"", in: folder)
        let target = "\(folder.path)/said"
        #expect(try await send({ $0.command = [path, target] }, to: .command) == .delivered("it ended with code 0"))
        let lines = try String(contentsOfFile: target, encoding: .utf8).split(separator: "\n").map(String.init)
        let read = try JSONDecoder().decode(ReportNotice.self, from: Data(try #require(lines.first).utf8))
        #expect(read == order.notice)
        #expect(lines.contains("TRADECRAFT_REPORT_FOLDER=/nonexistent/a.txt--01234567"))
        #expect(lines.contains("TRADECRAFT_DOCUMENT=d-0123456789ab") && lines.contains("TRADECRAFT_REPORT_VERSION=2"))
        #expect(lines.contains("TRADECRAFT_DOCUMENT_NAME=a'; touch \"$(x)\"; `y`.txt"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["hook.sh", "said"])
    }

    @Test func aProgramThatFailsIsTriedAgainAndOneThatIsKilledIsInDoubt() async throws {
        let folder = try TemporaryFolder()
        let failing = try script("exit 3", in: folder)
        #expect(try await send({ $0.command = [failing] }, to: .command) == .failed("it ended with code 3"))
        guard case .failed = try await send({ $0.command = ["/nonexistent/hook"] }, to: .command) else {
            Issue.record("a program that is not there may be there later")
            return
        }
        #expect(try await send({ _ in }, to: .command) == .refused("hooks.command is empty"))
        let hanging = try script("sleep 600 & sleep 600", in: folder)
        let outcome = try await send(
            { settings in
                settings.command = [hanging]
                settings.timeLimit = .milliseconds(100)
            },
            to: .command
        )
        #expect(outcome == .inDoubt("it was killed after 100ms"))
    }

    @Test func thePostSaysWhichDeliveryItIs() async throws {
        let folder = try TemporaryFolder()
        let secret = try folder.file("secret", "key\n")
        let server = try LocalServer { _, _ in .send(head: ["HTTP/1.1 202 Fine"], body: []) }
        let outcome = try await send(
            { settings in
                settings.webhook = server.url("/hook")
                settings.webhookSecretFile = secret
            },
            to: .webhook
        )
        #expect(outcome == .delivered("it answered 202"))
        let request = try #require(server.requests.first)
        #expect(String(decoding: request.body, as: UTF8.self) == order.notice.body)
        #expect(request.headers["idempotency-key"] == order.key)
        #expect(request.headers["x-tradecraft-document"] == "d-0123456789ab")
        #expect(request.headers["x-tradecraft-report-version"] == "2")
        let signature = try #require(request.headers["x-tradecraft-signature"])
        let time = signature.dropFirst(2).prefix { $0 != "," }
        let code = HMAC.hexadecimal(of: Array("\(time).\(order.notice.body)".utf8), key: Array("key".utf8))
        #expect(signature.hasSuffix(",v1=\(code)"))
    }

    @Test(arguments: [(503, true), (429, true), (408, true), (400, false), (404, false), (302, false)])
    func aServerThatRefusesIsAskedAgainOnlyWhereThatMayHelp(status: Int, isTriedAgain: Bool) async throws {
        let server = try LocalServer { _, _ in .send(head: ["HTTP/1.1 \(status) No"], body: []) }
        switch try await send({ $0.webhook = server.url("/T0KEN") }, to: .webhook) {
        case .failed(let sentence):
            #expect(isTriedAgain && sentence.contains("\(status)") && !sentence.contains("T0KEN"))
        case .refused(let sentence): #expect(!isTriedAgain && !sentence.contains("T0KEN"))
        case .delivered, .inDoubt: Issue.record("status \(status) says plainly that it was not taken")
        }
    }

    /// Nobody knows what a server has done that took the message and said nothing.
    @Test func anAnswerThatDoesNotComeIsInDoubtAndAServerThatIsNotThereIsNot() async throws {
        let server = try LocalServer { _, _ in .hang(head: ["HTTP/1.1 100 Continue"], body: []) }
        let silent = try await send(
            { settings in
                settings.webhook = server.url("/hook")
                settings.timeLimit = .milliseconds(500)
            },
            to: .webhook
        )
        guard case .inDoubt(let sentence) = silent else {
            Issue.record("\(silent)")
            return
        }
        #expect(sentence.hasPrefix("timedOut"))
        let cut = try LocalServer { _, _ in .sendRaw(forEver: [], after: []) }
        guard case .inDoubt = try await send({ $0.webhook = cut.url("/hook") }, to: .webhook) else {
            Issue.record("a connection that breaks after the message leaves a doubt")
            return
        }
        // A port that was free a moment ago.
        let port = try LocalServer { _, _ in .send(head: ["HTTP/1.1 200 OK"], body: []) }.port
        guard case .failed = try await send({ $0.webhook = "http://127.0.0.1:\(port)/hook" }, to: .webhook) else {
            Issue.record("nothing was sent to a server that is not there")
            return
        }
    }
}
