import DocumentText
import Foundation
import Inbox
import Taskt
import Testing

@testable import Tradecraft

/// An extractor that finds the same members in every file.
private struct FixedContainer: DocumentExtractor {
    let members: [(name: String, kind: DocumentMember.Kind, bytes: [UInt8])]
    /// What it was told it may cost.
    let seen = SeenLimits()

    func extract(
        path: [UInt8],
        name: String,
        limits: ExtractionLimits,
        members receiver: (any MemberReceiver)?,
        text: (any TextReceiver)?
    ) async throws(ExtractionError) -> Extraction {
        seen.limits = limits
        for (number, member) in members.enumerated() where member.kind == .file {
            try receiver?.begin(member.name, number: number)
            try receiver?.write(member.bytes[...])
            try receiver?.end()
        }
        return .members(
            MemberListing(
                mediaType: "application/zip",
                members: members.map { DocumentMember(name: $0.name, kind: $0.kind, size: $0.bytes.count) },
                skipped: [SkippedMember(name: "logo.png", code: .unsupportedFormat)]
            )
        )
    }
}

private final class SeenLimits: @unchecked Sendable {
    // Written and read by one test, one after the other.
    var limits = ExtractionLimits()
}

@Suite("Documents within documents", .timeLimit(.minutes(5)))
struct MembersTests {
    private func agent(
        _ recorded: RecordedInstallation,
        _ container: FixedContainer,
        members: Int = 10
    ) throws -> DocIngestAgent {
        try FileBytes.makeFolder(recorded.state.spool)
        return DocIngestAgent(
            extractor: container,
            ledger: recorded.ledger,
            spool: recorded.state.spool,
            limits: ExtractionLimits(members: members, memberBytes: 1_000, depth: 2),
            web: WebDocuments(FetchSettings(), now: { Timestamp(microseconds: 0) }, logger: silence),
            now: { Timestamp(microseconds: 1_790_000_000_000_000) }
        )
    }

    private func ingest(_ id: DocumentID, _ name: String, by agent: DocIngestAgent) async throws -> Ingestion {
        try await agent.ingest(id, name: name)
    }

    private let pair: [(name: String, kind: DocumentMember.Kind, bytes: [UInt8])] = [
        ("a/one.txt", .file, Array("first".utf8)), ("https://a.example/two.html", .reference, []),
    ]

    @Test func membersAreDocumentsThatPointToTheirContainer() async throws {
        let recorded = try await RecordedInstallation()
        let id = RecordedInstallation.id("zap")
        try await recorded.claim(id, Array("drop/box.zip".utf8))
        let agent = try agent(recorded, FixedContainer(members: pair))
        try FileBytes.replace(recorded.state.spool.appending(id.fileName), with: [1])
        guard case .members(let reference) = try await ingest(id, "drop/box.zip", by: agent) else {
            Issue.record("a container gave a text")
            return
        }
        #expect(reference.members == 2 && reference.skipped.map(\.name) == ["logo.png"])
        let members = try await recorded.ledger.members(of: id)
        let (firstID, secondID) = (try #require(members.first), try #require(members.last))
        let first = try #require(try await recorded.ledger.document(firstID))
        let second = try #require(try await recorded.ledger.document(secondID))
        #expect(first.path.description == "drop/box.zip/a/one.txt" && first.state == .claimed)
        #expect(first.parent == id && first.root == id && first.depth == 1 && first.identity.size == 5)
        #expect(second.path.description == "drop/box.zip/a.example-two.html")
        #expect(second.address == "https://a.example/two.html")
        #expect(try FileBytes.read(recorded.state.spool.appending(first.id.fileName)) == Array("first".utf8))
        #expect(!FileKind.isFile(recorded.state.spool.appending(second.id.fileName)))
    }

    /// A crash after the members were taken out repeats the task: it must not bring back a member that has its report.
    @Test func unpackingOnceMoreChangesNothing() async throws {
        let recorded = try await RecordedInstallation()
        let id = RecordedInstallation.id("zap")
        try await recorded.claim(id, Array("box.zip".utf8))
        let agent = try agent(recorded, FixedContainer(members: pair))
        try FileBytes.replace(recorded.state.spool.appending(id.fileName), with: [1])
        _ = try await ingest(id, "box.zip", by: agent)
        let members = try await recorded.ledger.members(of: id)
        let file = try recorded.state.spool.appending(#require(members.first).fileName)
        FileBytes.remove(file)
        _ = try await ingest(id, "box.zip", by: agent)
        #expect(try await recorded.ledger.members(of: id) == members)
        #expect(!FileKind.isFile(file))
        #expect(try FileManager.default.contentsOfDirectory(atPath: recorded.state.spool.string) == [id.rawValue])
    }

    /// What one archive may hold counts for the archives within it too.
    @Test func membersOfMembersShareOneBudget() async throws {
        let recorded = try await RecordedInstallation()
        let id = RecordedInstallation.id("zap")
        try await recorded.claim(id, Array("box.zip".utf8))
        let container = FixedContainer(members: pair)
        let agent = try agent(recorded, container)
        try FileBytes.replace(recorded.state.spool.appending(id.fileName), with: [1])
        _ = try await ingest(id, "box.zip", by: agent)
        #expect(container.seen.limits.depth == 2 && container.seen.limits.members == 10)
        let inner = try #require(try await recorded.ledger.members(of: id).first)
        _ = try await ingest(inner, "box.zip/a/one.txt", by: agent)
        #expect(container.seen.limits.depth == 1)
        #expect(container.seen.limits.members == 8 && container.seen.limits.memberBytes == 995)
        let innermost = try #require(try await recorded.ledger.members(of: inner).first)
        let record = try #require(try await recorded.ledger.document(innermost))
        #expect(record.root == id && record.depth == 2)
    }

    /// The child is always told that it may give one; where none is left, the container is refused.
    @Test func aContainerWithoutBudgetIsRefused() async throws {
        let recorded = try await RecordedInstallation()
        let id = RecordedInstallation.id("zap")
        try await recorded.claim(id, Array("box.zip".utf8))
        let agent = try agent(recorded, FixedContainer(members: pair), members: 2)
        try FileBytes.replace(recorded.state.spool.appending(id.fileName), with: [1])
        _ = try await ingest(id, "box.zip", by: agent)
        let inner = try #require(try await recorded.ledger.members(of: id).first)
        let failure = await #expect(throws: AgentFailure.self) {
            try await ingest(inner, "box.zip/a/one.txt", by: agent)
        }
        #expect(failure?.failureCode == "membersExceeded")
        #expect(try await recorded.ledger.members(of: inner).isEmpty)
    }

    struct Label: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let name: String
        let path: String
    }

    static let labels = [
        Label(testDescription: "folders", name: "a/b.pdf", path: "in/box.zip/a/b.pdf"),
        Label(testDescription: "a way out", name: "../../etc/passwd", path: "in/box.zip/etc/passwd"),
        Label(testDescription: "a root", name: "/etc/passwd", path: "in/box.zip/etc/passwd"),
        Label(testDescription: "nothing left", name: "../..", path: "in/box.zip/7"),
        Label(testDescription: "no name", name: "", path: "in/box.zip/7"),
    ]

    @Test(arguments: labels)
    func aMembersNameIsALabelBelowItsContainer(_ label: Label) throws {
        let parent = try #require(RelativePath(bytes: Array("in/box.zip".utf8)))
        #expect(MemberName.path(of: label.name, number: 6, in: parent).description == label.path)
    }

    @Test func anAddressIsNamedByItsHostAndItsLastPart() throws {
        let parent = try #require(RelativePath(bytes: Array("x.urls".utf8)))
        func path(_ address: String) -> String {
            MemberName.path(ofAddress: address, number: 0, in: parent).description
        }
        #expect(path("https://a.example/b/c.pdf?d=e#f") == "x.urls/a.example-c.pdf")
        #expect(path("https://user:secret@a.example/") == "x.urls/a.example")
    }

    /// A text that is old enough goes once its document has ended, and not before.
    @Test func textsAreDeletedWhenTheirTimeIsOver() async throws {
        let recorded = try await RecordedInstallation()
        let open = RecordedInstallation.id("open")
        try await recorded.claim(open, Array("open.txt".utf8))
        let done = RecordedInstallation.id("done")
        try await recorded.report(done, "done.txt", techniques: [])
        for id in [open, done] {
            try await recorded.ledger.keepText(Data([1]), of: id, at: Timestamp(microseconds: 1_000))
        }
        #expect(
            try await recorded.ledger.deleteTexts(keptBefore: Timestamp(microseconds: 1_000), at: recorded.now) == 0
        )
        #expect(
            try await recorded.ledger.deleteTexts(keptBefore: Timestamp(microseconds: 1_001), at: recorded.now) == 1
        )
        #expect(try await recorded.ledger.text(of: open) != nil)
        #expect(try await recorded.ledger.text(of: done) == nil)
    }
}
