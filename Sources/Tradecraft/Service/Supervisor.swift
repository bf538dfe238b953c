import CLinux
import Inbox
package import Logging
package import ServiceLifecycle

/// Runs the daemon for as long as the process lives: through reloads of its configuration, to an end in order.
///
/// A reload drains the daemon and opens another in the same process, which keeps the lock of the state directory: no
/// second instance can come in between. What cannot be used changes nothing.
package final class Supervisor: Sendable {
    /// How long after the first order to stop the process is ended, whatever it does.
    package static let deadline: Duration = .milliseconds(4_500)

    /// What a daemon is made with.
    package struct Means: Sendable {
        /// Reads the configuration, from all its places.
        package var settings: @Sendable () async throws -> EffectiveConfiguration
        /// Opens the log that a configuration asks for.
        package var logs: @Sendable (Configuration) throws -> LogOutput
        /// Makes what runs beside a daemon and ends with it; nil where there is nothing.
        package var companion: @Sendable (Daemon, Configuration, Logger) -> (any Service)?
        /// The path of `tradecraft-extract`.
        package var extractor: String

        /// Names the means.
        package init(
            settings: @escaping @Sendable () async throws -> EffectiveConfiguration,
            logs: @escaping @Sendable (Configuration) throws -> LogOutput,
            companion: @escaping @Sendable (Daemon, Configuration, Logger) -> (any Service)? = { _, _, _ in nil },
            extractor: String
        ) {
            self.settings = settings
            self.logs = logs
            self.companion = companion
            self.extractor = extractor
        }
    }

    private struct Generation: Sendable {
        let settings: EffectiveConfiguration
        let output: LogOutput

        var logger: Logger { output.logger() }
    }

    private enum Event: Sendable {
        case ended
        case order(ServiceSignals.Order?)
    }

    private let means: Means
    private let isOnce: Bool
    private let signals: ServiceSignals
    private let notifier: ServiceNotifier

    /// A supervisor that runs nothing yet.
    ///
    /// - Parameters:
    ///   - means: what a daemon is made with.
    ///   - isOnce: whether to stop once the inbox is empty.
    ///   - signals: what it is told from outside.
    ///   - notifier: whom to tell how the daemon is.
    package init(_ means: Means, isOnce: Bool = false, signals: ServiceSignals, notifier: ServiceNotifier = .silent) {
        self.means = means
        self.isOnce = isOnce
        self.signals = signals
        self.notifier = notifier
    }

    /// Works until it is told to stop, or with `isOnce` until the inbox is empty.
    ///
    /// - Returns: how many documents were rejected, and how many wait for the machine, since the last reload.
    /// - Throws: `StartupError` or `ConfigurationError` where nothing could be begun; what ended the daemon otherwise.
    package func run() async throws -> (rejected: Int, waiting: Int) {
        clinux_keep_heap_small()
        let settings = try await means.settings()
        var current = Generation(settings: settings, output: try means.logs(settings.values))
        let lock = try Daemon.lock(settings.values)
        defer { lock.release() }
        var daemon = try await open(current, lock)
        return try await withThrowingTaskGroup(of: Event.self) { group in
            defer { group.cancelAll() }
            var service = start(daemon, current, in: &group)
            var next: Generation?
            var isStopping = false
            waitForOrder(in: &group)
            while let event = try await group.next() {
                switch event {
                case .order(nil): break
                case .order(.stop?):
                    isStopping = true
                    notifier.stopping()
                    await service.triggerGracefulShutdown()
                    waitForOrder(in: &group)
                case .order(.reload?):
                    if !isStopping, let prepared = await prepared(current, replacing: next) {
                        next = prepared
                        await service.triggerGracefulShutdown()
                    }
                    waitForOrder(in: &group)
                case .ended:
                    guard let prepared = next, !isStopping else { return daemon.tally }
                    next = nil
                    (daemon, current) = try await reopened(prepared, otherwise: current, lock)
                    service = start(daemon, current, in: &group)
                }
            }
            return daemon.tally
        }
    }

    private func start(
        _ daemon: Daemon,
        _ generation: Generation,
        in group: inout ThrowingTaskGroup<Event, any Error>
    ) -> ServiceGroup {
        let logger = generation.logger
        // Shut down in the opposite order: whoever watches the daemon sees it stop.
        var services: [ServiceGroupConfiguration.ServiceConfiguration] = []
        if let companion = means.companion(daemon, generation.settings.values, logger) {
            services.append(.init(service: companion, successTerminationBehavior: .ignore))
        }
        services.append(.init(service: daemon, successTerminationBehavior: .gracefullyShutdownGroup))
        let service = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services,
                logger: logger
            )
        )
        group.addTask {
            try await service.run()
            return .ended
        }
        return service
    }

    private func waitForOrder(in group: inout ThrowingTaskGroup<Event, any Error>) {
        group.addTask { [signals] in .order(await signals.next()) }
    }

    private func open(_ generation: Generation, _ lock: StateLock) async throws -> Daemon {
        try await Daemon(
            generation.settings.values,
            isOnce: isOnce,
            extractor: means.extractor,
            logger: generation.logger,
            logOutput: generation.output,
            lock: lock,
            notifier: notifier
        )
    }

    /// What the configuration says now; nil where the daemon is to go on as it is.
    private func prepared(_ current: Generation, replacing pending: Generation?) async -> Generation? {
        notifier.reloading()
        current.output.reopen()
        do {
            let settings = try await means.settings()
            let changes = SettingsChange.list(from: current.settings, to: settings)
            if changes.isEmpty, pending == nil {
                current.logger.notice("Configuration read again; nothing has changed")
                notifier.reloaded()
                return nil
            }
            try SettingsChange.check(changes)
            return Generation(settings: settings, output: try output(current, changes, settings.values))
        } catch {
            current.logger.error("Configuration not taken; the one before stays", metadata: ["error": "\(error)"])
            if pending == nil { notifier.reloaded() }
            return nil
        }
    }

    /// The log of the next configuration: the open one, unless its own settings have changed.
    private func output(
        _ current: Generation,
        _ changes: [SettingsChange],
        _ configuration: Configuration
    ) throws -> LogOutput {
        let levels = ["log.level", "log.levels"]
        guard changes.allSatisfy({ !$0.key.hasPrefix("log.") || levels.contains($0.key) }) else {
            return try means.logs(configuration)
        }
        current.output.levels = LogLevels(configuration)
        return current.output
    }

    /// A daemon with the next configuration, or with the one before where that one cannot be used.
    private func reopened(
        _ next: Generation,
        otherwise current: Generation,
        _ lock: StateLock
    ) async throws -> (Daemon, Generation) {
        do {
            let daemon = try await open(next, lock)
            let changes = SettingsChange.list(from: current.settings, to: next.settings)
            await daemon.noteReload(changes.map(\.key))
            for change in changes {
                next.logger.notice(
                    "Setting changed",
                    metadata: ["key": "\(change.key)", "old": "\(change.old)", "new": "\(change.new)"]
                )
            }
            next.logger.notice("Configuration reloaded")
            return (daemon, next)
        } catch {
            current.logger.error("Configuration not taken; the one before stays", metadata: ["error": "\(error)"])
            return (try await open(current, lock), current)
        }
    }
}
