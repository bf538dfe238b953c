import Foundation
import Inbox
import Synchronization
import Taskt
import TechniqueMapping
import Testing

@testable import Tradecraft

@Suite(.timeLimit(.minutes(6))) struct KnowledgeLibraryTests {
    /// A source of releases whose answer a test can change.
    private final class Source: Sendable {
        let server: LocalServer
        private let box: Box

        init() throws {
            let content = Box()
            server = try LocalServer { request, _ in
                let (tag, body) = content.value.withLock { $0 }
                if request.headers["if-none-match"] == tag {
                    return .send(head: ["HTTP/1.1 304 Not Modified", "ETag: \(tag)"], body: [])
                }
                let head = ["HTTP/1.1 200 OK", "ETag: \(tag)", "Content-Length: \(body.count)"]
                return .send(head: head, body: body)
            }
            box = content
        }

        func publish(_ file: String, tag: String) throws {
            let path = repository.appending(path: "Fixtures/AttackKnowledge/\(file)")
            let body = Array(try Data(contentsOf: path))
            box.value.withLock { $0 = (tag, body) }
        }

        func publish(_ text: String, as tag: String) {
            box.value.withLock { $0 = (tag, Array(text.utf8)) }
        }

        private final class Box: Sendable {
            let value = Mutex<(tag: String, body: [UInt8])>(("\"none\"", []))
        }
    }

    private func library(
        _ folder: TemporaryFolder,
        url: String,
        now: @escaping @Sendable () -> Timestamp = { Timestamp(microseconds: 1_700_000_000_000_000) }
    ) -> KnowledgeLibrary {
        var configuration = Configuration()
        configuration.state = SystemPath(folder.path)
        configuration.sourceURL = url
        configuration.updateInterval = .seconds(3_600)
        return KnowledgeLibrary(configuration, now: now, logger: silence)
    }

    @Test func aNewReleaseIsFetchedParsedTrainedForAndPutInForce() async throws {
        let (folder, source) = (try TemporaryFolder(), try Source())
        try source.publish("harbour-stix-2.1.json", tag: "\"one\"")
        let library = library(folder, url: source.server.url("/bundle.json"))
        let fetched = try #require(await library.refreshed())
        #expect(fetched.isChanged && fetched.sha256.count == 64 && fetched.notice == nil)
        #expect(try library.current().source == "embedded", "nothing is in force before it is parsed and trained for")
        let knowledge = try await library.knowledge(of: fetched)
        #expect(knowledge.release.sha256 == fetched.sha256)
        #expect(knowledge.counts.techniques < 100)
        #expect(try library.current().sha256 == fetched.sha256)
        #expect(try library.mapper(for: knowledge).map("nothing").techniques.isEmpty)
        // A second library, as after a restart, has it without asking.
        let restarted = self.library(folder, url: source.server.url("/bundle.json"))
        #expect(try restarted.status().model == knowledge.model)

        let unchanged = try #require(await library.refreshedNow())
        #expect(!unchanged.isChanged && unchanged.sha256 == fetched.sha256 && unchanged.notice == nil)
        #expect(source.server.requests.last?.headers["if-none-match"] == "\"one\"")

        try source.publish("harbour-stix-2.1-newer.json", tag: "\"two\"")
        let newer = try #require(await library.refreshedNow())
        #expect(newer.isChanged && newer.sha256 != fetched.sha256)
        let second = try await library.knowledge(of: newer)
        #expect(second.model != knowledge.model)
        #expect(try library.status().release.sha256 == newer.sha256)
        // What was begun with the release before can still be ended with it.
        #expect(try library.mapper(for: knowledge).model.hash == knowledge.model)
    }

    /// A release that was fetched and not installed is not forgotten: not by a restart, not by the source's "unchanged".
    @Test func aFetchedReleaseWaitsUntilItIsInstalled() async throws {
        let (folder, source) = (try TemporaryFolder(), try Source())
        try source.publish("harbour-stix-2.1.json", tag: "\"one\"")
        let fetched = try #require(await library(folder, url: source.server.url("/bundle.json")).refreshed())
        let restarted = library(folder, url: source.server.url("/bundle.json"))
        let again = try #require(await restarted.refreshedNow())
        #expect(again == fetched)
        #expect(try await restarted.knowledge(of: again).release.sha256 == fetched.sha256)
        let left = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/attack")
        #expect(!left.contains { $0.hasSuffix(".bundle") }, "\(left)")
    }

    @Test func aBadReleaseChangesNothingAndIsNotTriedAgain() async throws {
        let (folder, source) = (try TemporaryFolder(), try Source())
        source.publish(#"{"type":"bundle","objects":[]}"#, as: "\"bad\"")
        let library = library(folder, url: source.server.url("/bundle.json"))
        let before = try library.status()
        let knowledge = try await library.knowledge(of: #require(await library.refreshed()))
        #expect(knowledge.model == before.model && knowledge.release.source == "embedded")
        #expect(knowledge.release.notice?.contains("could not be used") == true)
        let again = try #require(await library.refreshedNow())
        #expect(!again.isChanged && again.sha256 == before.release.sha256)
    }

    @Test func aSourceThatCannotBeReachedIsANoticeAndIsNotAskedAgainAtOnce() async throws {
        let folder = try TemporaryFolder()
        let time = Mutex<Int64>(1_700_000_000_000_000)
        let source = try Source()
        source.publish("", as: "\"empty\"")
        let library = library(folder, url: "http://127.0.0.1:1/bundle.json") {
            Timestamp(microseconds: time.withLock { $0 })
        }
        for _ in 1...2 {
            let release = try #require(await library.refreshed())
            #expect(release.source == "embedded" && release.notice?.contains("could not be reached") == true)
        }
        let asked = try library.record().askedAt
        time.withLock { $0 += 3_700 * 1_000_000 }
        _ = await library.refreshed()
        #expect(try library.record().askedAt != asked)
    }

    @Test func aBundleIsImportedFromAFile() async throws {
        let folder = try TemporaryFolder()
        let library = library(folder, url: "http://127.0.0.1:1/")
        let file = repository.appending(path: "Fixtures/AttackKnowledge/harbour-stix-2.0.json").path
        let knowledge = try await library.importBundle(SystemPath(file))
        #expect(try library.status().fingerprint == knowledge.fingerprint)
        await #expect(throws: AgentFailure.self) { try await library.importBundle(SystemPath("\(folder.path)/none")) }
    }
}
