import Logging
import Taskt

extension Daemon {
    /// What the daemon does so that operators see what it does: logs and metrics.
    func observation() -> [any Upkeep] {
        let (settings, ledger) = (configuration.metrics, workshop.ledger)
        let report = MetricsReport(
            ledger: ledger,
            queue: workshop.queue,
            health: health,
            library: library,
            configuration: configuration,
            now: environment.now
        )
        let log = MetricsLogWriter(
            ledger: ledger,
            log: MetricsLog(folder: StateFolder(configuration.state).logs),
            settings: settings,
            now: environment.now
        )
        var upkeep: [any Upkeep] = [
            MetricsKeeper(
                ledger: ledger,
                settings: settings,
                log: settings.isLogged ? log : nil,
                report: report,
                environment: environment,
                logger: logger.component(.metrics)
            )
        ]
        if let logOutput { upkeep.append(LogKeeper(output: logOutput, environment: environment, logger: logger)) }
        return upkeep
    }
}
