import DocumentText
package import Inbox
package import Logging
package import Metrics
import ServiceLifecycle
import Taskt
import TasktSQLite

/// The daemon: documents from the inbox, through their workflow, to the outbox.
///
/// Opening it takes the state directory's lock, brings the database up to date and checks every folder, so that what
/// is wrong shows at once. ``run()`` takes up what an earlier process left, then works until it is told to stop.
package final class Daemon: Service {
    /// How often the lock of the state directory is asked for, before another daemon is taken to have it.
    private static let lockAttempts = 50
    /// How long the attempts under way may take to end when the daemon is told to stop.
    private static let grace: Duration = .seconds(1)
    /// How long one that does not answer may then take, before the daemon ends without it.
    private static let patience: Duration = .seconds(2)

    let configuration: Configuration
    let environment: EngineEnvironment
    let logger: Logger
    private let isOnce: Bool
    private let lock: StateLock
    private let keepsLock: Bool
    private let notifier: ServiceNotifier
    private let database: WorkflowDatabase
    let library: KnowledgeLibrary
    private let libraries: DomainLibraries
    private let deliveries: ReportDeliveries
    let workshop: Workshop
    private let claimer: Claimer
    private let doorbell: Doorbell
    let health = ServiceHealth()
    let logOutput: LogOutput?

    /// Opens everything.
    ///
    /// - Parameters:
    ///   - configuration: the settings.
    ///   - isOnce: whether to stop once the inbox is empty.
    ///   - extractor: the path of `tradecraft-extract`.
    ///   - logger: where everything is logged.
    ///   - logOutput: what the logger writes to, to be looked after; nil where somebody else does.
    ///   - metricsFactory: where the engine's metrics are made.
    ///   - lock: the lock of the state directory, which stays the caller's; nil takes it, until the daemon has run.
    ///   - notifier: whom to tell that the daemon is ready, and how it is.
    /// - Throws: ``StartupError``, with one sentence on what is wrong.
    package init(
        _ configuration: Configuration,
        isOnce: Bool,
        extractor: String,
        logger: Logger,
        logOutput: LogOutput? = nil,
        metricsFactory: any MetricsFactory = NOOPMetricsHandler.instance,
        lock: StateLock? = nil,
        notifier: ServiceNotifier = .silent
    ) async throws(StartupError) {
        self.configuration = configuration
        self.isOnce = isOnce
        self.logger = logger.component(.service)
        self.logOutput = logOutput
        environment = EngineEnvironment(logger: logger.component(.engine), metricsFactory: metricsFactory)
        let state = StateFolder(configuration.state)
        if let lock { self.lock = lock } else { self.lock = try Self.lock(configuration) }
        (keepsLock, self.notifier) = (lock != nil, notifier)
        let publisher = FolderPublisher(outbox: configuration.outbox, willDo: Failpoint.ofThePublisher)
        claimer = Claimer(
            inbox: configuration.inbox,
            spool: state.spool,
            keepsOriginals: configuration.disposal == .keep,
            doneSuffix: configuration.doneSuffix
        )
        let disposer = Disposer(processed: configuration.processed, rejected: configuration.rejected)
        try Self.checkFolders(configuration, claimer, publisher)
        do throws(StoreError) {
            database = try state.openDatabase(onCommit: CommitMetrics.observer(metricsFactory))
        } catch {
            throw StartupError(error)
        }
        let ledger = Ledger(database: database, outlets: ReportOutlets(targets: configuration.hooks.targets))
        do throws(AgentFailure) {
            libraries = try DomainLibraries(configuration, now: environment.now, logger: logger.component(.attack))
            library = libraries.main
            _ = try library.reference(to: library.current())
        } catch {
            throw StartupError(error)
        }
        doorbell = Doorbell()
        let retry = RetryPolicy(
            initialDelay: configuration.retryInitial,
            maximumDelay: max(configuration.retryInitial, configuration.retryMaximum)
        )
        do throws(TasktError) {
            let engine = try await WorkflowEngine(
                store: SQLiteWorkflowStore(database),
                environment: environment,
                options: WorkflowEngine.Options(
                    crashLimit: configuration.crashLimit,
                    cancellationGrace: Self.patience,
                    failpoint: Failpoint.ofTheEngine
                )
            )
            let workflows = DaemonWorkflows(
                configuration,
                extractor: extractor,
                libraries: libraries,
                ledger: ledger,
                publisher: publisher,
                environment: environment,
                logger: logger
            )
            for definition in workflows.definitions(retry: retry) { try engine.register(definition) }
            deliveries = ReportDeliveries(
                ledger: ledger,
                engine: engine,
                environment: environment,
                logger: logger.component(.report)
            )
            workshop = Workshop(
                engine: engine,
                ledger: ledger,
                queue: WorkQueue(
                    capacity: max(32, configuration.workers * 16),
                    workers: configuration.workers,
                    doorbell: doorbell
                ),
                disposer: disposer,
                scanner: InboxScanner(root: configuration.inbox, options: configuration.scanOptions),
                spool: state.spool,
                disposal: configuration.disposal,
                outbox: configuration.outbox,
                sortsByDay: configuration.processedSortsByDay,
                recordsDuplicates: configuration.duplicates == .record,
                libraries: libraries,
                retry: retry,
                fetchAttempts: configuration.fetch.attempts,
                environment: environment,
                logger: logger.component(.report),
                session: SessionTally(),
                health: health
            )
        } catch {
            throw StartupError(.inputOutput, "\(error)")
        }
    }

    /// Takes the lock of the state directory, which is made where it is missing.
    package static func lock(_ configuration: Configuration) throws(StartupError) -> StateLock {
        do throws(InboxError) {
            try FileBytes.makeFolder(configuration.state, mode: 0o700)
            return try StateLock(folder: configuration.state, attempts: lockAttempts)
        } catch {
            throw StartupError(error, "the state directory")
        }
    }

    /// Works until it is told to stop, or with `isOnce` until the inbox is empty.
    ///
    /// Whatever is in work when it stops is taken up by the next process.
    package func run() async throws {
        let outcome = await Result.awaiting { () async throws(any Error) in try await self.serve() }
        await workshop.engine.shutdown(grace: .zero)
        await noteStop(outcome)
        do throws(StoreError) {
            try database.close()
        } catch {
            logger.error("Database not closed", metadata: ["error": "\(error)"])
        }
        if !keepsLock { lock.release() }
        if case .failure(let error) = outcome, !(error is CancellationError) { throw error }
        logger.notice("Stopped")
    }

    /// How many documents this process rejected, and how many wait for the machine; for the exit code of a single pass.
    package var tally: (rejected: Int, waiting: Int) {
        (workshop.session.rejected, workshop.queue.load.delayed + workshop.session.unclaimed)
    }

    private func serve() async throws {
        let requestBell = Doorbell()
        let inboxLogger = logger.component(.inbox)
        health.start(at: environment.now())
        let requests = RequestDesk(workshop: workshop, claimer: claimer, logger: logger)
        await noteStart()
        let unfinished = try await Recovery(
            workshop: workshop,
            claimer: claimer,
            logger: inboxLogger,
            urgentFolder: configuration.urgentFolder
        )
        .run()
        await requests.serve()
        let watcher = try FolderWatcher(root: configuration.inbox, options: configuration.scanOptions)
        defer { watcher.stop() }
        let requestWatcher = try FolderWatcher(root: StateFolder(configuration.state).doorbell)
        defer { requestWatcher.stop() }
        let scanRequest = ScanRequest()
        let intake = Intake(
            scanner: workshop.scanner,
            claimer: claimer,
            ledger: workshop.ledger,
            queue: workshop.queue,
            settle: configuration.settle,
            rescanInterval: configuration.rescanInterval,
            urgentFolder: configuration.urgentFolder,
            retry: workshop.retry,
            space: SpaceGuard(
                folders: [configuration.outbox, configuration.state],
                floor: configuration.freeFloor
            ),
            environment: environment,
            logger: inboxLogger,
            doorbell: doorbell,
            scanRequest: scanRequest,
            verifyWatch: {
                watcher.verify()
                requestBell.ring()
            },
            session: workshop.session,
            health: health
        )
        let reevaluator = Reevaluator(
            workshop: workshop,
            libraries: libraries,
            settings: configuration.reevaluation,
            bell: Doorbell(),
            logger: logger.component(.report)
        )
        health.watch()
        logger.notice(
            "Watching",
            metadata: ["inbox.path": "\(configuration.inbox)", "outbox.path": "\(configuration.outbox)"]
        )
        notifier.ready()
        // Each loop says whether the service ends with it: intake does, in a single pass.
        try await withThrowingTaskGroup(of: Bool.self) { group in
            defer { group.cancelAll() }
            group.addTask { [workshop] in
                try await gracefulShutdown()
                await workshop.engine.shutdown(grace: Self.grace)
                return true
            }
            group.addTask { [self] in
                try await intake.run(isOnce: isOnce, unfinished: unfinished)
                if isOnce {
                    try await reevaluator.drain()
                    await deliveries.settle()
                }
                return true
            }
            // One more, for a small document while large ones keep all others busy.
            for _ in 0...configuration.workers {
                group.addTask { [workshop] in
                    await workshop.work()
                    return false
                }
            }
            group.addTask { [doorbell] in
                for await hint in watcher.hints {
                    if case .unavailable(let error) = hint {
                        inboxLogger.warning("Inbox polled, not watched", metadata: ["error": "\(error)"])
                    }
                    scanRequest.ask()
                    doorbell.ring()
                }
                return false
            }
            group.addTask { [workshop] in
                for await _ in requestWatcher.hints {
                    requestBell.ring()
                    workshop.ledger.outlets.bell.ring()
                }
                return false
            }
            group.addTask { [environment] in
                while !Task.isCancelled {
                    await requestBell.wait(atMost: nil, clock: environment.clock)
                    if !Task.isCancelled {
                        await requests.serve()
                        reevaluator.bell.ring()
                    }
                }
                return false
            }
            group.addTask { [library, logger] in
                guard let release = await library.refreshed() else { return false }
                logger.info("ATT&CK release looked up", metadata: ["notice": "\(release.notice ?? "none")"])
                do throws(AgentFailure) {
                    if release.isChanged { _ = try await library.knowledge(of: release) }
                } catch {
                    logger.warning("ATT&CK release not usable yet", metadata: ["error": "\(error)"])
                }
                return false
            }
            for upkeep in upkeep() + (isOnce ? [] : [reevaluator]) {
                group.addTask {
                    try await upkeep.run()
                    return false
                }
            }
            for try await isEnd in group where isEnd { break }
        }
    }

    /// What is done beside documents.
    private func upkeep() -> [any Upkeep] {
        let (ledger, libraries) = (workshop.ledger, libraries.all)
        var upkeep: [any Upkeep] = [
            AlertWatch(configuration, ledger: ledger, environment: environment, logger: logger.component(.alerts)),
            deliveries,
            ReleaseAudit(libraries, ledger: ledger, environment: environment, logger: logger),
            ServiceNotices(
                notifier: notifier,
                queue: workshop.queue,
                session: workshop.session,
                doorbell: doorbell,
                environment: environment
            ),
        ]
        upkeep.append(
            ReportIndexing(ledger: ledger, outbox: configuration.outbox, environment: environment, logger: logger)
        )
        if let age = configuration.textRetention {
            upkeep.append(
                TextRetention(ledger: workshop.ledger, age: age, environment: environment, logger: logger)
            )
        }
        let retention = configuration.retention
        if retention.outbox.isSet || retention.processed.isSet || retention.rejected.isSet {
            upkeep.append(
                FolderRetention(
                    ledger: workshop.ledger,
                    publisher: FolderPublisher(outbox: configuration.outbox),
                    processed: configuration.processed,
                    rejected: configuration.rejected,
                    settings: retention,
                    environment: environment,
                    logger: logger
                )
            )
        }
        upkeep += observation()
        return upkeep
    }

    private static func checkFolders(
        _ configuration: Configuration,
        _ claimer: Claimer,
        _ publisher: FolderPublisher
    ) throws(StartupError) {
        func check(_ what: String, _ body: () throws(InboxError) -> Void) throws(StartupError) {
            do throws(InboxError) { try body() } catch { throw StartupError(error, what) }
        }
        try check("the inbox") { () throws(InboxError) in try FileBytes.makeFolder(configuration.inbox) }
        try check("the outbox") { () throws(InboxError) in
            try FileBytes.makeFolder(configuration.outbox)
            _ = try publisher.prepare()
            try FileBytes.probe(configuration.outbox)
        }
        try check("the folder of processed documents") { () throws(InboxError) in
            guard configuration.disposal == .move else { return }
            try FileBytes.makeFolder(configuration.processed)
            try FileBytes.probe(configuration.processed)
        }
        try check("the folder of rejected documents") { () throws(InboxError) in
            try FileBytes.makeFolder(configuration.rejected)
            try FileBytes.probe(configuration.rejected)
        }
        try check("the state directory") { () throws(InboxError) in
            _ = try claimer.prepare()
            try FileBytes.makeFolder(StateFolder(configuration.state).doorbell, mode: 0o700)
        }
    }
}
