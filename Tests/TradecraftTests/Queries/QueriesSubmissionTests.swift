import Inbox
import Taskt
import Testing

@testable import Tradecraft

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Files into the inbox, and what becomes of them.
@Suite(.timeLimit(.minutes(5))) struct QueriesSubmissionTests {
    @Test func aCopyArrivesWholeUnderItsNameAndNeverOverAnother() async throws {
        let recorded = try await RecordedInstallation()
        let configuration = recorded.configuration
        let file = try recorded.folder.file("report.tar.gz", "content")
        let names = try (1...3).map { _ in try Submission.submit(file, to: configuration).name.description }
        #expect(names == ["report.tar.gz", "report.tar-2.gz", "report.tar-3.gz"])
        let found = try FileManager.default.contentsOfDirectory(atPath: configuration.inbox.string).sorted()
        #expect(found == names.sorted())
        #expect(try FileBytes.read(configuration.inbox.appending("report.tar-3.gz")) == Array("content".utf8))
    }

    @Test func whatTheInboxWouldNotTakeIsRefusedWithTheReason() async throws {
        let recorded = try await RecordedInstallation()
        var configuration = recorded.configuration
        configuration.maximumSize = 3
        let large = try recorded.folder.file("large.txt", "content")
        let ignored = try recorded.folder.file("half.part", "a")
        let cases: [(String, StartupError.ExitCode, String)] = [
            ("ftp://example.org/report.pdf", .badData, "http"), ("https://", .badData, "badURL"),
            (large, .badData, "inbox.maximum-size"), (ignored, .badData, "*.part"),
            (recorded.folder.path, .badData, "is not a file"),
            ("\(recorded.folder.path)/none", .inputOutput, "notFound"),
        ]
        for (source, exitCode, words) in cases {
            let error = #expect(throws: StartupError.self) { try Submission.submit(source, to: configuration) }
            #expect(error?.exitCode == exitCode && error?.description.contains(words) == true, "\(source)")
        }
        let found = try? FileManager.default.contentsOfDirectory(atPath: configuration.inbox.string)
        #expect(found ?? [] == [])
    }

    /// An address becomes a shortcut, which the daemon takes like any dropped one.
    @Test func anAddressIsSubmittedAsAShortcut() async throws {
        let recorded = try await RecordedInstallation()
        let configuration = recorded.configuration
        let submission = try Submission.submit(" https://example.org/reports/heron.pdf?x=1 ", to: configuration)
        #expect(submission.name.description == "heron.pdf.url")
        let content = try #require(try FileBytes.read(configuration.inbox.appending(submission.name)))
        #expect(
            String(decoding: content, as: UTF8.self)
                == "[InternetShortcut]\r\nURL=https://example.org/reports/heron.pdf?x=1\r\n"
        )
    }

    @Test func aSubmissionIsFollowedByWhatTheFileIsNotByItsNameAlone() async throws {
        let recorded = try await RecordedInstallation()
        let configuration = recorded.configuration
        // Of the same name, and before it.
        try await recorded.report(RecordedInstallation.id("before"), "a.txt", techniques: [])
        let follower = try SubmissionFollower(recorded.state)
        let submission = try Submission.submit(try recorded.folder.file("a.txt", "content"), to: configuration)
        #expect(try follower.document(of: submission) == nil)
        // Of the same name, and another file.
        try await recorded.claim(RecordedInstallation.id("other"), Array("a.txt".utf8))
        #expect(try follower.document(of: submission) == nil)
        let entry = ScannedEntry(
            path: RelativePath(submission.name),
            identity: submission.identity,
            verdict: .candidate
        )
        let id = RecordedInstallation.id("mine")
        try await recorded.ledger.refuse(id, entry, code: "empty", reason: "It is empty.", at: recorded.tick())
        let document = try follower.document(of: submission)
        #expect(document?.id == id.rawValue && document?.state == "rejected")
    }

    @Test func aFollowerWaitsForADatabaseThatIsNotThereYet() throws {
        let folder = try TemporaryFolder()
        var configuration = Tradecraft.Configuration()
        configuration.inbox = SystemPath("\(folder.path)/inbox")
        let follower = try SubmissionFollower(StateFolder(SystemPath("\(folder.path)/state")))
        let submission = try Submission.submit(try folder.file("a.txt", "content"), to: configuration)
        #expect(try follower.document(of: submission) == nil)
    }
}
