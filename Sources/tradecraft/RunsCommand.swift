import ArgumentParser
import Taskt
import Tradecraft

/// The runs of the workflow.
struct RunsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs",
        abstract: "List and show runs; retry and cancel them.",
        subcommands: [List.self, Show.self, Retry.self, Cancel.self],
        defaultSubcommand: List.self
    )

    /// The runs there are.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List runs, the newest first.")

        @OptionGroup var options: SettingsOptions
        @OptionGroup var listing: ListingOptions

        @Option(
            help: "Show runs of this status only: pending, running, completed, failed or cancelled.",
            transform: { text in
                guard let status = RunStatus(rawValue: text) else {
                    let known = RunStatus.allCases.map(\.rawValue).joined(separator: ", ")
                    throw ValidationError("expected one of \(known), found \"\(text)\"")
                }
                return status
            }
        )
        var status: RunStatus?

        func run() throws {
            let runs = try options.database().runs(status: status, listing.page)
            if listing.json {
                try Terminal.printJSON(runs)
            } else if runs.isEmpty {
                Terminal.print("No runs.")
            } else {
                Terminal.printTable(
                    ["run", "document", "status", "begun", "took", "attempts", "what"],
                    runs.map { run in
                        [
                            run.id, Shown.short(run.name, 40), run.status, Shown.time(run.createdAt),
                            Shown.duration(run.totalMilliseconds), "\(run.attempts)",
                            run.failure.map { "\($0.task): \($0.code): \(Shown.short($0.message, 60))" }
                                ?? run.currentTasks.joined(separator: ", "),
                        ]
                    }
                )
                listing.printMore(after: runs.count)
            }
        }
    }

    /// One run.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show a run: its tasks, results, errors and history.")

        @OptionGroup var options: SettingsOptions

        @Argument(help: ArgumentHelp("The run, or its document.", valueName: "run"))
        var subject: String

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let database = try options.database()
            let detail: RunDetail
            if let found = try database.run(RunID(rawValue: subject)) {
                detail = found
            } else {
                let id = try database.document(named: subject).id
                guard let found = try database.run(id.runID) else {
                    throw StartupError(.badData, "document \(id) has no run")
                }
                detail = found
            }
            if json { try Terminal.printJSON(detail) } else { RunsCommand.show(detail) }
        }
    }

    /// Tries a document again.
    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Try a rejected or waiting document again.")

        @OptionGroup var request: RequestOptions

        func run() async throws { try await request.deliver(.retry) }
    }

    /// Stops the analysis of a document.
    struct Cancel: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Stop the analysis of a document.")

        @OptionGroup var request: RequestOptions

        func run() async throws { try await request.deliver(.cancel) }
    }

    /// Prints a run's tasks, errors and history.
    static func show(_ detail: RunDetail) {
        let run = detail.run
        Terminal.print("run         \(run.id) (\(run.workflow))")
        if let name = run.name { Terminal.print("document    \(run.document ?? "-") \(name)") }
        let took = run.totalMilliseconds.map { " after \(Shown.duration($0))" } ?? ""
        Terminal.print("status      \(run.status)\(took)")
        Terminal.print("begun       \(run.createdAt)")
        if let failure = run.failure {
            Terminal.print("failure     \(failure.task): \(failure.code): \(failure.message)")
        }
        Terminal.print("")
        let states = Dictionary(detail.tasks.map { ($0.name, $0.state) }) { first, _ in first }
        let drawing = TaskDrawing.lines(detail.tasks.map { ($0.name, $0.needs) }) { sign(of: states[$0] ?? "") }
        Terminal.printTable(
            ["task", "state", "attempts", "took", "result", "error"],
            zip(drawing, detail.tasks)
                .map { line, task in
                    [
                        "\(line) \(task.name)", task.state, "\(task.attempts)", Shown.duration(task.milliseconds),
                        task.resultBytes.map(Shown.size) ?? "-",
                        task.failure.map { "\($0.code): \(Shown.short($0.message, 70))" } ?? "",
                    ]
                }
        )
        Terminal.print("")
        for event in detail.history { Terminal.print("\(event.at)  \(event.sentence)") }
    }

    private static func sign(of state: String) -> Character {
        switch state {
        case "completed": "●"
        case "running", "retrying": "◐"
        case "failed", "interrupted": "✗"
        default: "○"
        }
    }
}
