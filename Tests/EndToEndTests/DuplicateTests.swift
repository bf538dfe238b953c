import Foundation
import Testing

@Suite(.timeLimit(.minutes(6))) struct DuplicateTests {
    private struct Document: Decodable {
        let id: String
        let name: String
        let state: String
        let report: String?
        let duplicateOf: String?
    }

    private static let text = "The operators ran PowerShell (T1059.001) and cleared the logs (T1070.001)."

    private func documents(_ installation: Installation) async throws -> [Document] {
        let listing = try await installation.run("documents", "list", "--json")
        return try JSONDecoder().decode([Document].self, from: Data(listing.output.utf8))
    }

    /// The content counts, not the name: the same bytes are evaluated once, however often and in whatever they come.
    @Test func theSameContentIsEvaluatedOnce() async throws {
        let installation = try Installation()
        for number in 1...5 { try installation.drop("copy \(number).txt", Self.text) }
        try FileManager.default.createDirectory(
            at: installation.inbox.appending(path: "urgent"),
            withIntermediateDirectories: true
        )
        try installation.drop("urgent/first.txt", Self.text)
        // One worker: of several that begin at the same moment any may be the first.
        #expect(try await installation.drain("--set", "workers=1").exitCode == 0)
        let found = try await documents(installation)
        #expect(found.count == 6)
        let original = try #require(found.first { $0.state == "reported" })
        let others = found.filter { $0.id != original.id }
        #expect(others.allSatisfy { $0.state == "duplicate" && $0.duplicateOf == original.id })
        #expect(others.allSatisfy { $0.report == original.report })
        #expect(original.name == "urgent/first.txt")
        #expect(try installation.names(in: installation.outbox).count == 1)
        #expect(try installation.originals().count == 6)
        #expect(try installation.names(in: installation.folder.appending(path: "state/spool")).isEmpty)
        // Without its report the earlier document stands for nothing.
        try FileManager.default.removeItem(at: installation.outbox.appending(path: try #require(original.report)))
        try installation.drop("again.txt", Self.text)
        #expect(try await installation.drain().exitCode == 0)
        #expect(try installation.reports().keys.sorted() == ["again.txt"])
    }

    @Test func contentIsEvaluatedAgainWhereTheOperatorWantsIt() async throws {
        let installation = try Installation()
        for number in 1...2 { try installation.drop("copy \(number).txt", Self.text) }
        #expect(try await installation.drain("--set", "inbox.duplicates=evaluate").exitCode == 0)
        #expect(try installation.reports().count == 2)
    }

    /// Files that stay in the inbox are taken once, and again when they change.
    @Test func keptDocumentsStayInTheInboxAndAreTakenAgainWhenTheyChange() async throws {
        let installation = try Installation()
        try installation.drop("kept.txt", Self.text)
        for _ in 1...2 { #expect(try await installation.drain("--set", "disposal=keep").exitCode == 0) }
        #expect(try installation.reports()["kept.txt"]?.count == 1)
        try installation.drop("kept.txt", Self.text + " A scheduled task was created (T1053.005).")
        #expect(try await installation.drain("--set", "disposal=keep").exitCode == 0)
        #expect(try installation.reports()["kept.txt"]?.count == 2)
        #expect(try installation.names(in: installation.inbox) == ["kept.txt"])
        #expect(try installation.names(in: installation.processed).isEmpty)
        #expect(try installation.names(in: installation.folder.appending(path: "state/spool")).isEmpty)
    }

    @Test func oldReportsAndOriginalsAreDeletedAndTheirRecordsStay() async throws {
        let installation = try Installation()
        try installation.drop("old.txt", Self.text)
        try Data().write(to: installation.inbox.appending(path: "empty.txt"))
        #expect(try await installation.drain().exitCode == 1)
        try FileManager.default.createDirectory(
            at: installation.outbox.appending(path: "of somebody else"),
            withIntermediateDirectories: true
        )
        let daemon = try installation.watch(
            "--set",
            "outbox.keep-age=1ms",
            "--set",
            "processed.keep-size=1B",
            "--set",
            "rejected.keep-age=1ms"
        )
        for _ in 1...3 { #expect(await daemon.waits(for: "Old files deleted")) }
        daemon.signal(SIGTERM)
        #expect(try await daemon.outcome().exitCode == 0)
        #expect(try installation.names(in: installation.outbox) == ["of somebody else"])
        #expect(try installation.names(in: installation.processed).isEmpty)
        #expect(try installation.names(in: installation.rejected).isEmpty)
        #expect(try await documents(installation).map(\.state).sorted() == ["rejected", "reported"])
    }

    /// With too little space nothing is taken, and nothing is lost.
    @Test func noDocumentIsTakenWhileSpaceIsShort() async throws {
        let installation = try Installation()
        try installation.drop("waiting.txt", Self.text)
        let short = try await installation.drain("--set", "space.floor=1000000GB")
        #expect(short.exitCode == 75)
        #expect(short.errors.contains("Disk space is short"), "\(short.errors)")
        #expect(try installation.names(in: installation.inbox) == ["waiting.txt"])
        #expect(try await installation.drain().exitCode == 0)
        #expect(try installation.reports().count == 1)
    }
}
