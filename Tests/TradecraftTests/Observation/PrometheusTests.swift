import GRDB
import Inbox
import Taskt
import TasktSQLite
import Testing

@testable import Tradecraft

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite(.timeLimit(.minutes(6))) struct PrometheusTests {
    private func report(_ recorded: RecordedInstallation, _ health: ServiceHealth = ServiceHealth()) -> MetricsReport {
        MetricsReport(
            ledger: recorded.ledger,
            queue: WorkQueue(capacity: 8, workers: 2, doorbell: Doorbell()),
            health: health,
            library: KnowledgeLibrary(recorded.configuration, now: { Timestamp(microseconds: 0) }, logger: silence),
            configuration: recorded.configuration,
            now: { Timestamp(microseconds: 1_780_000_100_000_000) }
        )
    }

    @Test func theTextIsWhatPrometheusReads() async throws {
        let recorded = try await RecordedInstallation()
        try await recorded.report(RecordedInstallation.id("aaaa"), "apt.txt", techniques: [("T1059", 0.5)])
        try await recorded.reject(RecordedInstallation.id("bbbb"), "locked.pdf", code: "bad\"code\n", "A password.")
        while try await recorded.ledger.countRunEnds(limit: 1) {}
        let health = ServiceHealth()
        health.start(at: Timestamp(microseconds: 1_780_000_000_500_000))
        health.watch()
        let exposition = try Exposition(try await report(recorded, health).text(isUp: true))
        #expect(exposition["tradecraft_up"] == 1)
        #expect(exposition["tradecraft_ready"] == 1)
        #expect(exposition["tradecraft_start_time_seconds"] == 1_780_000_000.5)
        #expect(exposition["tradecraft_documents_total{outcome=reported}"] == 1)
        #expect(exposition["tradecraft_documents_total{outcome=unpacked}"] == 0)
        #expect(exposition["tradecraft_rejections_total{code=bad\"code\n}"] == 1)
        #expect(exposition["tradecraft_formats_total{format=text}"] == 1)
        #expect(exposition["tradecraft_document_bytes_total"] == 2_000)
        #expect(exposition["tradecraft_document_seconds_sum"] == 4)
        #expect(exposition["tradecraft_document_seconds_bucket{le=1}"] == 1)
        #expect(exposition["tradecraft_document_seconds_bucket{le=5}"] == 2)
        #expect(exposition["tradecraft_task_failures_total{task=ingest}"] == 1)
        #expect(exposition["tradecraft_task_seconds_count{task=fetch}"] == 2)
        #expect(exposition["tradecraft_task_seconds_sum{task=eval}"] == 0.02)
        #expect(exposition["tradecraft_last_report_time_seconds"] == 1_780_000_009)
        #expect((exposition["tradecraft_disk_free_bytes{folder=state}"] ?? 0) > 0)
        #expect((exposition["tradecraft_database_size_bytes"] ?? 0) > 0)
    }

    /// A document that is tried again loses its row of counts: what was counted stays counted, also for the next process.
    @Test func aCounterNeverGoesBack() async throws {
        let recorded = try await RecordedInstallation()
        let id = RecordedInstallation.id("bbbb")
        try await recorded.reject(id, "locked.pdf", "It needs a password.")
        while try await recorded.ledger.countRunEnds(limit: 100) {}
        try await recorded.ledger.reopen(id, cause: "request 1: by an operator", at: recorded.now)
        let reopened = try await recorded.ledger.metricTotals()
        #expect(reopened[MetricTotals.rejections, "encrypted"] == 1)
        // The second end counts what it took itself, which is nothing: the run was not driven again.
        let metric = RunMetric(refused: "cancelled", size: 10, at: recorded.tick())
        try await recorded.ledger.reject(id, code: "cancelled", reason: "Its analysis was cancelled.", metric)
        while try await recorded.ledger.countRunEnds(limit: 100) {}
        let totals = try await recorded.ledger.metricTotals()
        #expect(totals[MetricTotals.documents, "rejected"] == 2)
        #expect(totals[MetricTotals.rejections, "cancelled"] == 1)
    }

    @Test func whatEndedBeforeThereWasACountIsCounted() async throws {
        let recorded = try await RecordedInstallation()
        try await recorded.report(RecordedInstallation.id("aaaa"), "apt.txt", techniques: [("T1059", 0.5)])
        try await recorded.reject(RecordedInstallation.id("bbbb"), "locked.pdf", "It needs a password.")
        // As the migration finds it.
        try await recorded.ledger.database.write("start again") { db in
            try db.execute(sql: "DELETE FROM run_end; \(RunEnd.insertion) ORDER BY m.ended_at, m.document")
        }
        while try await recorded.ledger.countRunEnds(limit: 100) {}
        let totals = try await recorded.ledger.metricTotals()
        #expect(totals[MetricTotals.documents, "reported"] == 1)
        #expect(totals[MetricTotals.attempts, "ingest"] == 2)
    }

    @Test func everyMediaTypeHasAFormatOfTheClosedSet() {
        #expect(DocumentFormat(mediaType: nil) == .unread)
        #expect(DocumentFormat(mediaType: "application/pdf") == .pdf)
        #expect(DocumentFormat(mediaType: "image/png") == .image)
        #expect(DocumentFormat(mediaType: "text/x-made-up-by-somebody") == .text)
        #expect(DocumentFormat(mediaType: "application/x-made-up-by-somebody") == .other)
    }

    @Test func healthTellsWhatStandsStillAndWhatIsInTheWay() {
        let health = ServiceHealth()
        let patience = ServiceHealth.Patience(Tradecraft.Configuration())
        #expect(health.hindrances == ["what an earlier process left is being taken up"])
        health.watch()
        health.turn(at: .seconds(10))
        #expect(health.hindrances.isEmpty)
        #expect(health.stuck(at: .seconds(100), patience).isEmpty)
        #expect(health.stuck(at: .seconds(400), patience) == ["the inbox has not been looked at for 390 s"])
        health.turn(at: .seconds(5_000))
        let id = RecordedInstallation.id("aaaa")
        health.begin(id, at: .seconds(100))
        #expect(health.stuck(at: .seconds(5_000), patience) == ["document \(id) has been in work for 4900 s"])
        health.end(id)
        #expect(health.stuck(at: .seconds(5_000), patience).isEmpty)
        health.meet(.space, "less than 1 GB at http://user:secret@h/")
        #expect(health.hindrances == ["space: less than 1 GB at http://h/"])
        health.clear(.space)
        #expect(health.hindrances.isEmpty)
    }

    @Test func theFileIsReplacedAsAWholeAndAnybodyMayReadIt() throws {
        let folder = try TemporaryFolder()
        let path = SystemPath("\(folder.path)/tradecraft.prom")
        for text in ["a 1\n", "a 2\n"] { try FileBytes.publish(path, Array(text.utf8)) }
        #expect(try FileBytes.read(path) == Array("a 2\n".utf8))
        #expect(try FileBytes.names(in: path.parent) == ["tradecraft.prom"])
        let attributes = try FileManager.default.attributesOfItem(atPath: path.string)
        #expect(attributes[.posixPermissions] as? Int == 0o644)
        #expect(throws: InboxError.self) { try FileBytes.publish("/nowhere/at/all.prom", []) }
    }
}

/// Metrics in the text format, read as strictly as Prometheus reads them, and checked for what its linter checks.
struct Exposition {
    struct Failure: Error { let line: String }

    private var values: [String: Double] = [:]

    /// The value of a series: its name, and its labels as `{a=b,c=d}`.
    subscript(series: String) -> Double? { values[series] }

    init(_ text: String) throws {
        var types: [String: String] = [:]
        var helped: Set<String> = []
        #expect(text.hasSuffix("\n"))
        for line in text.split(separator: "\n").map(String.init) {
            if let help = line.wholeMatch(of: /# HELP ([a-z_]+) .+/) {
                #expect(helped.insert(String(help.1)).inserted, "\(line)")
            } else if let type = line.wholeMatch(of: /# TYPE ([a-z_]+) (counter|gauge|histogram)/) {
                let (name, kind) = (String(type.1), String(type.2))
                #expect(helped.contains(name) && types[name] == nil, "\(line)")
                #expect(name.hasPrefix("tradecraft_") && name.hasSuffix("_total") == (kind == "counter"), "\(line)")
                types[name] = kind
            } else {
                try take(line, types)
            }
        }
        #expect(helped == Set(types.keys))
        checkHistograms(types)
    }

    private mutating func take(_ line: String, _ types: [String: String]) throws {
        guard
            let match = line.wholeMatch(
                of: /([a-z_]+)(?:\{((?:[a-z_]+="(?:[^"\\\n]|\\["\\n])*",?)+)\})? ([-+0-9.eE]+)/
            ), let value = Double(match.3)
        else { throw Failure(line: line) }
        let name = String(match.1)
        let family = name.replacing(/_(bucket|sum|count)$/, with: "")
        #expect(types[name] != nil || types[family] == "histogram", "\(line)")
        let labels = (match.2 ?? "").matches(of: /([a-z_]+)="((?:[^"\\]|\\.)*)"/)
            .map { "\($0.1)=\($0.2.replacing("\\n", with: "\n").replacing("\\\"", with: "\""))" }
        let series = name + (labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}")
        #expect(values[series] == nil, "twice: \(series)")
        values[series] = value
    }

    private func checkHistograms(_ types: [String: String]) {
        for (name, type) in types where type == "histogram" {
            let counts = values.filter { $0.key.hasPrefix("\(name)_count") }
            #expect(!counts.isEmpty)
            for (series, count) in counts {
                let labels = series.dropFirst("\(name)_count".count).filter { $0 != "{" && $0 != "}" }
                let prefix = "\(name)_bucket{\(labels.isEmpty ? "" : "\(labels),")le="
                let buckets = values.filter { $0.key.hasPrefix(prefix) }
                    .map { (Double($0.key.dropFirst(prefix.count).dropLast()) ?? .nan, $0.value) }
                    .sorted { $0.0 < $1.0 }
                #expect(buckets.map(\.1) == buckets.map(\.1).sorted())
                #expect(buckets.last?.0 == .infinity && buckets.last?.1 == count)
                #expect(values["\(name)_sum\(series.dropFirst("\(name)_count".count))"] != nil)
            }
        }
    }
}
