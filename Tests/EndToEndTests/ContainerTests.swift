import Foundation
import Testing

/// Archives, mailboxes and addresses: what is in them, or where they lead, becomes documents.
@Suite(.timeLimit(.minutes(5))) struct ContainerTests {
    private let documents = Installation.fixtures.appending(path: "Documents")

    private struct Story: Decodable {
        struct Document: Decodable {
            let id: String
            let name: String
            let state: String
            let parent: String?
            let reasonCode: String?
        }
        struct Member: Decodable { let id: String }
        struct Skipped: Decodable { let name: String }
        let document: Document
        let members: [Member]
        let skipped: [Skipped]
    }

    private func list(_ installation: Installation) async throws -> [Story.Document] {
        let listing = try await installation.run("documents", "list", "--limit", "100", "--json")
        return try JSONDecoder().decode([Story.Document].self, from: Data(listing.output.utf8))
    }

    @Test func eachDocumentOfAnArchiveGetsAReportAndPointsToIt() async throws {
        let installation = try Installation()
        try FileManager.default.copyItem(
            at: documents.appending(path: "bundle.zip"),
            to: installation.inbox.appending(path: "bundle.zip")
        )
        let outcome = try await installation.drain()
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        let reports = try installation.reports()
        #expect(
            Set(reports.keys) == ["bundle.zip/heron/report.txt", "bundle.zip/heron/page.html", "bundle.zip/notes.md"],
            "\(reports.keys)"
        )
        #expect(reports["bundle.zip/heron/report.txt"]?.first?.techniques.contains("T1566.001") == true)
        #expect(try installation.originals().map(\.lastPathComponent) == ["bundle.zip"])
        #expect(try installation.names(in: installation.folder.appending(path: "state/spool")).isEmpty)
        let shown = try await installation.run("documents", "show", "bundle.zip", "--json")
        let story = try JSONDecoder().decode(Story.self, from: Data(shown.output.utf8))
        #expect(story.document.state == "unpacked" && story.members.count == 3)
        #expect(story.skipped.map(\.name).contains("heron/tool.exe"))
        let all = try await list(installation)
        #expect(all.count { $0.parent == story.document.id } == 3)
    }

    /// One archive within the other, and a mailbox: all ways lead to one report for each document.
    @Test func whatLiesDeeperIsFoundToo() async throws {
        let installation = try Installation()
        for name in ["bundle.tar.gz", "mailbox.mbox"] {
            try FileManager.default.copyItem(
                at: documents.appending(path: name),
                to: installation.inbox.appending(path: name)
            )
        }
        let outcome = try await installation.drain()
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        let names = Set(try installation.reports().keys)
        #expect(names.count { $0.hasPrefix("mailbox.mbox/") } == 2)
        #expect(names.contains { $0.hasPrefix("bundle.tar.gz/") && $0.hasSuffix("heron/report.txt") }, "\(names)")
    }

    @Test func anArchiveIsEvaluatedAndExtractedAtOnceToo() async throws {
        let installation = try Installation()
        let archive = documents.appending(path: "bundle.zip").path
        let evaluated = try await installation.run("evaluate", archive)
        #expect(evaluated.output.contains("heron/report.txt:") && evaluated.output.contains("T1566.001"))
        let extracted = try await installation.run("extract", archive)
        #expect(extracted.output.contains("==> \(archive)!heron/page.html <=="))
        #expect(extracted.output.contains("It ran PowerShell (T1059.001)."))
    }

    @Test func anAddressIsFetchedAndReported() async throws {
        let page = "<html><body><p>The actor ran PowerShell (T1059.001) on the host.</p></body></html>"
        let server = try SmallServer { path, _ in
            path == "/moved"
                ? SmallServer.Answer(status: 302, headers: ["Location: /report"])
                : SmallServer.Answer(headers: ["Content-Type: text/html"], body: page)
        }
        let installation = try Installation()
        try installation.drop("lead.url", "[InternetShortcut]\r\nURL=\(server.address("/moved"))\r\n")
        let outcome = try await installation.drain("--set", "fetch.allow=127.0.0.1")
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        let reports = try installation.reports()
        #expect(reports.values.flatMap(\.self).map(\.techniques) == [["T1059.001"]])
        #expect(server.requests == ["/moved", "/report"])
        // The page is nowhere else: it is kept with the originals.
        #expect(try installation.originals().count == 2)
    }

    /// The machine's own network is not for whoever can drop a file.
    @Test func anAddressOfTheMachineItselfIsRefused() async throws {
        let server = try SmallServer { _, _ in SmallServer.Answer(body: "secret") }
        let installation = try Installation()
        try installation.drop("lead.urls", "\(server.address("/"))\n")
        let outcome = try await installation.drain()
        #expect(outcome.exitCode == 1, "\(outcome.errors)")
        #expect(server.requests.isEmpty)
        let codes = try await list(installation).compactMap(\.reasonCode)
        #expect(codes == ["fetch-refusedAddress"])
    }

    /// A server that asks to come back is asked again, not before, and the document is not lost meanwhile.
    @Test func aServerThatIsBusyIsAskedAgain() async throws {
        let server = try SmallServer { _, earlier in
            earlier == 0
                ? SmallServer.Answer(status: 503, headers: ["Retry-After: 2"])
                : SmallServer.Answer(body: "The actor cleared the logs (T1070.001).")
        }
        let installation = try Installation()
        try installation.drop("lead.url", "[InternetShortcut]\nURL=\(server.address("/note.txt"))\n")
        let daemon = try installation.watch("--set", "fetch.allow=127.0.0.1", "--set", "retry.initial=50ms")
        #expect(await daemon.waits(for: "Report published"))
        daemon.signal(SIGTERM)
        _ = try await daemon.outcome()
        #expect(server.requests == ["/note.txt", "/note.txt"])
        #expect(try installation.reports().values.flatMap(\.self).map(\.techniques) == [["T1070.001"]])
    }
}
