import Foundation
import GRDB
import Testing

/// The commands on runs, against a daemon and without one.
@Suite(.timeLimit(.minutes(6))) struct RunsTests {
    private struct Run: Decodable {
        let id: String
        let status: String
        let forkedFrom: String?
        let name: String?
        let isOwned: Bool?
    }

    private struct Delivery: Decodable {
        struct Pruned: Decodable { let runs: Int }
        let newDocument: String?
        let outcome: String?
        let pruned: Pruned?
    }

    private struct Detail: Decodable {
        struct Task: Decodable {
            let name: String
            let state: String
        }
        let tasks: [Task]
    }

    private func decoded<Value: Decodable>(_ outcome: Outcome, as type: Value.Type = Value.self) throws -> Value {
        try JSONDecoder().decode(type, from: Data(outcome.output.utf8))
    }

    private func runs(_ installation: Installation, _ arguments: String...) async throws -> [Run] {
        try decoded(await Running(["runs", "list", "--json"] + arguments, in: installation.folder).outcome())
    }

    private func draft(_ name: String = "one.txt") async throws -> Installation {
        let installation = try Installation()
        try installation.drop(name, "The operators ran PowerShell (T1059.001).")
        #expect(try await installation.drain().exitCode == 0)
        return installation
    }

    @Test func aForkGetsAReportOfItsOwnAndTheOtherStays() async throws {
        let installation = try await draft()
        let folder = try #require(try installation.names(in: installation.outbox).first)
        let before = try Data(contentsOf: installation.outbox.appending(path: "\(folder)/report.json"))
        let parent = try #require(try await runs(installation).first)
        let daemon = try installation.watch()
        #expect(await daemon.waits(for: "Watching"))
        let late = try await installation.run("runs", "fork", "one.txt", "--from", "eval", "--json")
        let fork = try #require(try decoded(late, as: Delivery.self).newDocument)
        let following = try await installation.run("runs", "show", fork, "--follow")
        #expect(following.exitCode == 0, "\(following.errors)")
        #expect(following.output.contains("(forked from \(parent.id) at eval: request 1: a request of "))
        #expect(following.output.hasSuffix("run completed\ncompleted\n"))
        #expect(await daemon.waits(for: "Report published"))
        let detail: Detail = try decoded(await installation.run("runs", "show", fork, "--json"))
        #expect(detail.tasks.map(\.state) == ["reused", "reused", "reused", "completed", "completed"])
        // The whole once more: the original is read again, and stays where it is.
        let whole = try await installation.run("runs", "fork", parent.id)
        #expect(whole.exitCode == 0 && whole.output.contains("forked as d-"), "\(whole.errors)")
        #expect(await daemon.waits(for: "Report published"))
        daemon.signal(SIGTERM)
        #expect(try await daemon.outcome().exitCode == 0)
        let found = try await runs(installation)
        #expect(found.map(\.forkedFrom) == [parent.id, parent.id, nil])
        #expect(found.map(\.status) == ["completed", "completed", "completed"])
        #expect(
            try installation.reports()["one.txt"]?.map(\.techniques) == [["T1059.001"], ["T1059.001"], ["T1059.001"]]
        )
        #expect(try Data(contentsOf: installation.outbox.appending(path: "\(folder)/report.json")) == before)
        #expect(try installation.originals().map(\.lastPathComponent) == ["one.txt"])
        #expect(try installation.names(in: installation.folder.appending(path: "state/spool")).isEmpty)
    }

    @Test func aForkThatNobodyCarriesOutYetIsCarriedOutAtTheNextStart() async throws {
        let installation = try await draft()
        let unknown = try await installation.run("runs", "fork", "one.txt", "--from", "evil")
        #expect(unknown.exitCode == 65)
        #expect(unknown.errors.contains("expected one of fetch, parse, ingest, eval, report"), "\(unknown.errors)")
        let noted = try await installation.run("runs", "fork", "one.txt", "--json")
        let fork = try decoded(noted, as: Delivery.self)
        #expect(fork.outcome == nil)
        // As a crash leaves it behind the copy of the original: no document of its own comes of that.
        try FileManager.default.copyItem(
            at: try #require(try installation.originals().first),
            to: installation.folder.appending(path: "state/spool/\(try #require(fork.newDocument))")
        )
        #expect(try await installation.drain().exitCode == 0)
        #expect(try installation.reports()["one.txt"]?.count == 2)
        #expect(try installation.names(in: installation.outbox).count == 2)
        try FileManager.default.removeItem(at: installation.processed)
        let gone = try await installation.run("runs", "fork", try #require(try await runs(installation).last).id)
        #expect(gone.exitCode == 65 && gone.errors.contains("which is no longer there"), "\(gone.errors)")
    }

    @Test func prunedRunsAreGoneAndTheirDocumentsAndReportsStay() async throws {
        let installation = try await draft()
        let later = try await installation.run("runs", "prune", "--older-than", "2999-01-01")
        #expect(later.exitCode == 64 && later.errors.contains("expected a time in the past"), "\(later.errors)")
        let nothing = try await installation.run("runs", "prune", "--older-than", "1h", "--json")
        #expect(try decoded(nothing, as: Delivery.self).pruned?.runs == 0)
        let looked = try await installation.run("runs", "prune", "--older-than", "1ms", "--dry-run")
        #expect(looked.output.hasPrefix("would delete 1 run, which ended between "), "\(looked.output)")
        #expect(try await installation.run("runs", "prune", "--older-than", "1ms").output == "deleted 1 run\n")
        #expect(try await runs(installation).isEmpty)
        let shown = try await installation.run("documents", "show", "one.txt")
        #expect(shown.exitCode == 0 && shown.output.contains("deleted by `tradecraft runs prune`"), "\(shown.output)")
        #expect(try await installation.run("reports", "show", "one.txt").exitCode == 0)
        let run = try await installation.run("runs", "history", "one.txt")
        #expect(run.exitCode == 65 && run.errors.contains("was deleted by `tradecraft runs prune`"), "\(run.errors)")

        let daemon = try installation.watch()
        #expect(await daemon.waits(for: "Watching"))
        try installation.drop("two.txt", "Shadow copies were deleted (T1490).")
        #expect(await daemon.waits(for: "Report published"))
        let kept = try await installation.run("runs", "prune", "--older-than", "1ms", "--status", "failed")
        #expect(kept.output.hasPrefix("deleted 0 runs, says the daemon (process "), "\(kept.output)")
        let gone = try await installation.run("runs", "prune", "--older-than", "1ms", "--json")
        #expect(try decoded(gone, as: Delivery.self).pruned?.runs == 1)
        daemon.signal(SIGTERM)
        #expect(try await daemon.outcome().exitCode == 0)
    }

    @Test func theHistoryIsPrintedALineAnEvent() async throws {
        let installation = try Installation()
        let source = Installation.fixtures.appending(path: "Documents/encrypted.pdf")
        try FileManager.default.copyItem(at: source, to: installation.inbox.appending(path: "locked.pdf"))
        #expect(try await installation.drain().exitCode == 1)
        let text = try await installation.run("runs", "history", "locked.pdf")
        let json = try await installation.run("runs", "history", "locked.pdf", "--json")
        struct Event: Decodable {
            let kind: String
            let position: Int
        }
        let events: [Event] = try decoded(json)
        #expect(events.map(\.position) == Array(events.indices))
        #expect(events.first?.kind == "run-created" && events.last?.kind == "run-failed")
        #expect(text.output.split(separator: "\n").count == events.count)
        #expect(text.output.contains("ingest: failed for good: encrypted"))
        let following = try await installation.run("runs", "show", "locked.pdf", "--follow")
        #expect(following.exitCode == 1 && following.output.hasSuffix("run failed\nfailed\n"), "\(following.output)")
    }

    @Test func aRunThatNobodyDrivesIsFoundStuck() async throws {
        let installation = try await draft("left.txt")
        // As a daemon that was killed leaves it.
        let database = try DatabaseQueue(path: installation.database.path)
        try await database.write { try $0.execute(sql: "UPDATE run SET status = 'running', ended_at = NULL") }
        try database.close()
        let stuck = try await runs(installation, "--stuck", "--idle", "1ms")
        #expect(stuck.map(\.name) == ["left.txt"] && stuck.map(\.isOwned) == [false])
        #expect(try await runs(installation, "--stuck").isEmpty)
        let text = try await installation.run("runs", "list", "--stuck", "--idle", "1ms")
        #expect(text.output.contains("  gone   "), "\(text.output)")
        #expect(try await installation.run("runs", "list", "--idle", "3m").exitCode == 64)
    }

    @Test func aListingIsFilteredByTimeAndWorkflow() async throws {
        let installation = try await draft()
        #expect(try await runs(installation, "--since", "1h", "--workflow", "document-analysis").count == 1)
        #expect(try await runs(installation, "--older-than", "1h").isEmpty)
        #expect(try await runs(installation, "--since", "2999-01-01").isEmpty)
        #expect(try await runs(installation, "--workflow", "another").isEmpty)
        let wrong = try await installation.run("runs", "list", "--since", "yesterday")
        #expect(wrong.exitCode == 64 && wrong.errors.contains("'yesterday' is invalid"), "\(wrong.errors)")
    }
}
