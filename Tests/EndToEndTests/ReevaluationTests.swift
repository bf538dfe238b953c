import Foundation
import GRDB
import Testing

/// Documents that are mapped anew from the texts that were kept of them.
@Suite(.timeLimit(.minutes(5))) struct ReevaluationTests {
    private static let text = "The actor ran PowerShell (T1059.001), then cleared the logs (T1070.001) of every host."

    /// What a report says of itself.
    private struct Content: Decodable {
        struct Document: Decodable { let name: String }
        struct Item: Decodable { let id: String }
        struct Difference: Decodable {
            struct Before: Decodable { let version: Int }
            let before: Before
            let gained: [Item]
            let lost: [Item]
        }
        let id: String
        let version: Int
        let createdAt: String
        let generatedAt: String
        let document: Document
        let techniques: [Item]
        let difference: Difference?
    }

    private struct Listed: Decodable {
        let name: String
        let state: String
        let version: Int?
    }

    private static func contents(_ installation: Installation) throws -> [String: [Content]] {
        var found: [String: [Content]] = [:]
        for folder in try installation.names(in: installation.outbox) {
            #expect(!folder.hasPrefix("."), "\(folder) was left behind")
            let file = installation.outbox.appending(path: "\(folder)/report.json")
            let content = try JSONDecoder().decode(Content.self, from: Data(contentsOf: file))
            #expect(folder.hasSuffix("-v\(content.version)") == (content.version > 1), "\(folder)")
            found[content.document.name, default: []].append(content)
        }
        return found.mapValues { $0.sorted { $0.version < $1.version } }
    }

    private static func listed(_ installation: Installation) async throws -> [Listed] {
        let outcome = try await installation.run("reevaluate", "list", "--json", "--limit", "100")
        return try JSONDecoder().decode([Listed].self, from: Data(outcome.output.utf8))
    }

    @Test func theNextReportStandsBesideTheOneBeforeAndSaysWhatDiffers() async throws {
        let installation = try Installation()
        try installation.drop("heron.txt", Self.text)
        #expect(try await installation.drain().exitCode == 0)
        // With the release and the model in force there is nothing to do, unless all are asked for.
        let outdated = try await installation.run("reevaluate", "--dry-run")
        #expect(outdated.output == "would map 0 documents anew\n", "\(outdated.errors)")
        let asked = try await installation.run("reevaluate", "--all")
        #expect(asked.output == "1 document to be mapped anew; the next daemon begins with it\n", "\(asked.errors)")
        let second = try await installation.drain("--set", "mapping.deny=T1059")
        #expect(second.exitCode == 0, "\(second.errors)")

        let reports = try #require(try Self.contents(installation)["heron.txt"])
        try #require(reports.map(\.version) == [1, 2])
        #expect(reports[1].id == reports[0].id && reports[1].createdAt == reports[0].generatedAt)
        #expect(reports[0].difference == nil)
        #expect(reports[1].difference?.before.version == 1)
        #expect(reports[1].difference?.lost.map(\.id) == ["T1059.001"])
        #expect(reports[1].difference?.gained.isEmpty == true)
        #expect(reports[1].techniques.map(\.id).contains("T1070.001"))

        // The same settings say the same: no third report.
        _ = try await installation.run("reevaluate", "heron.txt")
        #expect(try await installation.drain("--set", "mapping.deny=T1059").exitCode == 0)
        #expect(try await Self.listed(installation).map(\.state) == ["unchanged", "done"])
        #expect(try Self.contents(installation)["heron.txt"]?.count == 2)
        let story = try await installation.run("documents", "show", "heron.txt")
        #expect(story.output.contains("report 2 in heron.txt--"), "\(story.output)")
    }

    /// A number that was used is not used again: what the deleted report said is not what the next one says.
    @Test func afterTheLatestReportWasDeletedTheNextHasANumberOfItsOwn() async throws {
        let installation = try Installation()
        try installation.drop("heron.txt", Self.text)
        #expect(try await installation.drain().exitCode == 0)
        for deny in ["T1059", "T1070"] {
            _ = try await installation.run("reevaluate", "--all")
            #expect(try await installation.drain("--set", "mapping.deny=\(deny)").exitCode == 0)
            guard deny == "T1059" else { break }
            let deleted = try await installation.run("reports", "delete", "heron.txt@2", "--yes")
            #expect(deleted.exitCode == 0, "\(deleted.errors)")
        }
        let reports = try #require(try Self.contents(installation)["heron.txt"])
        try #require(reports.map(\.version) == [1, 3])
        #expect(reports[1].difference?.before.version == 1)
        #expect(try await Self.listed(installation).map(\.state) == ["done", "done"])
    }

    /// What an analyst takes back is as it was found, also in a report that was made while it was rejected.
    @Test func aVerdictThatIsTakenBackLeavesNothingBehind() async throws {
        let installation = try Installation()
        try installation.drop("heron.txt", Self.text)
        #expect(try await installation.drain().exitCode == 0)
        let rejected = try await installation.run("reports", "review", "heron.txt", "--reject", "T1059.001")
        #expect(rejected.exitCode == 0, "\(rejected.errors)")
        _ = try await installation.run("reevaluate", "--all")
        #expect(try await installation.drain().exitCode == 0)
        let second = try #require(try Self.contents(installation)["heron.txt"]?.last)
        #expect(second.version == 2 && !second.techniques.map(\.id).contains("T1059.001"))
        #expect(second.difference?.lost.map(\.id) == ["T1059.001"])
        _ = try await installation.run("reports", "review", "heron.txt", "--forget", "T1059.001")
        let shown = try await installation.run("reports", "show", "heron.txt", "--json")
        let report = try JSONDecoder().decode(Content.self, from: Data(shown.output.utf8))
        #expect(report.techniques.map(\.id).contains("T1059.001"))
        #expect(report.difference?.lost.isEmpty == true && report.difference?.gained.isEmpty == true)
        #expect(shown.output.contains("The actor ran PowerShell (T1059.001), then cleared the logs"))
    }

    @Test func aDocumentWhoseTextIsNoLongerKeptIsLeftOutAndCounted() async throws {
        let installation = try Installation()
        for name in ["kept.txt", "gone.txt"] { try installation.drop(name, "\(Self.text) (\(name))") }
        #expect(try await installation.drain().exitCode == 0)
        try await DatabaseQueue(path: installation.database.path)
            .write { db in
                try db.execute(
                    sql: """
                        DELETE FROM document_text
                        WHERE document = (SELECT number FROM document WHERE shown_path = 'gone.txt')
                        """
                )
            }
        let asked = try await installation.run("reevaluate", "--all")
        #expect(asked.output.hasPrefix("1 document to be mapped anew (1 left out: their text"), "\(asked.output)")
        let cancelled = try await installation.run("reevaluate", "cancel")
        #expect(cancelled.output == "1 re-evaluation cancelled\n")
        #expect(try await Self.listed(installation).map(\.state) == ["cancelled"])
    }

    /// The daemon is killed at random moments: no report is lost, doubled or half.
    @Test func afterKillsEachDocumentHasExactlyOneReportMore() async throws {
        let installation = try Installation()
        let names = (1...12).map { "incident \($0).txt" }
        for name in names { try installation.drop(name, "\(Self.text) (\(name))") }
        #expect(try await installation.drain().exitCode == 0)
        _ = try await installation.run("reevaluate", "--all")
        for _ in 0..<5 {
            let daemon = try installation.watch("--once", "--set", "mapping.deny=T1059")
            var lines = Int.random(in: 3...30)
            for await _ in daemon.lines {
                lines -= 1
                if lines == 0 { break }
            }
            usleep(UInt32.random(in: 0...20_000))
            daemon.signal(SIGKILL)
            _ = try await daemon.outcome()
        }
        let outcome = try await installation.drain("--set", "mapping.deny=T1059")
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        let reports = try Self.contents(installation)
        #expect(Set(reports.keys) == Set(names))
        for (name, found) in reports {
            #expect(found.map(\.version) == [1, 2], "\(name)")
            #expect(found.last?.difference?.lost.map(\.id) == ["T1059.001"], "\(name)")
        }
        let states = try await Self.listed(installation).map(\.state)
        #expect(states == Array(repeating: "done", count: names.count))
        let rows = try await DatabaseQueue(path: installation.database.path)
            .read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM report") }
        #expect(rows == 2 * names.count)
    }

    /// One a minute, and never in the way of what is dropped.
    @Test func newDocumentsDoNotWaitForThoseThatAreMappedAnew() async throws {
        let installation = try Installation()
        for number in 1...3 { try installation.drop("old \(number).txt", "\(Self.text) (\(number))") }
        #expect(try await installation.drain().exitCode == 0)
        let daemon = try installation.watch("--set", "mapping.deny=T1059", "--set", "reevaluation.rate=1")
        var published: [String] = []
        for await line in daemon.lines {
            if line.contains("\"message\":\"Watching\"") {
                let asked = try await installation.run("reevaluate", "--all")
                #expect(asked.output == "3 documents to be mapped anew; the daemon is at it\n", "\(asked.errors)")
            }
            guard line.contains("\"message\":\"Report published\"") else { continue }
            published.append(line)
            if published.count == 1 { try installation.drop("new.txt", "Credentials were dumped (T1003.001).") }
            if published.count == 2 { break }
        }
        daemon.signal(SIGTERM)
        #expect(try await daemon.outcome().exitCode == 0)
        #expect(published.first?.contains("\"report.version\":\"2\"") == true)
        #expect(published.last?.contains("new.txt") == true, "\(published)")
        let states = try await Self.listed(installation).map(\.state).sorted()
        #expect(states == ["done", "waiting", "waiting"])
    }
}
