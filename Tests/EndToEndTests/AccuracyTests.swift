import Foundation
import Testing

/// The commands that measure, compare and explain.
@Suite(.timeLimit(.minutes(6))) struct AccuracyTests {
    private struct Difference: Decodable {
        struct Named: Decodable { let id: String }
        let added: [Named]
        let revoked: [Named]
    }

    private struct Summary: Decodable {
        struct Outcome: Decodable {
            struct Accuracy: Decodable { let f1: Double }
            let texts: Int
            let perReport: Accuracy
        }
        struct Fold: Decodable { let reports: Int }
        let outcome: Outcome
        let folds: [Fold]
    }

    private struct Result: Decodable {
        struct Technique: Decodable {
            let id, name: String
            let explanation: Explanation?
        }
        struct Explanation: Decodable { let sentences: [Sentence] }
        struct Sentence: Decodable {
            let text: String
            let terms: [Term]
        }
        struct Term: Decodable {
            let text: String
            let share: Double
        }
        let techniques: [Technique]
    }

    private static func fixture(_ path: String) -> String { Installation.fixtures.appending(path: path).path }

    @Test func twoReleasesAreComparedWhateverTheyAreNamedBy() async throws {
        let installation = try Installation()
        let older = Self.fixture("AttackKnowledge/harbour-stix-2.1.json")
        let newer = Self.fixture("AttackKnowledge/harbour-stix-2.1-newer.json")
        let outcome = try await installation.run("attack", "diff", older, newer, "--json")
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        let difference = try JSONDecoder().decode(Difference.self, from: Data(outcome.output.utf8))
        #expect(difference.added.map(\.id) == ["T9006", "T9007"] && difference.revoked.map(\.id) == ["T9003"])
        let same = try await installation.run("attack", "diff", "embedded", "18.1")
        #expect(same.exitCode == 0 && same.output.contains("Nothing changed."), "\(same.errors)")
        let unknown = try await installation.run("attack", "diff", "embedded", "3.7")
        #expect(unknown.exitCode == 69 && unknown.errors.contains("embedded: 18.1"), "\(unknown.errors)")
    }

    @Test func crossValidationTrainsWithoutTheReportsItIsMeasuredOn() async throws {
        let installation = try Installation()
        var lines = ""
        for report in 0..<12 {
            lines += """
                {"doc": "report \(report)", "text": "Script \(report) ran in PowerShell.", "labels": ["T1086"]}
                {"doc": "report \(report)", "text": "The company is based in a large town.", "labels": []}

                """
        }
        try Data(lines.utf8).write(to: installation.folder.appending(path: "labelled.jsonl"))
        let outcome = try await installation.run(
            "model",
            "evaluate",
            "--cross-validate",
            "3",
            "--attack",
            Self.fixture("TechniqueMapping/small-bundle.json"),
            "--labelled",
            "labelled.jsonl",
            "--diagram",
            "reliability.svg",
            "--json"
        )
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        let summary = try JSONDecoder().decode(Summary.self, from: Data(outcome.output.utf8))
        #expect(summary.outcome.texts == 12)
        #expect(summary.folds.reduce(0) { $0 + $1.reports } == 12)
        #expect((0...1).contains(summary.outcome.perReport.f1))
        let picture = try Data(contentsOf: installation.folder.appending(path: "reliability.svg"))
        #expect(String(decoding: picture, as: UTF8.self).hasPrefix("<svg "))
    }

    @Test(arguments: [
        (["model", "evaluate", "--input", "bad.jsonl"], 65, "bad.jsonl, line 1: expected"),
        (["model", "evaluate", "--input", "nowhere.jsonl"], 74, "nowhere.jsonl: no such file"),
        (["model", "evaluate"], 64, "--input FILE"),
        (["evaluate", "x.txt", "--deny", "T9999"], 64, "--deny: expected ids of techniques of ATT&CK Enterprise"),
        (["evaluate", "x.txt", "--platforms", "Amiga"], 64, "--platforms: expected platforms"),
        (["evaluate", "x.txt", "--sensitivity", "medium"], 64, "'low', 'balanced' or 'high'"),
        (["config", "check", "--set", "mapping.allow=T9999"], 78, "mapping.allow: expected ids of techniques"),
    ])
    func whatCannotBeDoneIsSaidWithItsExitCode(arguments: [String], exitCode: Int32, says: String) async throws {
        let installation = try Installation()
        try Data("{}\n".utf8).write(to: installation.folder.appending(path: "bad.jsonl"))
        let outcome = try await Running(arguments, in: installation.folder).outcome()
        #expect(outcome.exitCode == exitCode, "\(outcome.errors)")
        #expect(outcome.errors.contains(says), "\(outcome.errors)")
    }

    @Test func anExplanationNamesTheWordsThatSpokeWithTheirShares() async throws {
        let installation = try Installation()
        try installation.drop("one.txt", "The actor ran a PowerShell script (T1059.001) on every server.")
        let outcome = try await installation.run("evaluate", "inbox/one.txt", "--explain", "--json")
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        let results = try JSONDecoder().decode([Result].self, from: Data(outcome.output.utf8))
        let technique = try #require(results.first?.techniques.first { $0.id == "T1059.001" })
        let terms = technique.explanation?.sentences.first?.terms ?? []
        #expect(terms.contains { $0.text == "PowerShell" && $0.share > 0 }, "\(terms)")
        let text = try await installation.run("evaluate", "inbox/one.txt", "--explain")
        #expect(text.output.contains("the id T1059.001 is written there"))
        #expect(text.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
        let plain = try await installation.run("evaluate", "inbox/one.txt", "--json")
        #expect(!plain.output.contains("explanation"))
    }
}
