import Logging
import Taskt

extension Daemon {
    /// What others may ask while the daemon runs.
    package var observer: DaemonObserver {
        DaemonObserver(
            ledger: workshop.ledger,
            report: metricsReport,
            health: health,
            patience: ServiceHealth.Patience(configuration),
            uptime: environment.uptime
        )
    }

    private var metricsReport: MetricsReport {
        MetricsReport(
            ledger: workshop.ledger,
            queue: workshop.queue,
            health: health,
            library: library,
            configuration: configuration,
            now: environment.now
        )
    }

    /// What the daemon does so that operators see what it does: logs and metrics.
    func observation() -> [any Upkeep] {
        let (settings, ledger) = (configuration.metrics, workshop.ledger)
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
                report: metricsReport,
                environment: environment,
                logger: logger.component(.metrics)
            )
        ]
        if let logOutput { upkeep.append(LogKeeper(output: logOutput, environment: environment, logger: logger)) }
        return upkeep
    }
}
