import ArgumentParser
import Taskt
import Tradecraft

/// Counts and timings.
struct MetricsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "metrics",
        abstract: "Print counts and timings of documents and tasks."
    )

    @OptionGroup var options: SettingsOptions

    @Option(help: ArgumentHelp("Those of the last so much time, such as 7d or 24h.", valueName: "duration"))
    var since: Since?

    @Option(help: ArgumentHelp("What to group by: task, outcome, format or day.", valueName: "what"))
    var by: MetricsSummary.Grouping?

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let start = since?.instant(before: EngineEnvironment.systemTime())
        let metrics = try options.database().metrics(since: start, by: by)
        if json { try Terminal.printJSON(metrics) } else { show(metrics) }
    }

    private func show(_ metrics: MetricsSummary) {
        if let since = metrics.since { Terminal.print("since \(since)") }
        if by == nil {
            showTotal(metrics.total)
            Terminal.print("")
        }
        if let by, by != .task {
            Terminal.printTable(
                [by.rawValue, "documents", "reported", "bytes", "techniques", "attempts", "p50", "p95"],
                (metrics.groups + [metrics.total])
                    .map { group in
                        [
                            group.key, "\(group.documents)", "\(group.reported)", Shown.size(group.bytes),
                            "\(group.techniques)", "\(group.attempts)", Shown.duration(group.dropToReport?.p50),
                            Shown.duration(group.dropToReport?.p95),
                        ]
                    }
            )
        }
        guard by == nil || by == .task else { return }
        Terminal.printTable(
            ["task", "attempts", "failed", "mean", "p50", "p95", "max"],
            metrics.tasks.map { task in
                [
                    task.name, "\(task.attempts)", "\(task.failures)", Shown.duration(task.duration?.mean),
                    Shown.duration(task.duration?.p50), Shown.duration(task.duration?.p95),
                    Shown.duration(task.duration?.max),
                ]
            }
        )
    }

    private func showTotal(_ total: MetricsSummary.Group) {
        Terminal.print(
            "documents       \(total.documents): \(total.reported) reported, \(total.rejected) rejected, "
                + "\(total.unpacked) unpacked"
        )
        Terminal.print("read            \(Shown.size(total.bytes)), \(total.characters) characters")
        Terminal.print("found           \(total.techniques) techniques")
        Terminal.print("attempts        \(total.attempts)")
        if let fsyncs = total.fsyncsPerReport { Terminal.print("fsyncs          \(fsyncs) a report's folder") }
        spread("waited", total.waited)
        spread("drop to report", total.dropToReport)
    }

    private func spread(_ name: String, _ spread: Spread?) {
        guard let spread else { return }
        let padding = String(repeating: " ", count: max(0, 16 - name.count))
        Terminal.print(
            "\(name)\(padding)p50 \(Shown.duration(spread.p50)), p95 \(Shown.duration(spread.p95)), "
                + "max \(Shown.duration(spread.max))"
        )
    }
}
