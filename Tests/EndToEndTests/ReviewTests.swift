import Foundation
import Testing

/// Verdicts of analysts, through the built program.
@Suite(.timeLimit(.minutes(6))) struct ReviewTests {
    private static let text = "The actor ran PowerShell (T1059.001). The actor sent mail (T1566.001)."

    @Test func aLaterReportOnTheSameContentHonoursWhatWasSaidOfTheFirst() async throws {
        let installation = try Installation()
        try installation.drop("a.txt", Self.text)
        #expect(try await installation.drain().exitCode == 0)
        let said = try await installation.run(
            "reports",
            "review",
            "a.txt",
            "--reject",
            "T1566.001",
            "--accept",
            "T1059.001",
            "--add",
            "T1105",
            "--evidence",
            "The actor sent mail (T1566.001).",
            "--by",
            "ana"
        )
        #expect(said.exitCode == 0, "\(said.errors)")
        try installation.drop("b.txt", Self.text)
        #expect(try await installation.drain("--set", "inbox.duplicates=evaluate").exitCode == 0)
        let reports = try installation.reports()
        #expect(reports["a.txt"]?.first?.techniques == ["T1059.001", "T1566.001"])
        #expect(reports["b.txt"]?.first?.techniques == ["T1059.001", "T1105"])
        let shown = try await installation.run("reports", "show", "b.txt")
        #expect(shown.output.contains("T1105"))
        #expect(!shown.output.contains("T1566.001") || shown.output.contains("ejected"))
        // The report that was published before says in every later output what was said of it.
        for name in ["a.txt", "b.txt"] {
            let table = try await installation.run("reports", "export", name, "--format", "csv", "--output", "-")
            #expect(table.output.contains(",T1105,") && !table.output.contains(",T1566.001,"), "\(table.output)")
        }
        let rejected = try await installation.run("reports", "list", "--technique", "T1566.001")
        #expect(rejected.output == "No reports.\n", "\(rejected.output)")
        let added = try await installation.run("reports", "list", "--technique", "T1105")
        #expect(added.output.contains("a.txt") && added.output.contains("b.txt"))
        let together = try await installation.run("reports", "aggregate", "--json")
        #expect(together.output.contains("T1105") && !together.output.contains("T1566.001"))
        let listed = try await installation.run("reports", "review", "b.txt", "--list")
        #expect(listed.output.contains("ana") && listed.output.contains("rejected"))
        // Taken back, it is as it was found.
        let forgotten = try await installation.run("reports", "review", "a.txt", "--forget", "T1566.001")
        #expect(forgotten.exitCode == 0, "\(forgotten.errors)")
        let again = try await installation.run("reports", "list", "--technique", "T1566.001")
        #expect(again.output.contains("a.txt"))
    }

    @Test func whatMakesNoSenseIsRefused() async throws {
        let installation = try Installation()
        try installation.drop("a.txt", Self.text)
        #expect(try await installation.drain().exitCode == 0)
        let cases: [(arguments: [String], code: Int32, words: String)] = [
            (["a.txt", "--accept", "T1105"], 65, "say --add T1105"),
            (["a.txt", "--reject", "T1059"], 65, "but T1059.001"),
            (["a.txt", "--add", "T9999"], 65, "ATT&CK Enterprise"),
            (["a.txt", "--evidence", "x"], 64, "goes with --add"),
            (["--import", "missing.csv"], 74, "no such file"),
            (["nothing.txt", "--list"], 65, "no document nothing.txt"),
        ]
        for refused in cases {
            let arguments = ["reports", "review"] + refused.arguments
            let outcome = try await Running(arguments, in: installation.folder).outcome()
            #expect(outcome.exitCode == refused.code && outcome.errors.contains(refused.words), "\(outcome.errors)")
        }
        #expect(try await installation.run("reports", "review", "a.txt").output.contains("No verdicts"))
    }
}
