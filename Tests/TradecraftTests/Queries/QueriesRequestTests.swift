import Inbox
import Taskt
import Testing

@testable import Tradecraft

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What the command line asks of the daemon.
@Suite(.timeLimit(.minutes(5))) struct QueriesRequestTests {
    @Test func withoutADaemonARequestWaitsForTheNextStart() async throws {
        let recorded = try await RecordedInstallation()
        let id = RecordedInstallation.id("r")
        try await recorded.reject(id, "a.pdf", "It needs a password.")
        let database = try recorded.database
        let delivery = try await RequestDelivery.deliver(
            .retry(id),
            to: database,
            cause: "a request of somebody",
            at: recorded.tick()
        )
        #expect(!delivery.isHandedOver && delivery.processID == nil)
        let open = try await recorded.ledger.openRequests()
        #expect(open.map(\.order) == [.retry(id)])
        // Nobody was told, and the lock is free again.
        #expect(!FileManager.default.fileExists(atPath: recorded.state.doorbell.appending("ring").string))
        #expect(try !DaemonPresence(state: recorded.state.path).isRunning)
        let request = try #require(open.first)
        #expect(try database.outcome(ofRequest: delivery.number) == nil)
        try await recorded.ledger.finish(request.number, OperatorRequest.Outcome("in work again"), at: recorded.tick())
        #expect(try database.outcome(ofRequest: delivery.number)?.sentence == "in work again")
        let story = try database.story(of: id)
        #expect(story.requests.map(\.outcome) == ["in work again"])
        #expect(story.events.suffix(2).map(\.what).last == "retry carried out: in work again")
    }

    @Test func aDaemonIsToldThroughItsDoorbell() async throws {
        let recorded = try await RecordedInstallation()
        let id = RecordedInstallation.id("r")
        try await recorded.claim(id, Array("a.pdf".utf8))
        let lock = try StateLock(folder: recorded.state.path)
        defer { lock.release() }
        let database = try recorded.database
        let delivery = try await RequestDelivery.deliver(
            .cancel(id),
            to: database,
            cause: "a request of somebody",
            at: recorded.tick()
        )
        #expect(delivery.isHandedOver && delivery.processID == ProcessInfo.processInfo.processIdentifier)
        #expect(try await recorded.ledger.openRequests().map(\.order) == [.cancel(id)])
        #expect(FileManager.default.fileExists(atPath: recorded.state.doorbell.appending("ring").string))
    }

    @Test func whatWouldChangeNothingIsRefusedAndNotWrittenDown() async throws {
        let recorded = try await RecordedInstallation()
        let (reported, working) = (RecordedInstallation.id("done"), RecordedInstallation.id("work"))
        try await recorded.report(reported, "a.txt", techniques: [])
        try await recorded.claim(working, Array("b.txt".utf8))
        let database = try recorded.database
        let useless: [OperatorRequest.Order] = [.retry(reported), .cancel(reported), .retry(working)]
        for order in useless {
            await #expect(throws: StartupError.self) {
                try await RequestDelivery.deliver(order, to: database, cause: "", at: recorded.now)
            }
        }
        #expect(try await recorded.ledger.openRequests().isEmpty)
    }

    @Test func aForkIsRefusedWithWhatIsKnown() async throws {
        let recorded = try await RecordedInstallation()
        let (reported, working) = (RecordedInstallation.id("done"), RecordedInstallation.id("work"))
        try await recorded.report(reported, "a.txt", techniques: [])
        try await recorded.claim(working, Array("b.txt".utf8))
        let (database, fork) = (try recorded.database, RecordedInstallation.id("f0rk"))
        let refused: [(OperatorRequest.Order, String)] = [
            (.fork(working, from: nil, as: fork), "its run has not begun"),
            (.fork(reported, from: "evil", as: fork), "expected one of fetch, parse, ingest, eval, report"),
            (.fork(reported, from: "ingest", as: fork), "reads the original, which is no longer there"),
            (.fork(reported, from: nil, as: fork), "reads the original, which is no longer there"),
        ]
        for (order, words) in refused {
            let error = await #expect(throws: StartupError.self) {
                try await RequestDelivery.deliver(order, to: database, cause: "", at: recorded.now)
            }
            #expect(
                error?.exitCode == .badData && error?.description.contains(words) == true,
                "\(error.debugDescription)"
            )
        }
        #expect(try await recorded.ledger.openRequests().isEmpty)
        let order = OperatorRequest.Order.fork(reported, from: "eval", as: fork)
        let delivery = try await RequestDelivery.deliver(order, to: database, cause: "test", at: recorded.now)
        #expect(delivery.newDocument == fork.rawValue && delivery.outcome == nil)
        #expect(try await recorded.ledger.openRequests().map(\.order) == [order])
    }

    /// What is the product's own record stays: documents, reports, matches, measures.
    @Test func withoutADaemonRunsAreDeletedAtOnceAndWhatTheyLedToStays() async throws {
        let recorded = try await RecordedInstallation()
        let (reported, rejected) = (RecordedInstallation.id("done"), RecordedInstallation.id("lost"))
        try await recorded.report(reported, "a.txt", techniques: [("T1059", 0.5)])
        try await recorded.reject(rejected, "b.pdf", "It needs a password.")
        let working = RecordedInstallation.id("work")
        try await recorded.claim(working, Array("c.txt".utf8))
        try await recorded.run(working, through: ["fetch"], underway: ["parse"])
        let database = try recorded.database
        func prune(_ retention: Retention) async throws -> PruneFigures? {
            try await RequestDelivery.deliver(.prune(retention), to: database, cause: "test", at: recorded.now).pruned
        }
        let early = Retention(endedBefore: recorded.now.advanced(by: .seconds(-3_600)))
        #expect(try database.prunable(early).runs == 0)
        #expect(try await prune(early)?.runs == 0)
        let completed = Retention(endedBefore: recorded.now, statuses: [.completed])
        #expect(try database.prunable(completed).runs == 1)
        #expect(try await prune(completed)?.runs == 1)
        #expect(try await prune(Retention(endedBefore: recorded.now))?.runs == 1)
        #expect(try database.runs(RunFilter(), Page(limit: 10)).map(\.id) == [working.runID.rawValue])
        #expect(try await recorded.ledger.openRequests().isEmpty)
        for id in [reported, rejected] {
            let story = try database.story(of: id)
            #expect(story.isRunDeleted && story.run == nil && story.measures != nil)
            let error = #expect(throws: StartupError.self) { try database.run(named: id.rawValue) }
            #expect(error?.description.contains("was deleted by `tradecraft runs prune`") == true)
        }
        #expect(try !database.story(of: working).isRunDeleted)
        #expect(try database.report(on: reported).matches.map(\.technique) == ["T1059"])
        #expect(try database.metrics(since: nil).total.documents == 2)
    }

    @Test func aDaemonIsAskedToDelete() async throws {
        let recorded = try await RecordedInstallation()
        try await recorded.report(RecordedInstallation.id("done"), "a.txt", techniques: [])
        let lock = try StateLock(folder: recorded.state.path)
        defer { lock.release() }
        let retention = Retention(endedBefore: recorded.now, statuses: [.failed, .completed])
        let database = try recorded.database
        let delivery = try await RequestDelivery.deliver(
            .prune(retention),
            to: database,
            cause: "test",
            at: recorded.now
        )
        #expect(delivery.isHandedOver && delivery.outcome == nil)
        let open = try await recorded.ledger.openRequests()
        #expect(open.map(\.order) == [.prune(retention)])
        #expect(try database.runs(RunFilter(), Page(limit: 10)).count == 1)
        let figures = PruneFigures(PruneReport(runs: 2, payloads: 1, payloadBytes: 70_000))
        let outcome = OperatorRequest.Outcome(figures.sentence, pruned: figures)
        try await recorded.ledger.finish(open[0].number, outcome, at: recorded.tick())
        #expect(try database.outcome(ofRequest: delivery.number) == outcome)
        #expect(outcome.sentence == "deleted 2 runs and 1 payload file (70.0 KB)")
    }
}
