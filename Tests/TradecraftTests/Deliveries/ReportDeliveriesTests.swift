import Foundation
import GRDB
import Inbox
import Taskt
import TasktSQLite
import Testing

@testable import Tradecraft

/// Reports on their way to a program or an address, through the engine and the database.
@Suite(.timeLimit(.minutes(6))) struct ReportDeliveriesTests {
    private let id = RecordedInstallation.id("first")

    /// What a process has: its engine, and what drives deliveries.
    private struct Process {
        let engine: WorkflowEngine
        let deliveries: ReportDeliveries
    }

    private func process(_ recorded: RecordedInstallation, _ settings: HookSettings) async throws -> Process {
        var environment = EngineEnvironment(logger: silence)
        environment.jitter = { 0 }
        let engine = try await WorkflowEngine(store: recorded.store, environment: environment)
        let sender = HookSender(
            settings: settings,
            outbox: recorded.configuration.outbox,
            ledger: recorded.ledger,
            environment: environment
        )
        let courier = ReportCourier(sender: sender, ledger: recorded.ledger)
        try engine.register(ReportDelivery.definition(courier, retry: RetryPolicy(initialDelay: .milliseconds(1))))
        let deliveries = ReportDeliveries(
            ledger: recorded.ledger,
            engine: engine,
            environment: environment,
            logger: silence
        )
        return Process(engine: engine, deliveries: deliveries)
    }

    private func installation(_ targets: HookTarget...) async throws -> RecordedInstallation {
        let recorded = try await RecordedInstallation()
        recorded.ledger.outlets.targets = targets
        try await recorded.report(id, "apt.txt", techniques: [("T1059.001", 0.9)])
        return recorded
    }

    /// Drives deliveries until one has ended.
    private func deliver(_ recorded: RecordedInstallation, _ settings: HookSettings) async throws {
        let process = try await process(recorded, settings)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await process.deliveries.run() }
            try await process.deliveries.ended(recorded.ledger)
            group.cancelAll()
        }
        await process.engine.shutdown(grace: .zero)
    }

    private func story(_ recorded: RecordedInstallation) throws -> DocumentStory.Delivery {
        let story = try recorded.database.story(of: id)
        #expect(story.deliveries.count == 1)
        return try #require(story.deliveries.first)
    }

    @Test func aServerThatIsBusyTwiceGetsTheReportOnce() async throws {
        let recorded = try await installation(.webhook)
        let server = try LocalServer { _, number in .send(head: ["HTTP/1.1 \(number < 3 ? 503 : 200) X"], body: []) }
        var settings = HookSettings()
        settings.webhook = server.url("/hook")
        try await deliver(recorded, settings)
        let delivery = try story(recorded)
        #expect(delivery.state == "delivered" && delivery.attempts == 3 && delivery.outcome == "it answered 200")
        #expect(Set(server.requests.map { $0.headers["idempotency-key"] }) == ["\(id)-v1-webhook"])
        #expect(server.requests.count == 3)
        let run = try #require(try recorded.database.run(RunID(rawValue: "h-f1rst0000000-v1-webhook")))
        #expect(
            run.run.status == "completed" && run.run.workflow == "report-delivery" && run.run.document == id.rawValue
        )
        #expect(try recorded.database.story(of: id).changes.map(\.action).suffix(1) == ["delivered"])
        // A later process finds nothing to do.
        #expect(try await recorded.ledger.openDeliveries(to: .webhook, areRepeated: false, limit: 9).isEmpty)
    }

    @Test func triesAreBoundedAndWhatFailedIsCountedAndRaisesAnAlert() async throws {
        let recorded = try await installation(.webhook)
        let server = try LocalServer { _, _ in .send(head: ["HTTP/1.1 503 X"], body: []) }
        var settings = HookSettings()
        (settings.webhook, settings.attempts) = (server.url("/hook"), 2)
        try await deliver(recorded, settings)
        let delivery = try story(recorded)
        #expect(delivery.state == "failed" && delivery.attempts == 2 && server.requests.count == 2)
        let change = try #require(try recorded.database.story(of: id).changes.last)
        #expect(change.action == "undelivered" && change.facts.contains("state failed"))
        var configuration = recorded.configuration
        configuration.hooks = settings
        let observer = AlertObserver(configuration: configuration, beganAt: recorded.now)
        let work = try recorded.database.work(at: recorded.now, observer, AlertObservation())
        #expect(work.deliveries == StatusSummary.Deliveries(open: 0, failed: 1, inDoubt: 0))
        #expect(work.findings.map(\.rule) == [.deliveryFailed])
        #expect(work.findings.first?.summary == "1 delivery of reports failed within 1h")
    }

    /// The row says that it was being sent when the process ended: nobody knows whether it arrived.
    @Test(arguments: [HookSettings.InDoubt.stop, .retry])
    func whatWasCutShortIsSentAgainOnlyWhereThatIsWanted(policy: HookSettings.InDoubt) async throws {
        let recorded = try await installation(.webhook)
        let server = try LocalServer { _, _ in .send(head: ["HTTP/1.1 200 X"], body: []) }
        var settings = HookSettings()
        (settings.webhook, settings.inDoubt) = (server.url("/hook"), policy)
        let deliveries = try await recorded.ledger.openDeliveries(to: .webhook, areRepeated: false, limit: 1)
        let open = try #require(deliveries.first)
        guard
            case .send = try await recorded.ledger.begin(
                delivery: open.number,
                policy,
                outbox: "/o",
                at: recorded.tick()
            )
        else {
            Issue.record("a delivery that waits is to be sent")
            return
        }
        try await deliver(recorded, settings)
        let delivery = try story(recorded)
        #expect(delivery.state == (policy == .stop ? "in-doubt" : "delivered"))
        #expect(server.requests.count == (policy == .stop ? 0 : 1))
        guard policy == .stop else { return }
        // On purpose, under the same key: a receiver that has it can tell.
        let asked = try recorded.database.deliver(id, to: .webhook, again: false, at: recorded.tick())
        #expect(asked.before == "in-doubt" && !asked.isHandedOver)
        try await deliver(recorded, settings)
        #expect(try story(recorded).state == "delivered")
        #expect(server.requests.map { $0.headers["idempotency-key"] } == ["\(id)-v1-webhook"])
        // And once more, under another key, since the receiver is meant to take it.
        #expect(throws: StartupError.self) {
            try recorded.database.deliver(id, to: .webhook, again: false, at: recorded.tick())
        }
        _ = try recorded.database.deliver(id, to: .webhook, again: true, at: recorded.tick())
        try await deliver(recorded, settings)
        #expect(server.requests.last?.headers["idempotency-key"] == "\(id)-v1-webhook-3")
    }

    @Test func aReportOfBeforeThereWasAHookCanBeDelivered() async throws {
        let recorded = try await installation()
        #expect(try recorded.database.story(of: id).deliveries.isEmpty)
        let folder = try TemporaryFolder()
        let path = try folder.file("hook.sh", "#!/bin/sh\ncat > \"$1\"\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        var settings = HookSettings()
        (settings.command, settings.body) = ([path, "\(folder.path)/said"], .report)
        _ = try recorded.database.deliver(id, to: .command, again: false, at: recorded.tick())
        try await deliver(recorded, settings)
        #expect(try story(recorded).state == "delivered")
        // The folder is not there: it is what the database has kept.
        let said = try String(contentsOfFile: "\(folder.path)/said", encoding: .utf8)
        #expect(said.contains("\"T1059.001\"") && said.contains("\"schemaVersion\""))
    }

    @Test func aTargetThatIsNoLongerConfiguredIsSaidPlainly() async throws {
        let recorded = try await installation(.command)
        try await deliver(recorded, HookSettings())
        let delivery = try story(recorded)
        #expect(delivery.state == "failed" && delivery.outcome == "hooks.command is empty")
    }
}

extension ReportDeliveries {
    /// Returns once no delivery is open.
    fileprivate func ended(_ ledger: Ledger) async throws {
        while !Task.isCancelled {
            await settle()
            var open = 0
            for target in HookTarget.allCases {
                for areRepeated in [false, true] {
                    open += try await ledger.openDeliveries(to: target, areRepeated: areRepeated, limit: 1).count
                }
            }
            if open == 0 { return }
            await settled.wait(atMost: .milliseconds(20), clock: ContinuousClock())
        }
    }
}
