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
        let now = EngineEnvironment.systemTime()
        let metrics = try options.database().metrics(since: since?.instant(before: now), now: now, by: by)
        if json { try Terminal.printJSON(metrics) } else { show(metrics) }
    }

    /// Bars and the like are for the eye: what reads the lines gets numbers alone.
    private func show(_ metrics: MetricsSummary) {
        let drawing = Terminal.isTerminal ? MetricsText.Drawing(columns: Terminal.size.columns) : nil
        switch by {
        case nil:
            for line in MetricsText.head(metrics, drawing) { Terminal.print(line) }
            Terminal.print("")
            Terminal.printTable(MetricsText.taskHeader, MetricsText.taskRows(metrics))
            let rejections = MetricsText.rejectionRows(metrics, drawing)
            guard !rejections.isEmpty else { return }
            Terminal.print("")
            Terminal.printTable(MetricsText.rejectionHeader(drawing), rejections)
        case .task:
            showStart(metrics)
            Terminal.printTable(MetricsText.taskHeader, MetricsText.taskRows(metrics))
        case let by?:
            showStart(metrics)
            let rows = MetricsText.groupRows(metrics, drawing)
            Terminal.printTable(MetricsText.groupHeader(by.rawValue, drawing), rows)
        }
    }

    private func showStart(_ metrics: MetricsSummary) {
        if let since = metrics.since { Terminal.print("since \(Shown.time(since))") }
    }
}
