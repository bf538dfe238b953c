/// Counts and timings as people read them.
package enum MetricsText {
    /// What is drawn beside the numbers: nothing where nobody would see it.
    package struct Drawing: Sendable {
        /// How wide a row of marks may be.
        package let width: Int

        /// Drawings for a terminal of so many columns.
        package init(columns: Int) { width = max(10, min(60, columns - 40)) }
    }

    /// The lines above the tables, a name and what there is to say in each.
    package static func head(_ metrics: MetricsSummary, _ drawing: Drawing?) -> [String] {
        let total = metrics.total
        var lines = metrics.since.map { ["since           \(Shown.time($0))"] } ?? []
        lines.append(
            "documents       \(total.documents): \(total.reported) reported, \(total.rejected) rejected, "
                + "\(total.unpacked) unpacked"
        )
        if let activity = metrics.activity { lines.append(line(activity, drawing)) }
        if let throughput = metrics.throughput {
            lines.append(
                "throughput      \(throughput.documentsPerHour) documents an hour, "
                    + "\(Shown.size(Int(throughput.bytesPerHour))) an hour"
            )
        }
        lines.append("read            \(Shown.size(total.bytes)), \(total.characters) characters")
        lines.append("found           \(total.techniques) techniques")
        lines.append("attempts        \(total.attempts)")
        if let fsyncs = total.fsyncsPerReport { lines.append("fsyncs          \(fsyncs) a report's folder") }
        if let waited = total.waited { lines.append("waited          \(line(waited))") }
        if let time = total.dropToReport { lines.append("drop to report  \(line(time))") }
        return lines
    }

    /// The header of the table of groups.
    package static func groupHeader(_ key: String, _ drawing: Drawing?) -> [String] {
        [key, "documents", "reported", "rejected", "bytes", "techniques", "attempts", "p50", "p95"]
            + (drawing == nil ? [] : [""])
    }

    /// The rows of the table of groups, all together in the last.
    package static func groupRows(_ metrics: MetricsSummary, _ drawing: Drawing?) -> [[String]] {
        let most = metrics.groups.map(\.documents).max() ?? 0
        return (metrics.groups + [metrics.total])
            .map { group in
                let isTotal = group.key == metrics.total.key
                return [
                    group.key, "\(group.documents)", "\(group.reported)", "\(group.rejected)", Shown.size(group.bytes),
                    "\(group.techniques)", "\(group.attempts)", Shown.duration(group.dropToReport?.p50),
                    Shown.duration(group.dropToReport?.p95),
                ] + (drawing == nil ? [] : [isTotal ? "" : Shown.bar(group.documents, of: most, width: 20)])
            }
    }

    /// The header of the table of tasks.
    package static let taskHeader = ["task", "attempts", "failed", "mean", "p50", "p95", "max"]

    /// The rows of the table of tasks.
    package static func taskRows(_ metrics: MetricsSummary) -> [[String]] {
        metrics.tasks.map { task in
            [
                task.name, "\(task.attempts)", "\(task.failures)", Shown.duration(task.duration?.mean),
                Shown.duration(task.duration?.p50), Shown.duration(task.duration?.p95),
                Shown.duration(task.duration?.max),
            ]
        }
    }

    /// The header of the table of rejections.
    package static func rejectionHeader(_ drawing: Drawing?) -> [String] {
        ["rejected for", "documents"] + (drawing == nil ? [] : [""])
    }

    /// The rows of the table of rejections; none without any.
    package static func rejectionRows(_ metrics: MetricsSummary, _ drawing: Drawing?) -> [[String]] {
        let most = metrics.rejections.first?.documents ?? 0
        return metrics.rejections.map { rejections in
            [rejections.code, "\(rejections.documents)"]
                + (drawing == nil ? [] : [Shown.bar(rejections.documents, of: most, width: 20)])
        }
    }

    private static func line(_ activity: MetricsSummary.Activity, _ drawing: Drawing?) -> String {
        let most = activity.documents.max() ?? 0
        let mean = Double(activity.documents.reduce(0, +)) / Double(max(1, activity.documents.count))
        let numbers = "\((mean * 10).rounded() / 10) on average, at most \(most)"
        let name = "each \(activity.unit)"
        let padding = String(repeating: " ", count: max(1, 16 - name.count))
        guard let drawing, activity.documents.count > 1 else { return name + padding + numbers }
        return name + padding + Shown.sparkline(activity.documents, width: drawing.width) + " " + numbers
    }

    private static func line(_ spread: Spread) -> String {
        "p50 \(Shown.duration(spread.p50)), p95 \(Shown.duration(spread.p95)), max \(Shown.duration(spread.max))"
    }
}

extension Shown {
    /// Numbers as a row of marks, the largest the highest; neighbours are added up where there are too many.
    package static func sparkline(_ values: [Int], width: Int) -> String {
        let size = max(1, (values.count + width - 1) / max(1, width))
        let sums = stride(from: 0, to: values.count, by: size)
            .map { values[$0..<min(values.count, $0 + size)].reduce(0, +) }
        let most = sums.max() ?? 0
        let marks = Array("▁▂▃▄▅▆▇█")
        return String(
            sums.map { sum in
                // Nothing at all and little are told apart.
                guard sum > 0, most > 0 else { return Character(" ") }
                return marks[(sum * marks.count + most - 1) / most - 1]
            }
        )
    }

    /// A number as a bar, as long as it is large.
    package static func bar(_ value: Int, of most: Int, width: Int) -> String {
        guard value > 0, most > 0 else { return "" }
        let eighths = max(1, value * width * 8 / most)
        let rest = Array("▏▎▍▌▋▊▉")
        return String(repeating: "█", count: eighths / 8) + (eighths % 8 == 0 ? "" : String(rest[eighths % 8 - 1]))
    }
}
