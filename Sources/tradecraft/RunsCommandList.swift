import ArgumentParser
import Taskt
import Tradecraft

extension RunsCommand {
    /// The runs there are.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List runs, the newest first.",
            discussion: """
                Times are durations (90d, 12h, 30m) or dates (2026-11-22, 2026-11-22T14:46:07Z). With --stuck: runs \
                that should be going on, but of which nothing has been recorded for a while. A run whose owner is gone \
                is taken up when `tradecraft watch` starts.
                """
        )

        @OptionGroup var options: SettingsOptions
        @OptionGroup var listing: ListingOptions

        @Option(
            help: "Show runs of this status only: pending, running, completed, failed or cancelled.",
            transform: RunStatus.parsed
        )
        var status: RunStatus?

        @Option(help: ArgumentHelp("Show runs of this workflow only.", valueName: "id"))
        var workflow: String?

        @Option(help: ArgumentHelp("Show runs that were begun since then only.", valueName: "time"))
        var since: PastInstant?

        @Option(help: ArgumentHelp("Show runs that were begun before then only.", valueName: "time"))
        var olderThan: PastInstant?

        @Flag(help: "Show runs only that should be going on and are not.")
        var stuck = false

        @Option(help: ArgumentHelp("How long nothing has happened in a stuck run.", valueName: "duration"))
        var idle: Since?

        func validate() throws {
            if idle != nil, !stuck { throw ValidationError("--idle is for --stuck") }
            if stuck, let status, status.isTerminal { throw ValidationError("--stuck: a \(status) run has ended") }
        }

        func run() throws {
            let now = EngineEnvironment.systemTime()
            let filter = RunFilter(
                status: status,
                workflow: workflow.map(WorkflowID.init(rawValue:)),
                since: since?.instant(before: now),
                before: olderThan?.instant(before: now),
                quietSince: stuck ? (idle ?? Since(.seconds(600))).instant(before: now) : nil
            )
            let runs = try options.database().runs(filter, listing.page)
            if listing.json {
                try Terminal.printJSON(runs)
            } else if runs.isEmpty {
                Terminal.print(stuck ? "No stuck runs." : "No runs.")
            } else {
                if stuck {
                    Terminal.printTable(RunText.stuckHeader, RunText.stuckRows(runs, at: now))
                } else {
                    Terminal.printTable(RunText.listHeader, RunText.listRows(runs))
                }
                listing.printMore(after: runs.count)
            }
        }
    }
}
