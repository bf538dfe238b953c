import Taskt

/// Running totals over all the time that there is a database: they only grow, also across restarts.
///
/// Times are in microseconds, whole numbers throughout, so that a sum is the same in whatever order it is made.
struct MetricTotals: Sendable {
    /// A total: what is counted, and for which of its kinds.
    struct Key: Hashable, Sendable {
        let name: String
        let label: String
    }

    var values: [Key: Int64] = [:]

    static let documents = "documents"
    static let rejections = "rejections"
    static let formats = "formats"
    static let bytes = "bytes"
    static let characters = "characters"
    static let techniques = "techniques"
    static let fsyncs = "fsyncs"
    static let attempts = "attempts"
    static let failures = "failures"
    /// When the last report was published: the one that does not add up.
    static let lastReport = "last_report"

    /// From settled in the inbox to the end.
    static let documentTime = Histogram(
        name: "document_time",
        bounds: [
            50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000, 3_600_000,
        ]
    )
    /// From settled in the inbox to the start of the analysis.
    static let waitingTime = Histogram(name: "waiting_time", bounds: documentTime.milliseconds)
    /// What the attempt of a task took that succeeded.
    static func taskTime(_ task: String) -> Histogram {
        Histogram(name: "task_time:\(task)", bounds: [1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 10_000, 60_000])
    }

    /// Times by how long they are.
    struct Histogram: Sendable {
        let name: String
        /// The largest time of each bucket, in milliseconds.
        let milliseconds: [Int64]

        init(name: String, bounds: [Int64]) {
            self.name = name
            milliseconds = bounds
        }

        /// The total that has the sum of all times.
        var sum: Key { Key(name: name, label: "sum") }

        /// The total that counts the times of a bucket; nil is the one for longer times.
        func bucket(_ bound: Int64?) -> Key { Key(name: name, label: bound.map { "\($0)" } ?? "more") }
    }

    subscript(_ name: String, _ label: String = "") -> Int64 {
        get { values[Key(name: name, label: label)] ?? 0 }
        set { values[Key(name: name, label: label)] = newValue }
    }

    /// Adds the end of a run.
    mutating func count(_ end: RunEnd) {
        self[Self.documents, end.outcome] += 1
        if end.outcome == DocumentRecord.State.rejected.rawValue {
            self[Self.rejections, end.code ?? "unclassified"] += 1
        }
        self[Self.formats, DocumentFormat(mediaType: end.mediaType).rawValue] += 1
        self[Self.bytes] += end.bytes
        self[Self.characters] += end.characters
        self[Self.techniques] += end.techniques
        self[Self.fsyncs] += end.fsyncs
        add(end.total, to: Self.documentTime)
        if end.attempts > 0 { add(end.waited, to: Self.waitingTime) }
        if end.outcome == DocumentRecord.State.reported.rawValue {
            self[Self.lastReport] = max(self[Self.lastReport], end.endedAt.microseconds)
        }
        for task in end.tasks {
            self[Self.attempts, task.task] += task.attempts
            self[Self.failures, task.task] += task.failures
            if let duration = task.duration { add(duration, to: Self.taskTime(task.task)) }
        }
    }

    private mutating func add(_ microseconds: Int64, to histogram: Histogram) {
        // A clock that was set back makes a time negative: it is none.
        let time = max(0, microseconds)
        values[histogram.sum, default: 0] += time
        values[histogram.bucket(histogram.milliseconds.first { time <= $0 * 1_000 }), default: 0] += 1
    }
}
