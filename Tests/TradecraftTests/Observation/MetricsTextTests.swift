import Taskt
import Testing

@testable import Tradecraft

@Suite(.timeLimit(.minutes(6))) struct MetricsTextTests {
    @Test func daysWithoutADocumentAreThereToo() async throws {
        let recorded = try await RecordedInstallation()
        try await recorded.report(RecordedInstallation.id("aaaa"), "apt.txt", techniques: [("T1059", 0.5)])
        let now = recorded.now.advanced(by: .seconds(2 * 86_400))
        let since = recorded.now.advanced(by: .seconds(-86_400))
        let metrics = try recorded.database.metrics(since: since, now: now, by: .day)
        #expect(metrics.groups.map(\.key) == ["2026-05-27", "2026-05-28", "2026-05-29", "2026-05-30"])
        #expect(metrics.groups.map(\.documents) == [0, 1, 0, 0])
        #expect(metrics.activity?.unit == "day" && metrics.activity?.documents == [0, 1, 0, 0])
        #expect(metrics.throughput?.documentsPerHour == 0.01)
        let none = try recorded.database.metrics(since: now, now: now, by: .day)
        #expect(none.groups.isEmpty && none.activity == nil && none.total.documents == 0)
    }

    @Test func aStretchOfTwoDaysIsCountedByTheHour() {
        let start: Int64 = 1_780_000_000_000_000
        let ends = [start, start + 1_000, start + 2 * 3_600_000_000]
        let stretch = MetricsStretch(ends: ends, since: nil, now: nil)
        #expect(stretch?.activity.documents == [2, 0, 1])
        #expect(stretch?.activity.start == "2026-05-28T20:00:00.000Z")
        // Ten years of nothing say nothing.
        let long = MetricsStretch(ends: ends, since: Timestamp(microseconds: 0), now: nil)
        #expect(long?.days == ["2026-05-28"])
    }

    @Test func numbersAreDrawnAsHighOrAsLongAsTheyAreLarge() {
        #expect(Shown.sparkline([0, 1, 4, 8], width: 10) == " ▁▄█")
        #expect(Shown.sparkline([1, 1, 4, 4], width: 2) == "▂█")
        #expect(Shown.sparkline([0, 0], width: 2) == "  ")
        #expect(Shown.bar(8, of: 16, width: 4) == "██")
        #expect(Shown.bar(1, of: 1_000, width: 4) == "▏")
        #expect(Shown.bar(0, of: 5, width: 4).isEmpty)
    }

    @Test func withoutATerminalThereAreNumbersAlone() async throws {
        let recorded = try await RecordedInstallation()
        try await recorded.report(RecordedInstallation.id("aaaa"), "apt.txt", techniques: [("T1059", 0.5)])
        try await recorded.reject(RecordedInstallation.id("bbbb"), "locked.pdf", "It needs a password.")
        let now = recorded.now.advanced(by: .seconds(7_200))
        let metrics = try recorded.database.metrics(since: nil, now: now, by: .outcome)
        let plain =
            MetricsText.head(metrics, nil) + MetricsText.groupRows(metrics, nil).joined()
            + MetricsText.rejectionRows(metrics, nil).joined()
        #expect(plain.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } })
        #expect(plain.contains("each hour       0.7 on average, at most 2"))
        #expect(MetricsText.rejectionRows(metrics, nil) == [["encrypted", "1"]])
        let drawing = MetricsText.Drawing(columns: 80)
        #expect(MetricsText.head(metrics, drawing).contains("each hour       █   0.7 on average, at most 2"))
        #expect(MetricsText.rejectionRows(metrics, drawing).first?.last == String(repeating: "█", count: 20))
    }
}
