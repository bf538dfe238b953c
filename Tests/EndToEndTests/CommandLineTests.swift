import Foundation
import GRDB
import Testing

@Suite(.timeLimit(.minutes(6))) struct CommandLineTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let configuration: String?
        let arguments: [String]
        let exitCode: Int32
        let says: String
    }

    static let refused = [
        Case(
            testDescription: "an unknown key",
            configuration: "inbox:\n  settel: 2s\n",
            arguments: ["watch", "--once", "--config", "config.yaml"],
            exitCode: 78,
            says: "config.yaml: inbox.settel: unknown key; expected one of the documented keys, perhaps inbox.settle"
        ),
        Case(
            testDescription: "a value of the wrong kind",
            configuration: "inbox:\n  settle: fast\n",
            arguments: ["watch", "--once", "--config", "config.yaml"],
            exitCode: 78,
            says: "config.yaml: inbox.settle: expected a duration such as \"2s\", found \"fast\""
        ),
        Case(
            testDescription: "a file that is no YAML",
            configuration: "inbox: [1,\n",
            arguments: ["config", "check", "--config", "config.yaml"],
            exitCode: 78,
            says: "config.yaml: expected YAML"
        ),
        Case(
            testDescription: "a configuration file that is not there",
            configuration: nil,
            arguments: ["config", "check", "--config", "nowhere.yaml"],
            exitCode: 78,
            says: "nowhere.yaml: cannot be read: it is not there"
        ),
        Case(
            testDescription: "an outbox that cannot be made",
            configuration: nil,
            arguments: ["watch", "--once", "--outbox", "/proc/outbox"],
            exitCode: 74,
            says: "the outbox cannot be used"
        ),
        Case(
            testDescription: "an option that does not exist",
            configuration: nil,
            arguments: ["watch", "--twice"],
            exitCode: 64,
            says: "Unknown option '--twice'"
        ),
        Case(
            testDescription: "a document that is not there",
            configuration: nil,
            arguments: ["extract", "nowhere.pdf"],
            exitCode: 74,
            says: "No such file"
        ),
    ]

    @Test(arguments: refused)
    func whatIsWrongIsSaidInOneSentenceWithItsExitCode(_ wrong: Case) async throws {
        let installation = try Installation()
        if let configuration = wrong.configuration {
            try Data(configuration.utf8).write(to: installation.folder.appending(path: "config.yaml"))
        }
        let outcome = try await Running(wrong.arguments, in: installation.folder).outcome()
        #expect(outcome.exitCode == wrong.exitCode, "\(outcome.errors)")
        #expect(outcome.errors.contains(wrong.says), "\(outcome.errors)")
        #expect(!FileManager.default.fileExists(atPath: installation.database.path))
    }

    @Test func aDatabaseFromTheFutureIsRefusedAndLeftAsItIs() async throws {
        let installation = try Installation()
        #expect(try await installation.drain().exitCode == 0)
        let database = try DatabaseQueue(path: installation.database.path)
        try await database.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('tradecraft-999')") }
        try database.close()
        let outcome = try await installation.drain()
        #expect(outcome.exitCode == 65)
        #expect(outcome.errors.contains("was written by a newer version"), "\(outcome.errors)")
    }

    @Test func theFilterAnswersEveryLineInOrderWhateverTheThreads() async throws {
        let installation = try Installation()
        let lines = [
            #"{"id":"a","text":"The actor ran PowerShell (T1059.001)."}"#, "not json", #"{"text":"no id"}"#,
            #"{"id":"b","text":"tab \t and \ud800 alone"}"#, "[]", "", #"{"id":7,"text":"x"}"#,
            #"{"id":"c","text":"T1086 is an old id, as are T1003 and 😀 T1566.001"}"#,
        ]
        let input = lines.joined(separator: "\n")
        let one = try await installation.run("evaluate", "--ndjson", "--threads", "1", input: input)
        let two = try await installation.run("evaluate", "--ndjson", "--threads", "2", input: input)
        #expect(one.exitCode == 0 && one.output == two.output)
        let answers = try one.output.split(separator: "\n")
            .map { try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]) }
        #expect(answers.map { $0["id"] as? String } == ["a", nil, nil, "b", nil, nil, "c"])
        #expect(answers.map { $0["status"] as? String } == ["ok", "error", "error", "ok", "error", "error", "ok"])
        #expect(answers[1]["line"] as? Int == 2)
        let last = try #require(answers[6]["techniques"] as? [[String: Any]])
        #expect(Set(last.compactMap { $0["id"] as? String }).isSuperset(of: ["T1059.001", "T1003", "T1566.001"]))
        #expect(!one.output.contains("\t"))
        #expect(try await installation.run("evaluate", "--ndjson").output == "")
    }

    @Test func evaluationOfOneDocumentNeedsNoState() async throws {
        let installation = try Installation()
        try installation.drop("one.txt", "The actor created a scheduled task (T1053.005).")
        let outcome = try await installation.run("evaluate", "inbox/one.txt", "inbox/none.txt", "--json")
        #expect(outcome.exitCode == 1)
        let results = try JSONDecoder().decode([Result].self, from: Data(outcome.output.utf8))
        #expect(results[0].techniques.contains { $0.id == "T1053.005" })
        #expect(results[1].error?.contains("No such file") == true)
        #expect(try installation.names(in: installation.folder) == ["inbox"])
    }

    private struct Result: Decodable {
        struct Technique: Decodable { let id: String }
        let techniques: [Technique]
        let error: String?
    }

    @Test func theConfigurationShowsWhereEachValueComesFrom() async throws {
        let installation = try Installation()
        try Data("workers: 5\n".utf8).write(to: installation.folder.appending(path: "c.yaml"))
        let outcome = try await installation.run(
            "config",
            "show",
            "--json",
            "--config",
            "c.yaml",
            "--set",
            "inbox.depth=3"
        )
        let values = try JSONDecoder().decode([Value].self, from: Data(outcome.output.utf8))
        #expect(values.contains(Value(key: "workers", value: "5", origin: "c.yaml")))
        #expect(values.contains(Value(key: "inbox.depth", value: "3", origin: "flag")))
        #expect(values.contains(Value(key: "inbox.settle", value: "2s", origin: "default")))
    }

    private struct Value: Decodable, Equatable {
        let key: String
        let value: String
        let origin: String
    }
}
