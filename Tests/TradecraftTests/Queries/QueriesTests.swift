import AttackKnowledge
import Inbox
import Taskt
import Testing

@testable import Tradecraft

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Listings and details over a database as the daemon leaves it.
@Suite(.timeLimit(.minutes(5))) struct QueriesTests {
    private static let all = Page(limit: 100)

    private func three() async throws -> RecordedInstallation {
        let recorded = try await RecordedInstallation()
        try await recorded.report(
            RecordedInstallation.id("first"),
            "apt.txt",
            techniques: [("T1059", 0.5), ("T1003.001", 0.9)]
        )
        try await recorded.reject(RecordedInstallation.id("second"), "locked.pdf", "It needs a password.")
        try await recorded.report(RecordedInstallation.id("third"), "apt.txt", techniques: [("T1059.001", 0.8)])
        return recorded
    }

    @Test func listingsAreNewestFirstAndCanBePaged() async throws {
        let database = try await three().database
        #expect(try database.documents(Self.all).map(\.name) == ["apt.txt", "locked.pdf", "apt.txt"])
        #expect(try database.documents(Page(limit: 1, offset: 1)).map(\.state) == ["rejected"])
        #expect(try database.documents(state: .rejected, Self.all).map(\.reason) == ["It needs a password."])
        #expect(try database.runs(RunFilter(), Self.all).map(\.status) == ["completed", "failed", "completed"])
        let failed = try database.runs(RunFilter(status: .failed), Self.all)
        #expect(failed.map(\.failure?.code) == ["encrypted"])
        #expect(failed.first?.name == "locked.pdf" && failed.first?.attempts == 2)
        #expect(try database.runs(RunFilter(status: .running), Self.all).isEmpty)
    }

    @Test func aTechniqueFindsReportsOfItsSubTechniquesButNotTheOtherWayRound() async throws {
        let database = try await three().database
        func documents(_ technique: String) throws -> [String] {
            let filter = ReportFilter(technique: TechniqueID(technique))
            return try database.reports(filter, Self.all).map { String($0.document.dropFirst(2).prefix(5)) }
        }
        #expect(try documents("T1059") == ["th1rd", "f1rst"])
        #expect(try documents("T1059.001") == ["th1rd"])
        #expect(try documents("T1003") == ["f1rst"])
        #expect(try documents("T1082").isEmpty)
    }

    @Test func reportsOfTheLastTimeOnly() async throws {
        let recorded = try await three()
        let database = try recorded.database
        let latest = recorded.now.microseconds
        #expect(try database.reports(ReportFilter(since: latest), Self.all).map(\.techniques) == [1])
        #expect(try database.reports(ReportFilter(since: latest + 1), Self.all).isEmpty)
        let since = try #require(Since("7d"))
        #expect(since.instant(before: recorded.now).microseconds == latest - 7 * 86_400_000_000)
        #expect(Since("soon") == nil && Since("0s") == nil && Since("90m")?.text == "90m")
    }

    @Test func aReportsTechniquesComeMostCertainFirst() async throws {
        let recorded = try await three()
        let detail = try recorded.database.report(on: RecordedInstallation.id("first"))
        #expect(detail.matches.map(\.technique) == ["T1003.001", "T1059"])
        #expect(detail.report.techniques == 2 && detail.report.title == "On apt.txt")
        let outbox = recorded.configuration.outbox
        #expect(try detail.publishedJSON(in: outbox) == nil)
        try FileBytes.makeFolder(detail.folder(in: outbox))
        try FileBytes.replace(detail.folder(in: outbox).appending("report.json"), with: Array("{}\n".utf8))
        #expect(try detail.publishedJSON(in: outbox) == Array("{}\n".utf8))
        #expect(throws: StartupError.self) { try recorded.database.report(on: RecordedInstallation.id("second")) }
    }

    @Test(
        arguments: [
            ("d-f1rst0000000", "first"), ("r-sec0nd000000", "second"), ("apt.txt--f1rst000", "first"),
            ("locked.pdf", "second"), ("apt.txt", "third"), ("th1r", "third"), ("d-sec0", "second"),
        ]
    )
    func aDocumentHasManyNames(name: String, expected: String) async throws {
        let database = try await three().database
        #expect(try database.document(named: name).id == RecordedInstallation.id(expected))
    }

    @Test func aNameThatFitsNothingOrTooMuchIsRefused() async throws {
        let recorded = try await three()
        try await recorded.claim(RecordedInstallation.id("f1rs7"), Array("sub/x.txt".utf8))
        let database = try recorded.database
        for name in ["nothing", "d-f1rs", "f", "%", ""] {
            #expect(throws: StartupError.self) { try database.document(named: name) }
        }
        #expect(try database.document(named: "apt.txt").namesakes == 1)
        #expect(try database.document(named: "x.txt").id == RecordedInstallation.id("f1rs7"))
    }

    /// A name may hold anything but a slash; it is shown escaped, so that no terminal obeys it.
    @Test func aHostileNameIsShownInert() async throws {
        let recorded = try await RecordedInstallation()
        try await recorded.claim(RecordedInstallation.id("evi7"), Array("a\u{1B}[31m\nb".utf8) + [0xFF])
        let name = try recorded.database.documents(Self.all).first?.name
        #expect(name == "a\\x1B[31m\\x0Ab\\xFF")
        #expect(try recorded.database.document(named: "a\\x1B[31m\\x0Ab\\xFF").id == RecordedInstallation.id("evi7"))
    }

    @Test func aRunShowsItsTasksBehindThoseTheyNeed() async throws {
        let recorded = try await RecordedInstallation()
        let id = RecordedInstallation.id("run")
        try await recorded.claim(id, Array("a.txt".utf8))
        try await recorded.run(id, through: ["fetch", "ingest"], underway: ["parse"])
        let detail = try #require(try recorded.database.run(id.runID))
        #expect(detail.tasks.map(\.name) == ["fetch", "parse", "ingest", "eval", "report"])
        #expect(detail.tasks.map(\.state) == ["completed", "running", "completed", "pending", "pending"])
        #expect(detail.tasks.map(\.resultBytes) == [7, nil, 7, nil, nil])
        #expect(detail.tasks[0].milliseconds == 20)
        #expect(detail.run.currentTasks == ["parse"] && detail.run.status == "running")
        #expect(detail.history.first?.kind == "run-created" && detail.history.count == 6)
        #expect(try recorded.database.runs(RunFilter(), Self.all).first?.currentTasks == ["parse"])
        #expect(try recorded.database.run("r-nothing") == nil)
    }

    @Test func aStoryIsToldInTheOrderOfTime() async throws {
        let recorded = try await three()
        let story = try recorded.database.story(of: RecordedInstallation.id("second"))
        #expect(story.events.map(\.at) == story.events.map(\.at).sorted())
        #expect(story.events.first?.what == "found settled in the inbox, 1000 bytes")
        #expect(story.events.last?.what == "rejected (encrypted)")
        #expect(story.events.contains { $0.what == "ingest: failed for good: encrypted" })
        #expect(story.document.original == "rejected/locked.pdf" && story.measures?.attempts == 2)
    }

    @Test func metricsCountDocumentsAndTimeTasks() async throws {
        let recorded = try await three()
        let database = try recorded.database
        let metrics = try database.metrics(since: nil)
        #expect(metrics.total.documents == 3 && metrics.total.reported == 2 && metrics.total.rejected == 1)
        #expect(metrics.total.bytes == 3_000 && metrics.total.techniques == 3 && metrics.total.fsyncsPerReport == 8)
        #expect(metrics.total.dropToReport?.p50 == 3_000 && metrics.total.dropToReport?.count == 2)
        #expect(metrics.tasks.map(\.name) == ["eval", "fetch", "ingest", "parse", "report"])
        let ingest = try #require(metrics.tasks.first { $0.name == "ingest" })
        #expect(ingest.attempts == 3 && ingest.failures == 1 && ingest.duration?.mean == 20)
        #expect(
            try database.metrics(since: nil, by: .outcome).groups.map(\.key) == ["rejected: encrypted", "reported"]
        )
        #expect(try database.metrics(since: nil, by: .format).groups.map(\.key) == ["not read", "text/plain"])
        #expect(try database.metrics(since: nil, by: .day).groups.map(\.documents) == [3])
        #expect(try database.metrics(since: nil, by: .day).tasks.isEmpty)
        let nothing = try database.metrics(since: recorded.now.advanced(by: .seconds(60)))
        #expect(nothing.total.documents == 0 && nothing.total.dropToReport == nil && nothing.tasks.isEmpty)
    }

    @Test func theQuantilesAreThoseOfTheNearestRank() throws {
        let spread = try #require(Spread(microseconds: (1...100).map { $0 * 1_000 }.shuffled()))
        #expect(spread.p50 == 50 && spread.p95 == 95 && spread.max == 100 && spread.mean == 50.5)
        let one = try #require(Spread(microseconds: [7]))
        #expect(one.p50 == 0.007 && one.p95 == 0.007 && one.count == 1)
        #expect(Spread(microseconds: []) == nil)
    }

    @Test func theStatusShowsWorkWaitingAndWhatIsLeftAlone() async throws {
        let recorded = try await three()
        let waiting = RecordedInstallation.id("wait")
        try await recorded.claim(waiting, Array("w.txt".utf8))
        try await recorded.run(waiting, through: ["fetch"], underway: ["ingest", "parse"])
        try await recorded.ledger.postpone(
            waiting,
            code: "noSpace",
            reason: "The disk is full.",
            until: recorded.now.advanced(by: .seconds(30))
        )
        var configuration = recorded.configuration
        configuration.maximumSize = 1
        try FileBytes.makeFolder(configuration.inbox)
        for name in ["new.txt", ".hidden", "half.part", "large.txt"] {
            try FileBytes.replace(configuration.inbox.appending(name), with: name == "large.txt" ? [1, 2] : [1])
        }
        let status = try StatusSummary.look(configuration, now: recorded.now, logger: silence, listsIgnored: true)
        #expect(!status.daemon.isRunning)
        #expect(status.inFlight.map(\.currentTasks) == [["ingest", "parse"]])
        #expect(status.postponed.map(\.reasonCode) == ["noSpace"] && status.postponed.first?.deferrals == 1)
        #expect(
            status.counts.total
                == StatusSummary.ByState(inWork: 1, reported: 2, rejected: 1, unpacked: 0, duplicates: 0)
        )
        #expect(status.counts.today == status.counts.total)
        #expect(status.lastRejections.map(\.name) == ["locked.pdf"])
        #expect(status.inbox?.waiting.map(\.name) == ["large.txt", "new.txt"])
        #expect(status.inbox?.waiting.first?.refusal == "It is larger than the limit of 1 bytes.")
        #expect(status.inbox?.ignored.map(\.pattern) == [".*", "*.part"])
        #expect(status.attack?.version == "18.1" && status.space.map(\.folder) == ["state"])
        let tomorrow = recorded.now.advanced(by: .seconds(86_400))
        let later = try StatusSummary.look(configuration, now: tomorrow, logger: silence)
        #expect(
            later.counts.today == StatusSummary.ByState(inWork: 0, reported: 0, rejected: 0, unpacked: 0, duplicates: 0)
        )
    }

    @Test func aStatusBeforeTheFirstStartSaysSoAndMakesNothing() throws {
        let folder = try TemporaryFolder()
        var configuration = Tradecraft.Configuration()
        configuration.inbox = SystemPath("\(folder.path)/inbox")
        configuration.outbox = SystemPath("\(folder.path)/outbox")
        configuration.state = SystemPath("\(folder.path)/state")
        let status = try StatusSummary.look(configuration, now: Timestamp(microseconds: 0), logger: silence)
        #expect(status.problems.count == 2 && status.inbox == nil && status.attack != nil)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }
}
