import GRDB
package import Taskt

extension QueryDatabase {
    /// Counts and timings of the documents that ended since an instant; of all where there is none.
    ///
    /// - Parameters:
    ///   - since: the beginning of the stretch.
    ///   - now: its end; nil is when the last document ended.
    ///   - grouping: what documents are grouped by.
    /// - Returns: the counts; grouped by day, days without a document are there too.
    /// - Throws: where the database cannot be read.
    package func metrics(
        since: Timestamp?,
        now: Timestamp? = nil,
        by grouping: MetricsSummary.Grouping? = nil
    ) throws(StartupError) -> MetricsSummary {
        try read("read metrics") { db in
            let start = since?.microseconds ?? Int64.min
            let rows = try Row.fetchAll(db, sql: "SELECT * FROM run_metric WHERE ended_at >= ?", arguments: [start])
                .map(MetricRow.init)
            var groups: [String: [MetricRow]] = [:]
            if let grouping, grouping != .task { groups = Dictionary(grouping: rows) { $0.key(grouping) } }
            let stretch = MetricsStretch(ends: rows.map(\.endedAt), since: since, now: now)
            if grouping == .day, let stretch { for day in stretch.days { groups[day, default: []] += [] } }
            let rejected = Dictionary(grouping: rows.filter { $0.outcome == "rejected" }) { $0.code ?? "unclassified" }
            let takesTasks = grouping == nil || grouping == .task
            return MetricsSummary(
                activity: stretch?.activity,
                throughput: stretch?.throughput(documents: rows.count, bytes: rows.reduce(0) { $0 + $1.bytes }),
                rejections: rejected.map { MetricsSummary.Rejections(code: $0.key, documents: $0.value.count) }
                    .sorted { ($1.documents, $0.code) < ($0.documents, $1.code) },
                since: since?.description,
                total: MetricsSummary.Group("all", rows),
                groupedBy: grouping?.rawValue,
                groups: groups.sorted { $0.key < $1.key }.map { MetricsSummary.Group($0.key, $0.value) },
                tasks: takesTasks ? try Self.tasks(since: start, in: db) : []
            )
        }
    }

    private static func tasks(since start: Int64, in db: Database) throws -> [MetricsSummary.Task] {
        var durations: [String: [Int64]] = [:]
        let results = try Row.fetchCursor(
            db,
            // A fork has the results of another run, whose work they are.
            sql: """
                SELECT c.task, c.duration_us FROM checkpoint c JOIN run r ON r.number = c.run
                WHERE c.started_at >= ? AND (r.forked_from IS NULL OR c.started_at >= r.created_at)
                """,
            arguments: [start]
        )
        while let row = try results.next() { durations[row["task"], default: []].append(row["duration_us"]) }
        return
            try Row.fetchAll(
                db,
                sql: """
                    SELECT task, sum(kind = 'attempt-started') AS attempts, sum(kind = 'attempt-failed') AS failures
                    FROM history WHERE task IS NOT NULL AND at >= ? GROUP BY task ORDER BY task
                    """,
                arguments: [start]
            )
            .map { row in
                MetricsSummary.Task(
                    name: row["task"],
                    attempts: row["attempts"],
                    failures: row["failures"],
                    duration: Spread(microseconds: durations[row["task"]] ?? [])
                )
            }
    }
}

/// A row of `run_metric`.
private struct MetricRow {
    let outcome: String
    let code: String?
    let mediaType: String?
    let bytes: Int64
    let characters: Int64
    let techniques: Int
    let fsyncs: Int
    let attempts: Int
    let waited: Int64
    let total: Int64
    let endedAt: Int64

    init(_ row: Row) {
        outcome = row["outcome"]
        code = row["code"]
        mediaType = row["media_type"]
        bytes = row["bytes"]
        characters = row["characters"]
        techniques = row["techniques"]
        fsyncs = row["fsyncs"]
        attempts = row["attempts"]
        waited = row["waited_us"]
        total = row["total_us"]
        endedAt = row["ended_at"]
    }

    var isReported: Bool { outcome == "reported" }

    func key(_ grouping: MetricsSummary.Grouping) -> String {
        switch grouping {
        case .task: "all"
        case .outcome: code.map { "\(outcome): \($0)" } ?? outcome
        case .format: mediaType ?? "not read"
        case .day: String(Timestamp(microseconds: endedAt).description.prefix(10))
        }
    }
}

extension MetricsSummary.Group {
    fileprivate init(_ key: String, _ rows: [MetricRow]) {
        let reported = rows.filter(\.isReported)
        let fsyncs = rows.reduce(0) { $0 + $1.fsyncs }
        self.init(
            key: key,
            documents: rows.count,
            reported: reported.count,
            rejected: rows.count { $0.outcome == "rejected" },
            unpacked: rows.count { $0.outcome == "unpacked" },
            bytes: rows.reduce(0) { $0 + $1.bytes },
            characters: rows.reduce(0) { $0 + $1.characters },
            techniques: rows.reduce(0) { $0 + $1.techniques },
            attempts: rows.reduce(0) { $0 + $1.attempts },
            fsyncs: fsyncs,
            fsyncsPerReport: reported.isEmpty
                ? nil : (Double(fsyncs) / Double(reported.count) * 100).rounded() / 100,
            // What was refused in the inbox has waited for nothing.
            waited: Spread(microseconds: rows.filter { $0.attempts > 0 }.map(\.waited)),
            dropToReport: Spread(microseconds: reported.map(\.total))
        )
    }
}
