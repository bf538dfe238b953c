import ArgumentParser
import Taskt
import Tradecraft

extension RunsCommand {
    /// One run.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a run: its tasks, results, errors and history.",
            discussion: """
                With --follow until the run has ended: on a terminal the picture is kept up to date, elsewhere a line is \
                printed for everything that happens. The exit code is then 0 when the run completed, and 1 otherwise.
                """
        )

        @OptionGroup var options: SettingsOptions

        @Argument(
            help: ArgumentHelp("The run or the document: its id, its report's folder or its name.", valueName: "run")
        )
        var subject: String

        @Flag(help: "Follow the run until it has ended.")
        var follow = false

        @Flag(help: "Print JSON.")
        var json = false

        func validate() throws {
            if follow, json { throw ValidationError("--follow and --json exclude each other") }
        }

        func run() async throws {
            let database = try options.database()
            if follow {
                let status = try await RunFollowing(database: database, subject: subject).toItsEnd()
                if status != .completed { throw ExitCode(StartupError.ExitCode.partial.rawValue) }
                return
            }
            let detail = try database.run(named: subject)
            if json { try Terminal.printJSON(detail) } else { show(detail) }
        }

        private func show(_ detail: RunDetail) {
            for line in RunText.head(detail) { Terminal.print(line) }
            Terminal.print("")
            Terminal.printTable(RunText.taskHeader, RunText.taskRows(detail))
            for line in RunText.warnings(detail) { Terminal.print(line) }
            Terminal.print("")
            for event in detail.history { Terminal.print(RunText.line(event)) }
        }
    }
}

/// A run on the screen, until it has ended.
struct RunFollowing {
    let database: QueryDatabase
    let subject: String

    /// How often the database is looked at.
    private static let pause: Duration = .milliseconds(250)
    /// How many events are shown below the tasks.
    private static let latest = 8

    /// Shows the run until it has ended, and says how it did.
    func toItsEnd() async throws -> RunStatus {
        let id = try await begun()
        var (shown, drawn) = (0, 0)
        while true {
            let length = try database.historyLength(of: id)
            if length != shown || Terminal.isTerminal {
                guard let detail = try database.run(id) else {
                    throw StartupError(.badData, "the run \(id) was deleted meanwhile")
                }
                if Terminal.isTerminal { drawn = draw(detail, over: drawn) } else { tell(detail, from: shown) }
                shown = detail.history.count
                if let status = RunStatus(rawValue: detail.run.status), status.isTerminal {
                    if !Terminal.isTerminal { Terminal.print("\(detail.run.status)") }
                    return status
                }
            }
            try await Task.sleep(for: Self.pause)
        }
    }

    /// The run, once a document that is in work has one.
    private func begun() async throws -> RunID {
        if try database.run(RunID(rawValue: subject)) != nil { return RunID(rawValue: subject) }
        let document = try database.document(named: subject).id
        var hasSaidSo = false
        while try database.run(document.runID) == nil {
            // Where it never will have one, this says so.
            guard try database.document(document).endedAt == nil else {
                return RunID(rawValue: try database.run(named: subject).run.id)
            }
            if !hasSaidSo { Terminal.printError("the run of document \(document) has not begun yet") }
            hasSaidSo = true
            try await Task.sleep(for: Self.pause)
        }
        return document.runID
    }

    /// Prints what has happened since the last look.
    private func tell(_ detail: RunDetail, from position: Int) {
        if position == 0 {
            Terminal.print("run \(detail.run.id)\(detail.run.name.map { " on \($0)" } ?? "")")
        }
        for event in detail.history.dropFirst(position) { Terminal.print(RunText.line(event)) }
        Terminal.flush()
    }

    /// Draws the run over what was drawn last, and says how many lines it has become.
    private func draw(_ detail: RunDetail, over lines: Int) -> Int {
        let size = Terminal.size
        let table = Shown.table(RunText.taskHeader, RunText.taskRows(detail, at: EngineEnvironment.systemTime()))
        let last = detail.history.suffix(Self.latest).map(RunText.line)
        let text = RunText.head(detail) + [""] + table + RunText.warnings(detail) + [""] + last
        // What does not fit on the screen cannot be drawn over.
        let fitting = text.suffix(max(1, size.rows - 1))
        Terminal.redraw(fitting.map { String($0.prefix(max(1, size.columns - 1))) }, over: lines)
        return fitting.count
    }
}
