import GRDB
import Inbox
import Taskt
import TasktSQLite
import Testing

@testable import Tradecraft

/// Which runs a listing shows.
@Suite(.timeLimit(.minutes(5))) struct RunFilterTests {
    private static let all = Page(limit: 100)

    private func installation() async throws -> RecordedInstallation {
        let recorded = try await RecordedInstallation()
        for name in ["f1rst", "sec0nd", "th1rd", "f0vrth", "f1fth"] {
            let id = RecordedInstallation.id(name)
            try await recorded.claim(id, Array("\(name).txt".utf8))
            try await recorded.run(id, through: ["fetch"], underway: name == "f1fth" ? ["parse"] : [])
        }
        return recorded
    }

    @Test func aStretchOfTimeIsFoundWhereverRunsWereDeleted() async throws {
        let recorded = try await installation()
        let gap = RecordedInstallation.id("th1rd").runID.rawValue
        _ = try await recorded.ledger.database.write("make a gap") { db in
            try db.execute(sql: "DELETE FROM run WHERE id = ?", arguments: [gap])
        }
        let database = try recorded.database
        let runs = try database.runs(RunFilter(), Self.all)
        #expect(runs.count == 4)
        for run in runs {
            let created = try #require(Timestamp(iso8601: run.createdAt))
            let later = try database.runs(RunFilter(since: created), Self.all)
            let earlier = try database.runs(RunFilter(before: created), Self.all)
            #expect(later == runs.filter { $0.createdAt >= run.createdAt })
            #expect(earlier == runs.filter { $0.createdAt < run.createdAt })
        }
        #expect(try database.runs(RunFilter(since: recorded.now.advanced(by: .seconds(9))), Self.all).isEmpty)
        #expect(try database.runs(RunFilter(before: Timestamp(microseconds: 0)), Self.all).isEmpty)
    }

    @Test func filtersAreAddedUp() async throws {
        let database = try await installation().database
        let analyses = RunFilter(status: .running, workflow: DocumentAnalysis.id)
        #expect(try database.runs(analyses, Self.all).map(\.name) == ["f1fth.txt"])
        #expect(try database.runs(RunFilter(workflow: "another"), Self.all).isEmpty)
        #expect(try database.runs(RunFilter(status: .failed), Self.all).isEmpty)
    }

    @Test func aRunIsStuckOnceNothingHappensInItAlthoughItIsDue() async throws {
        let recorded = try await installation()
        let database = try recorded.database
        func stuck() throws -> [RunSummary] {
            try database.runs(RunFilter(quietSince: recorded.now.advanced(by: .seconds(-60))), Self.all)
        }
        #expect(try stuck().isEmpty)
        for _ in 0..<62 { _ = recorded.tick() }
        #expect(try stuck().map(\.name) == ["f1fth.txt"])
        // This process holds the term: as far as the lock tells, the owner lives.
        #expect(try stuck().map(\.isOwned) == [true])
        let rows = RunText.stuckRows(try stuck(), at: recorded.now)
        #expect(rows.map { Array($0.dropFirst(2)) } == [["running", "1 min 2 s", "2", "alive", "parse"]])
        recorded.store.closeTerm(recorded.term)
        #expect(try stuck().map(\.isOwned) == [false])
    }

    @Test func aRunThatWaitsForATimeIsNotStuck() async throws {
        let recorded = try await installation()
        let id = RecordedInstallation.id("f1fth").runID
        for _ in 0..<62 { _ = recorded.tick() }
        let due = recorded.now.advanced(by: .seconds(30))
        let events = [HistoryEvent(.retryScheduled, at: recorded.now, task: "parse", attempt: 1, dueAt: due)]
        try await recorded.store.append(events, checkpoints: [], at: 4, to: id, term: recorded.term)
        for _ in 0..<20 { _ = recorded.tick() }
        let database = try recorded.database
        func stuck() throws -> [String] {
            try database.runs(RunFilter(quietSince: recorded.now.advanced(by: .seconds(-10))), Self.all).map(\.id)
        }
        #expect(try stuck().isEmpty)
        for _ in 0..<25 { _ = recorded.tick() }
        #expect(try stuck() == [id.rawValue])
    }

    @Test(
        arguments: [
            ("2026-05-28", "2026-05-28T00:00:00.000Z"), ("2026-05-28T20:26", "2026-05-28T20:26:00.000Z"),
            ("2026-05-28T20:26:49Z", "2026-05-28T20:26:49.000Z"), ("2024-02-29", "2024-02-29T00:00:00.000Z"),
            ("1970-01-01T00:00:00.5Z", "1970-01-01T00:00:00.500Z"), ("90d", "2026-02-27T20:26:40.000Z"),
            ("12h", "2026-05-28T08:26:40.000Z"),
        ]
    )
    func aTimeIsADurationOrADate(text: String, expected: String) throws {
        let now = Timestamp(microseconds: 1_780_000_000_000_000)
        #expect(try #require(PastInstant(text)).instant(before: now).description == expected)
    }

    @Test(
        arguments: [
            "", "soon", "0d", "2026", "2026-13-01", "2026-02-29", "2026-05-28T", "2026-05-28T25:00", "2026-05-28Z",
            "2026-5-28T1:2:3:4", "-1d", "1969-12-31", "2026-05-28T10:00:00.", "+2026-05-28",
        ]
    )
    func whatIsNoTimeIsRefused(text: String) {
        #expect(PastInstant(text) == nil)
    }
}
