import ArgumentParser
import Taskt
import Tradecraft

/// How the installation is doing.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show on one screen how the installation is doing."
    )

    @OptionGroup var options: SettingsOptions

    @Flag(help: "List the entries of the inbox that are left alone, with the pattern that says so.")
    var ignored = false

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let configuration = try options.effective().values
        let status = try StatusSummary.look(
            configuration,
            now: EngineEnvironment.systemTime(),
            logger: try LogFile.logger(configuration)
        )
        if json { try Terminal.printJSON(status) } else if ignored { showIgnored(status) } else { show(status) }
    }

    private func show(_ status: StatusSummary) {
        let process = status.daemon.processID.map { ", process \($0)" } ?? ""
        Terminal.print("daemon      \(status.daemon.isRunning ? "running\(process)" : "not running")")
        if let attack = status.attack {
            let fetched = attack.fetchedAt.map { ", fetched \(Shown.time($0))" } ?? ""
            Terminal.print("ATT&CK      \(attack.domain) \(attack.version) (\(attack.source)\(fetched))")
            Terminal.print("model       \(attack.model)")
            if let notice = attack.notice { Terminal.print("notice      \(notice)") }
        }
        for space in status.space {
            Terminal.print("free        \(Shown.size(space.freeBytes)) for \(space.folder) (\(space.path))")
        }
        Terminal.print("documents   \(counts(status.counts.today)) today; \(counts(status.counts.total)) in all")
        if let inbox = status.inbox {
            let left = inbox.ignored.isEmpty ? "" : ", \(inbox.ignored.count) left alone (--ignored lists them)"
            Terminal.print("inbox       \(inbox.waiting.count) waiting\(left) (\(inbox.path))")
        }
        showWaiting(status)
        for problem in status.problems { Terminal.print("! \(problem)") }
    }

    private func showWaiting(_ status: StatusSummary) {
        if !status.inFlight.isEmpty {
            Terminal.print("")
            Terminal.print("in work")
            Terminal.printTable(
                ["run", "document", "status", "tasks", "since"],
                status.inFlight.map { run in
                    [
                        run.id, Shown.short(run.name, 40), run.status,
                        run.currentTasks.isEmpty ? "-" : run.currentTasks.joined(separator: ", "),
                        Shown.time(run.createdAt),
                    ]
                }
            )
        }
        if !status.postponed.isEmpty {
            Terminal.print("")
            Terminal.print("waiting for another try")
            Terminal.printTable(
                ["document", "name", "next try", "tries", "cause"],
                status.postponed.map { document in
                    [
                        document.id, Shown.short(document.name, 40), Shown.time(document.retryAt),
                        "\(document.deferrals)", "\(document.reasonCode ?? "-"): \(Shown.short(document.reason, 80))",
                    ]
                }
            )
        }
        if !status.lastRejections.isEmpty {
            Terminal.print("")
            Terminal.print("last rejections")
            Terminal.printTable(
                ["document", "name", "at", "reason"],
                status.lastRejections.map { document in
                    [
                        document.id, Shown.short(document.name, 40), Shown.time(document.endedAt),
                        "\(document.reasonCode ?? "-"): \(Shown.short(document.reason, 80))",
                    ]
                }
            )
        }
        guard let waiting = status.inbox?.waiting, !waiting.isEmpty else { return }
        Terminal.print("")
        Terminal.print("in the inbox")
        Terminal.printTable(
            ["name", "size", "will be"],
            waiting.prefix(10)
                .map {
                    [Shown.short($0.name, 60), Shown.size($0.size), $0.refusal.map { "rejected: \($0)" } ?? "taken"]
                }
        )
        if waiting.count > 10 { Terminal.print("... and \(waiting.count - 10) more") }
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

    private func counts(_ counts: StatusSummary.ByState) -> String {
        let unpacked = counts.unpacked > 0 ? ", \(counts.unpacked) unpacked" : ""
        return "\(counts.reported) reported, \(counts.rejected) rejected\(unpacked), \(counts.inWork) in work"
    }
}
