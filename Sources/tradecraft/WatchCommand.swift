import ArgumentParser
import DocumentText
import Foundation
import Tradecraft

/// The daemon.
struct WatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Watch the inbox and write a report for every document dropped there.",
        discussion: """
            SIGTERM and SIGINT end it within five seconds; documents in work are finished by the next start. A second one \
            ends it at once. SIGHUP has it read its configuration again; one that cannot be used changes nothing. Under \
            systemd it says when it is ready, what it does, and that it is alive.
            """
    )

    @OptionGroup var options: SettingsOptions

    @Flag(help: "Work through the inbox and exit: 0 done, 1 some documents were rejected, 75 some wait to be retried.")
    var once = false

    func run() async throws {
        let signals = ServiceSignals()
        try signals.listen(deadline: Supervisor.deadline, endsAtHangUp: once) { [once] cause in
            if cause == .deadline {
                Terminal.printError("tradecraft: ended before all work had; the next start goes on")
            }
            OwnChildren.killAll()
            Terminal.exitNow(once ? StartupError.ExitCode.tryAgain.rawValue : 0)
        }
        let supervisor = Supervisor(
            Supervisor.Means(
                settings: { [options] in
                    let effective = try options.effective()
                    try await AttackCommand.classified { try effective.checkSelection(of: options.library()) }
                    return effective
                },
                logs: { configuration in try LogOutput(configuration, rotates: true) },
                companion: { daemon, configuration, logger in MonitoringService(daemon, configuration, logger: logger)
                },
                extractor: ExtractorProcess.besideRunningProgram()
            ),
            isOnce: once,
            signals: signals,
            notifier: ServiceNotifier(environment: ProcessInfo.processInfo.environment)
        )
        let tally = try await supervisor.run()
        guard once else { return }
        if tally.waiting > 0 { throw ExitCode(StartupError.ExitCode.tryAgain.rawValue) }
        if tally.rejected > 0 { throw ExitCode(StartupError.ExitCode.partial.rawValue) }
    }
}
