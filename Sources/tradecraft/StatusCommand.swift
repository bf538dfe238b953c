import ArgumentParser
import Taskt
import Tradecraft

/// How the installation is doing.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show on one screen how the installation is doing.",
        discussion: """
            The first word is ok, degraded or stopped, with the reasons. With --watch the screen is kept up to date \
            until ctrl-C; where output is no terminal, a block is printed each time.
            """
    )

    @OptionGroup var options: SettingsOptions

    @Flag(help: "List the entries of the inbox that are left alone, with the pattern that says so.")
    var ignored = false

    @Flag(help: "Print JSON.")
    var json = false

    @Flag(help: "Keep the screen up to date.")
    var watch = false

    @Argument(help: "How many seconds apart the looks are, with --watch.")
    var seconds: Double?

    func validate() throws {
        if watch, json || ignored {
            throw ValidationError("--watch shows the screen only: expected no --json, no --ignored")
        }
        if seconds != nil, !watch { throw ValidationError("a number of seconds goes with --watch") }
        if let seconds, !(0.1...86_400).contains(seconds) {
            throw ValidationError("seconds: expected 0.1 to 86400, found \(seconds)")
        }
    }

    func run() async throws {
        let configuration = try options.effective().values
        let observer = StatusObserver(configuration, logger: try LogFile.logger(configuration))
        if watch {
            try await StatusScreen(observer, pause: .milliseconds(Int64((seconds ?? 2) * 1_000))).run()
            return
        }
        let status = try observer.look(at: EngineEnvironment.systemTime(), listsIgnored: ignored)
        if json {
            try Terminal.printJSON(status)
        } else if ignored {
            showIgnored(status)
        } else {
            let width = Terminal.isTerminal ? Terminal.size.columns : 200
            for line in StatusText(status, width: width, color: Terminal.hasColor).lines() { Terminal.printRaw(line) }
        }
    }

    private func showIgnored(_ status: StatusSummary) {
        guard let ignored = status.inbox?.ignored, !ignored.isEmpty else {
            Terminal.print("Nothing in the inbox is left alone.")
            return
        }
        Terminal.printTable(
            ["name", "size", "pattern"],
            ignored.map { [$0.name, Shown.size($0.size), $0.pattern ?? "-"] }
        )
    }
}
