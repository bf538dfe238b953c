import DocumentText
import Inbox
import Logging
import Synchronization
import Taskt
import TasktSQLite

/// Looks at the rules now and then, and tells an operator what speaks up.
///
/// Where the rules stand and what is still to be told is in the database: a daemon that is started again and again tells
/// nothing twice. Only that the database cannot be written to is remembered here alone.
final class AlertWatch: Upkeep {
    private let ledger: Ledger
    private let configuration: Configuration
    private let environment: EngineEnvironment
    private let logger: Logger
    private let sender: AlertSender
    private let observer: AlertObserver
    private let unwritten = Mutex(Unwritten())

    /// What cannot be written down while the database cannot be written to.
    private struct Unwritten {
        var state = AlertState(.databaseNotWritable)
        var deliveries: [AlertDelivery] = []
    }

    /// How long it is tried to tell something.
    static let patience: Duration = .seconds(86_400)
    private static let retry = RetryPolicy(initialDelay: .seconds(10), maximumDelay: .seconds(900))
    /// The rules whose state the database holds.
    private static let storedRules = AlertRule.allCases

    init(_ configuration: Configuration, ledger: Ledger, environment: EngineEnvironment, logger: Logger) {
        self.ledger = ledger
        self.configuration = configuration
        self.environment = environment
        self.logger = logger
        sender = AlertSender(configuration.alerts, environment)
        observer = AlertObserver(configuration: configuration, beganAt: environment.now())
    }

    /// Looks and tells, until the current task is cancelled.
    func run() async throws {
        while true {
            let interval = configuration.alerts.interval
            await look()
            let next = await deliver()
            let pause = next.map { max(.seconds(1), min($0.since(environment.now()), interval)) }
            try await environment.clock.sleep(for: pause ?? interval)
        }
    }

    /// Looks at the rules once, and writes down what is to be told.
    func look() async {
        let now = environment.now()
        let (targets, coolDown) = (configuration.alerts.targets, configuration.alerts.coolDown)
        let installation = configuration.state.description
        do throws(StoreError) {
            let findings = try await findings(at: now)
            let notices = try await ledger.observe(
                findings,
                of: Self.storedRules,
                at: now,
                coolDown: coolDown,
                targets: targets,
                installation: installation
            )
            for notice in notices { log(notice) }
            tell(of: nil, at: now)
        } catch {
            guard error.code != .closed else { return }
            tell(of: "the database cannot be written to: \(error)", at: now)
        }
    }

    private func findings(at now: Timestamp) async throws(StoreError) -> [AlertFinding] {
        let left = Set(try await ledger.leftInInbox().map(\.path))
        let outside = await BlockingThread.run { [observer] in observer.outside(at: now, leaving: left) }
        guard let outside else {
            throw StoreError(.cannotOpen, during: "look at the inbox", detail: "the machine has no thread left")
        }
        return try await ledger.database.read("look at documents") { [observer, configuration] db in
            var observation = outside.observation
            try observer.complete(&observation, at: now, in: db)
            return observation.findings(configuration)
        }
    }

    /// Notes whether the database can be written to; what is to be told of that waits here.
    private func tell(of trouble: String?, at now: Timestamp) {
        let finding = trouble.map { AlertFinding(rule: .databaseNotWritable, summary: $0) }
        let notice = unwritten.withLock { unwritten -> AlertNotice? in
            let action = unwritten.state.observe(finding, at: now, coolDown: configuration.alerts.coolDown)
            guard let action else { return nil }
            let installation = configuration.state.description
            let notice = AlertNotice(.databaseNotWritable, action, at: now, installation: installation)
            unwritten.deliveries += configuration.alerts.targets.map {
                AlertDelivery(notice: notice, target: $0, madeAt: now, attempts: 0)
            }
            return notice
        }
        if let notice { log(notice) }
    }

    /// Sends what is due, and says when the next try of what did not arrive is due.
    @discardableResult func deliver() async -> Timestamp? {
        await deliverUnwritten()
        var failed: Set<AlertTarget> = []
        while !Task.isCancelled {
            do throws(StoreError) {
                let (due, next) = try await ledger.dueDeliveries(at: environment.now())
                let open = due.filter { !failed.contains($0.target) }
                // A target that does not take one notice is not asked to take the next ones now.
                guard let delivery = open.first else {
                    return due.isEmpty ? next : environment.now().advanced(by: Self.retry.initialDelay)
                }
                let outcome = await sender.send(delivery.notice, to: delivery.target)
                if Task.isCancelled { return nil }
                if !outcome.isDelivered { failed.insert(delivery.target) }
                try await ledger.record(outcome, of: delivery, next: nextTry(of: delivery, outcome))
                log(outcome, delivery)
            } catch {
                if error.code != .closed { logger.warning("Alerts not sent yet", metadata: ["error": "\(error)"]) }
                return nil
            }
        }
        return nil
    }

    private func deliverUnwritten() async {
        let deliveries = unwritten.withLock { unwritten in
            defer { unwritten.deliveries = [] }
            return unwritten.deliveries
        }
        for var delivery in deliveries {
            let outcome = await sender.send(delivery.notice, to: delivery.target)
            log(outcome, delivery)
            delivery.attempts += 1
            guard nextTry(of: delivery, outcome) != nil else { continue }
            unwritten.withLock { [delivery] in $0.deliveries.append(delivery) }
        }
    }

    private func nextTry(of delivery: AlertDelivery, _ outcome: AlertOutcome) -> Timestamp? {
        let now = environment.now()
        guard !outcome.isDelivered, now.since(delivery.madeAt) < Self.patience else { return nil }
        let delay = Self.retry.delay(afterFailures: delivery.attempts + 1, random: environment.jitter())
        return now.advanced(by: max(delay, outcome.retryAfter ?? .zero))
    }

    private func log(_ notice: AlertNotice) {
        let metadata: Logger.Metadata = ["alert.rule": "\(notice.rule)", "alert.summary": "\(notice.summary)"]
        if notice.status == .raised {
            logger.warning("Alert raised", metadata: metadata)
        } else {
            logger.notice("Alert resolved", metadata: metadata)
        }
    }

    private func log(_ outcome: AlertOutcome, _ delivery: AlertDelivery) {
        let metadata: Logger.Metadata = [
            "alert.id": "\(delivery.notice.id)", "alert.rule": "\(delivery.notice.rule)",
            "alert.target": "\(delivery.target.rawValue)", "outcome": "\(outcome.sentence)",
            "attempt": "\(delivery.attempts + 1)",
        ]
        if outcome.isDelivered {
            logger.info("Alert sent", metadata: metadata)
        } else {
            logger.warning("Alert not sent", metadata: metadata)
        }
    }
}
