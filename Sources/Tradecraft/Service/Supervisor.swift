import Inbox
package import Logging
import ServiceLifecycle

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
        /// Makes the logger that a configuration asks for.
        package var logger: @Sendable (Configuration) throws -> Logger
        /// Opens log files anew, after something has put them aside.
        package var reopenLogs: @Sendable () -> Void
        /// The path of `tradecraft-extract`.
        package var extractor: String

        /// Names the means.
        package init(
            settings: @escaping @Sendable () async throws -> EffectiveConfiguration,
            logger: @escaping @Sendable (Configuration) throws -> Logger,
            reopenLogs: @escaping @Sendable () -> Void = {},
            extractor: String
        ) {
            self.settings = settings
            self.logger = logger
            self.reopenLogs = reopenLogs
            self.extractor = extractor
        }
    }

    private struct Generation: Sendable {
        let settings: EffectiveConfiguration
        let logger: Logger
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
        let settings = try await means.settings()
        var current = Generation(settings: settings, logger: try means.logger(settings.values))
        let lock = try Daemon.lock(settings.values)
        defer { lock.release() }
        var daemon = try await open(current, lock)
        return try await withThrowingTaskGroup(of: Event.self) { group in
            defer { group.cancelAll() }
            var service = Self.start(daemon, current.logger, in: &group)
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
                    service = Self.start(daemon, current.logger, in: &group)
                }
            }
            return daemon.tally
        }
    }

    private static func start(
        _ daemon: Daemon,
        _ logger: Logger,
        in group: inout ThrowingTaskGroup<Event, any Error>
    ) -> ServiceGroup {
        let service = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [.init(service: daemon, successTerminationBehavior: .gracefullyShutdownGroup)],
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
            lock: lock,
            notifier: notifier
        )
    }

    /// What the configuration says now; nil where the daemon is to go on as it is.
    private func prepared(_ current: Generation, replacing pending: Generation?) async -> Generation? {
        notifier.reloading()
        means.reopenLogs()
        do {
            let settings = try await means.settings()
            let changes = SettingsChange.list(from: current.settings, to: settings)
            if changes.isEmpty, pending == nil {
                current.logger.notice("Configuration read again; nothing has changed")
                notifier.reloaded()
                return nil
            }
            try SettingsChange.check(changes)
            return Generation(settings: settings, logger: try means.logger(settings.values))
        } catch {
            current.logger.error("Configuration not taken; the one before stays", metadata: ["error": "\(error)"])
            if pending == nil { notifier.reloaded() }
            return nil
        }
    }

    /// A daemon with the next configuration, or with the one before where that one cannot be used.
    private func reopened(
        _ next: Generation,
        otherwise current: Generation,
        _ lock: StateLock
    ) async throws -> (Daemon, Generation) {
        do {
            let daemon = try await open(next, lock)
            for change in SettingsChange.list(from: current.settings, to: next.settings) {
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
