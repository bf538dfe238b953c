import Taskt

/// A stretch of time, in steps of hours or days, and what ended in it.
struct MetricsStretch {
    private let start: Int64
    private let end: Int64
    private let ends: [Int64]

    private static let hour: Int64 = 3_600_000_000
    private static let day: Int64 = 24 * hour
    /// A stretch that is this long or longer begins with its first document: what is before says nothing.
    private static let long: Int64 = 100 * day

    /// The stretch that documents ended in; nil without documents.
    init?(ends: [Int64], since: Timestamp?, now: Timestamp?) {
        guard let first = ends.min(), let last = ends.max() else { return nil }
        end = max(last, now?.microseconds ?? last)
        let since = since?.microseconds ?? first
        start = end - since >= Self.long ? first : min(first, since)
        self.ends = ends
    }

    /// The days in UTC that it has to do with: `2026-11-28`.
    var days: [String] {
        steps(of: Self.day).map { String(Timestamp(microseconds: $0).description.prefix(10)) }
    }

    /// What ended when: by hour up to two days, by day beyond.
    var activity: MetricsSummary.Activity {
        let isShort = end - start <= 2 * Self.day
        let unit = isShort ? Self.hour : Self.day
        let steps = steps(of: unit)
        var documents = [Int](repeating: 0, count: steps.count)
        for end in ends { documents[Int(end / unit - start / unit)] += 1 }
        return MetricsSummary.Activity(
            unit: isShort ? "hour" : "day",
            start: Timestamp(microseconds: steps[0]).description,
            documents: documents
        )
    }

    /// What that comes to for an hour.
    func throughput(documents: Int, bytes: Int64) -> MetricsSummary.Throughput? {
        guard end - start >= 60_000_000 else { return nil }
        let hours = Double(end - start) / Double(Self.hour)
        return MetricsSummary.Throughput(
            documentsPerHour: (Double(documents) / hours * 100).rounded() / 100,
            bytesPerHour: (Double(bytes) / hours).rounded()
        )
    }

    private func steps(of unit: Int64) -> [Int64] { (start / unit...end / unit).map { $0 * unit } }
}
