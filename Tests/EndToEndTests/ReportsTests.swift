import Foundation
import Testing

/// The commands on stored reports, by the built program.
@Suite(.timeLimit(.minutes(6))) struct ReportsTests {
    private struct Listed: Decodable {
        let document: String
        let name: String
        let folder: String
    }

    private struct Hit: Decodable {
        struct Excerpt: Decodable { let text: String }
        let report: Listed
        let excerpt: Excerpt?
    }

    private struct Counted: Decodable {
        struct Technique: Decodable {
            let id: String
            let reports: Int
        }
        let reports: Int
        let techniques: [Technique]
    }

    private func drained() async throws -> Installation {
        let installation = try Installation()
        try installation.drop(
            "heron.txt",
            "APT29 ran PowerShell (T1059.001) on the harbour server. It called hxxp://evil[.]example/a home."
        )
        try installation.drop(
            "wiper.txt",
            "The intruders ran PowerShell (T1059.001) and deleted shadow copies (T1490)."
        )
        #expect(try await installation.drain().exitCode == 0)
        return installation
    }

    private func decoded<Value: Decodable>(_ outcome: Outcome, as type: Value.Type = Value.self) throws -> Value {
        try JSONDecoder().decode(type, from: Data(outcome.output.utf8))
    }

    @Test func storedReportsAreListedSearchedShownExportedComparedCountedAndDeleted() async throws {
        let installation = try await drained()
        let listed = try decoded(await installation.run("reports", "list", "--json"), as: [Listed].self)
        #expect(Set(listed.map(\.name)) == ["heron.txt", "wiper.txt"])
        let filtered = try await installation.run(
            "reports",
            "list",
            "--group",
            "apt29",
            "--indicator",
            "hxxp://EVIL[.]example/a",
            "--tactic",
            "execution",
            "--json"
        )
        #expect(try decoded(filtered, as: [Listed].self).map(\.name) == ["heron.txt"], "\(filtered.errors)")
        let wrong = try await installation.run("reports", "list", "--group", "Nobody", "--min-confidence", "0.2")
        #expect(wrong.exitCode == 64 && wrong.errors.contains("nothing is called \"Nobody\""), "\(wrong.errors)")

        let hits = try decoded(
            await installation.run("reports", "search", "harbour", "power*", "--json"),
            as: [Hit].self
        )
        #expect(hits.map(\.report.name) == ["heron.txt"] && hits[0].excerpt?.text.contains("harbour") == true)
        let text = try await installation.run("reports", "search", "\"shadow copies\"")
        #expect(text.output.contains("[shadow]") || text.output.contains("[shadow copies]"), "\(text.output)")
        let odd = try await installation.run("reports", "search", "a\" OR (b* NEAR", "--rank")
        #expect(odd.exitCode == 0, "\(odd.errors)")
        #expect(try await installation.run("reports", "search", "()").exitCode == 64)

        let shown = try await installation.run("reports", "show", "heron.txt")
        #expect(shown.exitCode == 0 && shown.output.contains("ATT&CK matrix"), "\(shown.errors)")
        #expect(shown.output.contains("hxxp://evil[.]example/a") && !shown.output.contains("\u{1B}"))
        try await exportsAndCounts(installation, listed)
        try await deletes(installation)
    }

    private func exportsAndCounts(_ installation: Installation, _ listed: [Listed]) async throws {
        let heron = try #require(listed.first { $0.name == "heron.txt" })
        let published = try Data(
            contentsOf: installation.outbox.appending(path: "\(heron.folder)/layer.json")
        )
        let exported = try await installation.run("reports", "export", heron.document, "--format", "layer")
        #expect(Data(exported.output.utf8) == published, "\(exported.errors)")
        let many = try await installation.run(
            "reports",
            "export",
            "--technique",
            "T1059",
            "--format",
            "json",
            "--format",
            "markdown",
            "--output",
            "out"
        )
        #expect(many.exitCode == 0, "\(many.errors)")
        #expect(try installation.names(in: installation.folder.appending(path: "out")) == listed.map(\.folder).sorted())
        let table = try await installation.run("reports", "export", "--all", "--format", "csv")
        #expect(table.output.components(separatedBy: "report_id,").count == 2, "\(table.errors)")

        let compared = try await installation.run("reports", "compare", "wiper.txt", "heron.txt")
        #expect(compared.output.contains("  - T1490 ") && compared.output.contains("groups: 1 gained, 0 lost"))
        let counted = try await installation.run("reports", "aggregate", "--json", "--output", "heat")
        let aggregate = try decoded(counted, as: Counted.self)
        #expect(aggregate.reports == 2)
        #expect(aggregate.techniques.first { $0.id == "T1059.001" }?.reports == 2)
        let files = try installation.names(in: installation.folder.appending(path: "heat"))
        #expect(files == ["aggregate-layer.json", "aggregate.csv", "aggregate.html"])
    }

    private func deletes(_ installation: Installation) async throws {
        let unasked = try await installation.run("reports", "delete", "heron.txt")
        #expect(unasked.exitCode == 64 && unasked.errors.contains("say --yes"), "\(unasked.errors)")
        let deleted = try await installation.run("reports", "delete", "heron.txt", "--yes")
        #expect(deleted.output.hasSuffix("deleted the report of version 1\n"), "\(deleted.output) \(deleted.errors)")
        #expect(try installation.names(in: installation.outbox).count == 1)
        #expect(try await installation.run("reports", "search", "harbour").output == "No report has these words.\n")
        let story = try await installation.run("documents", "show", "heron.txt")
        #expect(story.output.contains("report      deleted at "), "\(story.output)")
        let gone = try await installation.run("reports", "show", "heron.txt")
        #expect(gone.exitCode == 65 && gone.errors.contains("was deleted at"), "\(gone.errors)")

        let daemon = try installation.watch()
        #expect(await daemon.waits(for: "Watching"))
        let asked = try await installation.run("reports", "delete", "--technique", "T1490", "--yes")
        #expect(asked.output.contains("deleted the report of version 1, says the daemon"), "\(asked.output)")
        daemon.signal(SIGTERM)
        #expect(try await daemon.outcome().exitCode == 0)
        #expect(try await installation.run("reports").output == "No reports.\n")
        #expect(try installation.names(in: installation.outbox).isEmpty)
    }
}
