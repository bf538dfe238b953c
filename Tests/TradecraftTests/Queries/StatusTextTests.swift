import Inbox
import Taskt
import Testing

@testable import Tradecraft

/// The status as people see it, on screens of several sizes.
@Suite(.timeLimit(.minutes(6))) struct StatusTextTests {
    private func status() async throws -> StatusSummary {
        let recorded = try await RecordedInstallation()
        try await recorded.report(RecordedInstallation.id("aaaa"), "apt.txt", techniques: [("T1059", 0.5)])
        try await recorded.reject(RecordedInstallation.id("bbbb"), "lo\u{1B}cked.pdf", "It needs a \u{7}password.")
        let working = RecordedInstallation.id("cccc")
        try await recorded.claim(working, Array("waits.txt".utf8))
        try await recorded.run(working, through: ["fetch", "parse"], underway: ["ingest"])
        var configuration = recorded.configuration
        // What the machine of the test has is not what is looked at.
        configuration.alerts.diskFree = nil
        try FileBytes.makeFolder(configuration.inbox)
        for number in 10..<30 { try FileBytes.replace(configuration.inbox.appending("n\(number).txt"), with: [1]) }
        return try StatusSummary.look(configuration, now: recorded.now.advanced(by: .seconds(42)), logger: silence)
    }

    @Test func theWordOnHealthComesFirstAndTheWorkNext() async throws {
        let lines = StatusText(try await status(), width: 120).lines()
        #expect(lines.first == "stopped: no daemon runs")
        let work = try #require(lines.firstIndex(of: "in work"))
        #expect(lines[work + 1] == "  d-cccc00000000  ingest, task 3 of 5  for 42s  45s in all  waits.txt")
        #expect(lines.contains("  ... and 10 more"))
        #expect(lines.contains("documents  1 reported, 1 rejected today; 1 reported, 1 rejected in all"))
    }

    /// The JSON is a contract: scripts of users read it.
    ///
    /// What depends on the machine and the release is put in here.
    @Test func theJSONStaysAsItIs() async throws {
        let seen = try await status()
        let fixed = StatusSummary(
            at: seen.at,
            version: "1.0.0",
            health: StatusSummary.Health(word: .degraded, reasons: ["little is free"]),
            daemon: seen.daemon,
            startedAt: seen.at,
            uptimeSeconds: 90,
            inbox: StatusSummary.InboxLook(
                path: "inbox",
                waitingCount: 20,
                waitingBytes: 20,
                refusedCount: 1,
                ignoredCount: 1,
                leftCount: 0,
                oldestSeconds: 5,
                waiting: Array(seen.inbox?.waiting.prefix(1) ?? []),
                ignored: [StatusSummary.Entry(name: ".hidden", size: 1, pattern: ".*", refusal: nil)]
            ),
            inFlight: seen.inFlight,
            queue: seen.queue,
            postponed: seen.postponed,
            counts: seen.counts,
            deliveries: StatusSummary.Deliveries(open: 2, failed: 1, inDoubt: 1),
            lastRejections: seen.lastRejections,
            attack: StatusSummary.Attack(
                domain: "enterprise-attack",
                version: "18.1",
                source: "embedded",
                fetchedAt: nil,
                model: "0011",
                notice: nil
            ),
            space: [FileSystemRoom(folder: "state", path: "state", freeBytes: 500, totalBytes: 1_000)],
            database: StatusSummary.DatabaseSize(bytes: 4_096, logBytes: 0),
            problems: []
        )
        try GoldenFile.compare(fixed, with: "Queries/status.json")
        try GoldenFile.compare(StatusText(fixed, width: 100).lines(), with: "Queries/status.txt")
    }

    @Test(arguments: [(80, 24), (200, 50), (60, 12), (40, 5)])
    func itFitsOnTheScreenAndNothingInItSteersATerminal(width: Int, height: Int) async throws {
        let lines = StatusText(try await status(), width: width).lines(height: height)
        #expect(lines.count <= height)
        #expect(lines.allSatisfy { $0.count <= width })
        #expect(lines.allSatisfy { line in !line.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F } })
        #expect(lines.first?.hasPrefix("stopped") == true)
    }
}
