import Foundation
import GRDB
import Inbox
import Synchronization
import Taskt
import Testing

@testable import Tradecraft

/// The rules over time, restarts and failures; what is told is counted at a server.
@Suite(.timeLimit(.minutes(6))) struct AlertWatchTests {
    /// A time that tests move.
    private final class Time: Sendable {
        private let microseconds: Mutex<Int64>

        init(_ now: Timestamp) { microseconds = Mutex(now.microseconds) }

        func pass(_ duration: Duration) { microseconds.withLock { $0 += duration.wholeMicroseconds } }

        var environment: EngineEnvironment {
            var environment = EngineEnvironment()
            environment.now = { Timestamp(microseconds: self.microseconds.withLock { $0 }) }
            environment.jitter = { 0 }
            return environment
        }
    }

    /// The notices that a server got.
    private func notices(_ server: LocalServer) throws -> [AlertNotice] {
        try server.requests.map { try JSONDecoder().decode(AlertNotice.self, from: Data($0.body)) }
    }

    private func server(refusing count: Int = 0) throws -> LocalServer {
        try LocalServer { _, number in
            .send(head: [number <= count ? "HTTP/1.1 503 Busy" : "HTTP/1.1 200 OK"], body: [])
        }
    }

    private func watch(_ recorded: RecordedInstallation, _ server: LocalServer, _ time: Time) -> AlertWatch {
        var configuration = recorded.configuration
        configuration.alerts.failureMinimum = 1
        configuration.alerts.diskFree = nil
        configuration.alerts.webhook = server.url("/hook")
        // A machine that runs all tests at once is slow.
        configuration.alerts.webhookTimeLimit = .seconds(90)
        return AlertWatch(configuration, ledger: recorded.ledger, environment: time.environment, logger: silence)
    }

    private func recorded() async throws -> RecordedInstallation {
        let recorded = try await RecordedInstallation()
        try FileManager.default.createDirectory(
            atPath: recorded.configuration.inbox.string,
            withIntermediateDirectories: true
        )
        try await recorded.reject(RecordedInstallation.id("bbbb"), "locked.pdf", "It needs a password.")
        return recorded
    }

    @Test func aCauseIsToldOnceThoughTheDaemonStartsAgainAndAgain() async throws {
        let (recorded, server) = (try await recorded(), try server())
        let time = Time(recorded.now)
        for _ in 0..<3 {
            let watch = watch(recorded, server, time)
            await watch.look()
            await watch.deliver()
            time.pass(.seconds(60))
        }
        let found = try notices(server)
        #expect(found.map(\.rule) == ["failure-rate"] && found.map(\.status) == [.raised])
        #expect(found.first?.summary == "1 of 1 documents were rejected within 1h (100%)")
        // The window has passed: the cause is over.
        time.pass(.seconds(7_200))
        let watch = watch(recorded, server, time)
        await watch.look()
        await watch.deliver()
        #expect(try notices(server).map(\.status) == [.raised, .resolved])
    }

    @Test func whatDoesNotArriveIsSentAgainLaterWithTheSameId() async throws {
        let (recorded, server) = (try await recorded(), try server(refusing: 2))
        let time = Time(recorded.now)
        let watch = watch(recorded, server, time)
        await watch.look()
        await watch.deliver()
        // Too early: nothing is sent before its time, by a process that starts meanwhile either.
        await self.watch(recorded, server, time).deliver()
        #expect(server.requests.count == 1)
        time.pass(.seconds(11))
        await self.watch(recorded, server, time).deliver()
        #expect(server.requests.count == 2)
        time.pass(.seconds(11))
        await watch.deliver()
        #expect(server.requests.count == 2, "the second wait is longer than the first")
        time.pass(.seconds(11))
        await watch.deliver()
        await watch.deliver()
        let found = try notices(server)
        #expect(found.count == 3 && Set(found.map(\.id)).count == 1)
        var configuration = recorded.configuration
        configuration.alerts.webhook = server.url("/hook")
        let delivery = try #require(AlertListing.look(configuration).deliveries.first)
        #expect(delivery.state == "delivered" && delivery.attempts == 3)
    }

    @Test func whatNobodyTakesForADayIsGivenUp() async throws {
        let (recorded, server) = (try await recorded(), try server(refusing: .max))
        let time = Time(recorded.now)
        let watch = watch(recorded, server, time)
        await watch.look()
        await watch.deliver()
        time.pass(AlertWatch.patience)
        #expect(await watch.deliver() == nil)
        time.pass(AlertWatch.patience)
        await watch.deliver()
        #expect(server.requests.count == 2)
        #expect(try AlertListing.look(recorded.configuration).deliveries.map(\.state) == ["given up"])
    }

    @Test func anInboxThatCannotBeReadIsTold() async throws {
        let (recorded, server) = (try await recorded(), try server())
        try FileManager.default.removeItem(atPath: recorded.configuration.inbox.string)
        let watch = watch(recorded, server, Time(recorded.now))
        await watch.look()
        await watch.deliver()
        #expect(try notices(server).map(\.rule) == ["failure-rate", "inbox-unavailable"])
    }

    /// Nothing can be written down of it, and it is told all the same, and once.
    @Test func aDatabaseThatCannotBeWrittenToIsTold() async throws {
        let (recorded, server) = (try await recorded(), try server())
        let watch = watch(recorded, server, Time(recorded.now))
        let queue = try DatabaseQueue(path: recorded.state.database.string)
        try await queue.write { db in
            try db.execute(
                sql: "CREATE TRIGGER full BEFORE INSERT ON alert BEGIN SELECT raise(ABORT, 'disk full'); END"
            )
        }
        for _ in 0..<2 {
            await watch.look()
            await watch.deliver()
        }
        #expect(try notices(server).map(\.rule) == ["database-not-writable"])
        try await queue.write { db in try db.execute(sql: "DROP TRIGGER full") }
        try queue.close()
        await watch.look()
        await watch.deliver()
        #expect(
            try notices(server).map { "\($0.rule) \($0.status)" }
                == ["database-not-writable raised", "database-not-writable resolved", "failure-rate raised"]
        )
    }

    @Test func theListingOfRulesStaysAsItIs() async throws {
        let (recorded, server) = (try await recorded(), try server())
        let watch = watch(recorded, server, Time(recorded.now))
        await watch.look()
        var configuration = recorded.configuration
        configuration.alerts.webhook = "https://hooks.example.org/secret"
        configuration.alerts.command = ["/usr/local/bin/page", "--urgent"]
        let listing = try AlertListing.look(configuration, limit: 0)
        try GoldenFile.compare(listing, with: "Queries/alerts-list.json")
    }
}
