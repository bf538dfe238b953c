import ArgumentParser
import DocumentText
import ServiceLifecycle
import Tradecraft
import UnixSignals

/// The daemon.
struct WatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Watch the inbox and write a report for every document dropped there."
    )

    @OptionGroup var options: SettingsOptions

    @Flag(help: "Work through the inbox and exit: 0 done, 1 some documents were rejected, 75 some wait to be retried.")
    var once = false

    func run() async throws {
        let effective = try options.effective()
        let configuration = effective.values
        try await AttackCommand.classified { try effective.checkSelection(of: options.library()) }
        let output = try LogOutput(configuration, rotates: true)
        let logger = output.logger()
        let daemon = try await Daemon(
            configuration,
            isOnce: once,
            extractor: ExtractorProcess.besideRunningProgram(),
            logger: logger,
            logOutput: output
        )
        // Shut down in the opposite order: whoever watches the daemon sees it stop.
        var services: [ServiceGroupConfiguration.ServiceConfiguration] = []
        if let monitoring = MonitoringService(daemon, configuration, logger: logger) {
            services.append(.init(service: monitoring, successTerminationBehavior: .ignore))
        }
        services.append(.init(service: daemon, successTerminationBehavior: .gracefullyShutdownGroup))
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services,
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: logger
            )
        )
        try await group.run()
        guard once else { return }
        let tally = daemon.tally
        if tally.waiting > 0 { throw ExitCode(StartupError.ExitCode.tryAgain.rawValue) }
        if tally.rejected > 0 { throw ExitCode(StartupError.ExitCode.partial.rawValue) }
    }
}
