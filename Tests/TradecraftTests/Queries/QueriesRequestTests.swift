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
@Suite(.timeLimit(.minutes(1))) struct QueriesRequestTests {
    @Test func withoutADaemonARequestWaitsForTheNextStart() async throws {
        let recorded = try await RecordedInstallation()
        let id = RecordedInstallation.id("r")
        try await recorded.reject(id, "a.pdf", "It needs a password.")
        let database = try recorded.database
        let delivery = try RequestDelivery.deliver(
            .retry,
            try database.story(of: id).document,
            to: database,
            cause: "a request of somebody",
            at: recorded.tick()
        )
        #expect(!delivery.isHandedOver && delivery.processID == nil)
        let open = try await recorded.ledger.openRequests()
        #expect(open.map(\.document) == [id] && open.map(\.kind) == [.retry])
        // Nobody was told, and the lock is free again.
        #expect(!FileManager.default.fileExists(atPath: recorded.state.doorbell.appending("ring").string))
        #expect(try !DaemonPresence(state: recorded.state.path).isRunning)
        let request = try #require(open.first)
        #expect(try database.outcome(ofRequest: delivery.number) == nil)
        try await recorded.ledger.finish(request, outcome: "in work again", at: recorded.tick())
        #expect(try database.outcome(ofRequest: delivery.number) == "in work again")
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
        let delivery = try RequestDelivery.deliver(
            .cancel,
            try database.story(of: id).document,
            to: database,
            cause: "a request of somebody",
            at: recorded.tick()
        )
        #expect(delivery.isHandedOver && delivery.processID == ProcessInfo.processInfo.processIdentifier)
        #expect(try await recorded.ledger.openRequests().map(\.kind) == [.cancel])
        #expect(FileManager.default.fileExists(atPath: recorded.state.doorbell.appending("ring").string))
    }

    @Test func whatWouldChangeNothingIsRefusedAndNotWrittenDown() async throws {
        let recorded = try await RecordedInstallation()
        let (reported, working) = (RecordedInstallation.id("done"), RecordedInstallation.id("work"))
        try await recorded.report(reported, "a.txt", techniques: [])
        try await recorded.claim(working, Array("b.txt".utf8))
        let database = try recorded.database
        for (kind, id) in [(OperatorRequest.Kind.retry, reported), (.cancel, reported), (.retry, working)] {
            let document = try database.story(of: id).document
            #expect(throws: StartupError.self) {
                try RequestDelivery.deliver(kind, document, to: database, cause: "", at: recorded.now)
            }
        }
        #expect(try await recorded.ledger.openRequests().isEmpty)
    }
}
