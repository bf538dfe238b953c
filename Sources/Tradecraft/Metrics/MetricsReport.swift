import AttackKnowledge
import DocumentText
import Inbox
import Taskt
import TasktSQLite

#if canImport(Glibc)
import Glibc
#endif

/// What monitoring is told, in the text format of Prometheus.
struct MetricsReport: Sendable {
    let ledger: Ledger
    let queue: WorkQueue
    let health: ServiceHealth
    let library: KnowledgeLibrary
    let configuration: Configuration
    let now: @Sendable () -> Timestamp

    /// The tasks of the workflow, in its order.
    private static let tasks = ["fetch", "parse", "ingest", "eval", "report"]
    /// How many codes of rejections are told apart: a mistake must not fill the monitoring's disk.
    private static let maximumCodes = 100

    /// Everything, as of now.
    ///
    /// - Parameter isUp: false in the last report of a process that stops.
    /// - Returns: the metrics.
    /// - Throws: where the totals cannot be read.
    func text(isUp: Bool) async throws -> String {
        let totals = try await ledger.metricTotals()
        let deliveries = try await ledger.deliveryCounts()
        let look = await BlockingThread.run { [self] in self.look() } ?? Look()
        var text = PrometheusText()
        describeService(isUp, look, &text)
        describeWork(&text)
        describeDocuments(totals, &text)
        text.add(
            .gauge,
            "tradecraft_report_deliveries",
            "Reports for a program or an address that are to be handed on, could not be, or may have been.",
            [
                .init(["state": "open"], Double(deliveries.open)),
                .init(["state": "failed"], Double(deliveries.failed)),
                .init(["state": "in-doubt"], Double(deliveries.inDoubt)),
            ]
        )
        describeTasks(totals, &text)
        return text.text
    }

    /// What files and folders say.
    private struct Look: Sendable {
        var space: [(folder: String, bytes: UInt64)] = []
        var databaseBytes: Int64?
        var memoryBytes: Int?
        var knowledge: KnowledgeReference?
    }

    private func look() -> Look {
        var look = Look()
        for (name, path) in [("state", configuration.state), ("outbox", configuration.outbox)] {
            // A folder that cannot be asked has no sample: the readiness says what is wrong with it.
            if let room = try? fileSystemRoom(at: path) { look.space.append((name, room.bytes)) }
        }
        let database = StateFolder(configuration.state).database
        let sizes = ["", "-wal"]
            .compactMap { suffix in
                // The log is not there at all times.
                try? FileBytes.identity(SystemPath(bytes: database.bytes + Array(suffix.utf8))).size
            }
        look.databaseBytes = sizes.isEmpty ? nil : sizes.reduce(0, +)
        // A release that cannot be read has no sample, and a warning in the log.
        look.knowledge = try? library.status()
        look.memoryBytes = Self.residentBytes()
        return look
    }

    private static func residentBytes() -> Int? {
        // Not there where /proc is not mounted: then the sample is left out.
        guard let bytes = try? FileBytes.read("/proc/self/statm") else { return nil }
        let fields = String(decoding: bytes, as: UTF8.self).split(separator: " ")
        return fields.count > 1 ? Int(fields[1]).map { $0 * Int(sysconf(Int32(_SC_PAGESIZE))) } : nil
    }

    private func describeService(_ isUp: Bool, _ look: Look, _ text: inout PrometheusText) {
        let state = health.state
        let isReady = isUp && health.hindrances.isEmpty
        text.add(.gauge, "tradecraft_up", "Whether the daemon runs: 0 once it has stopped.", isUp ? 1 : 0)
        text.add(.gauge, "tradecraft_ready", "Whether documents are taken from the inbox.", isReady ? 1 : 0)
        text.add(
            .gauge,
            "tradecraft_build_info",
            "Always 1; the labels say what runs: software, release of ATT&CK and model.",
            [
                .init(
                    [
                        "version": TradecraftVersion.current, "domain": configuration.domain.rawValue,
                        "attack_version": look.knowledge?.release.version ?? "unknown",
                        "model": look.knowledge.map { String($0.model.prefix(16)) } ?? "unknown",
                    ],
                    1
                )
            ]
        )
        text.add(
            .gauge,
            "tradecraft_start_time_seconds",
            "When the daemon was started, in seconds since 1970.",
            state.startedAt.map { [.init(Double($0.microseconds) / 1_000_000)] } ?? []
        )
        text.add(.gauge, "tradecraft_resident_memory_bytes", "Memory of the daemon.", look.memoryBytes)
        text.add(.gauge, "tradecraft_database_size_bytes", "Size of the database and its log.", look.databaseBytes)
        text.add(
            .gauge,
            "tradecraft_disk_free_bytes",
            "Room on the file system of a folder.",
            look.space.map { .init(["folder": $0.folder], Double($0.bytes)) }
        )
    }

    private func describeWork(_ text: inout PrometheusText) {
        let state = health.state
        let load = queue.load
        let queued = max(0, load.members - load.delayed - state.working.count)
        text.add(.gauge, "tradecraft_queue_documents", "Claimed documents that wait for a worker.", queued)
        text.add(.gauge, "tradecraft_delayed_documents", "Claimed documents that wait to be tried again.", load.delayed)
        text.add(.gauge, "tradecraft_working_documents", "Documents that a worker has.", state.working.count)
        text.add(.gauge, "tradecraft_workers", "Documents that may be in work at once.", configuration.workers)
        text.add(.gauge, "tradecraft_inbox_documents", "Files that wait in the inbox.", state.waiting)
        // From whole seconds: the time a file came is not known better than its file system tells.
        let age = state.oldest.map { max(0, now().since($0).components.seconds) } ?? 0
        text.add(.gauge, "tradecraft_inbox_oldest_seconds", "Age of the oldest file in the inbox; 0 without one.", age)
    }

    private func describeDocuments(_ totals: MetricTotals, _ text: inout PrometheusText) {
        text.add(
            .counter,
            "tradecraft_documents_total",
            "Documents that have ended, by how.",
            samples(of: MetricTotals.documents, in: totals, "outcome", always: ["rejected", "reported", "unpacked"])
        )
        text.add(
            .counter,
            "tradecraft_rejections_total",
            "Rejected documents, by the code of the reason.",
            samples(of: MetricTotals.rejections, in: totals, "code", limit: Self.maximumCodes)
        )
        text.add(
            .counter,
            "tradecraft_formats_total",
            "Documents that have ended, by what they are.",
            samples(of: MetricTotals.formats, in: totals, "format")
        )
        for (total, name, help) in [
            (MetricTotals.bytes, "tradecraft_document_bytes_total", "Size of the documents that have ended."),
            (MetricTotals.characters, "tradecraft_characters_total", "Characters of their texts."),
            (MetricTotals.techniques, "tradecraft_techniques_total", "Techniques found in them."),
            (
                MetricTotals.fsyncs, "tradecraft_report_fsyncs_total",
                "Calls that waited for the disk for their reports."
            ),
        ] { text.add(.counter, name, help, totals[total]) }
        let last = totals[MetricTotals.lastReport]
        text.add(
            .gauge,
            "tradecraft_last_report_time_seconds",
            "When the last report was published, in seconds since 1970; 0 before the first.",
            [.init(Double(last / 1_000) / 1_000)]
        )
        let whole = "From settled in the inbox to the end."
        text.add("tradecraft_document_seconds", whole, [([:], MetricTotals.documentTime)], in: totals)
        let waited = "From settled in the inbox to the start of the analysis."
        text.add("tradecraft_wait_seconds", waited, [([:], MetricTotals.waitingTime)], in: totals)
    }

    private func describeTasks(_ totals: MetricTotals, _ text: inout PrometheusText) {
        let names = Self.tasks
        text.add(
            .counter,
            "tradecraft_task_attempts_total",
            "Attempts of tasks, in documents that have ended.",
            names.map { .init(["task": $0], Double(totals[MetricTotals.attempts, $0])) }
        )
        text.add(
            .counter,
            "tradecraft_task_failures_total",
            "Attempts of tasks that failed, in documents that have ended.",
            names.map { .init(["task": $0], Double(totals[MetricTotals.failures, $0])) }
        )
        text.add(
            "tradecraft_task_seconds",
            "How long the attempts took that succeeded.",
            names.map { (["task": $0], MetricTotals.taskTime($0)) },
            in: totals
        )
    }

    private func samples(
        of name: String,
        in totals: MetricTotals,
        _ label: String,
        always: [String] = [],
        limit: Int = .max
    ) -> [PrometheusText.Sample] {
        var values = Dictionary(uniqueKeysWithValues: always.map { ($0, Int64(0)) })
        for (key, value) in totals.values where key.name == name { values[key.label] = value }
        let sorted = values.sorted { $0.key < $1.key }
        var samples = sorted.prefix(limit).map { PrometheusText.Sample([label: $0.key], Double($0.value)) }
        if sorted.count > limit {
            samples.append(.init([label: "other"], Double(sorted.dropFirst(limit).reduce(0) { $0 + $1.value })))
        }
        return samples
    }
}
