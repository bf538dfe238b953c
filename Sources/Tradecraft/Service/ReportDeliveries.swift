import Logging
import Synchronization
import Taskt

/// Sees to it that every report is handed on: takes up what is open, a few at once, beside documents.
final class ReportDeliveries: Upkeep {
    private let ledger: Ledger
    private let engine: WorkflowEngine
    private let environment: EngineEnvironment
    private let logger: Logger
    private let state = Mutex(State())
    /// Rung when a delivery is no longer under way, for who waits for the first tries to be over.
    let settled = Doorbell()

    /// How many deliveries to one target are taken up at once that were not tried before.
    private static let capacity = 16
    /// How many more may wait for their next try: those that fail keep no place from those that have not.
    private static let patience = 256
    /// What has been asked for without a ring is found after so long.
    private static let interval: Duration = .seconds(30)
    /// A delivery that could not be made for a reason of the machine's is taken up again after so long.
    private static let pause: Duration = .seconds(10)

    private struct State {
        var underway: Set<Int64> = []
        /// Whether the engine takes up nothing more.
        var isStopped = false
    }

    init(ledger: Ledger, engine: WorkflowEngine, environment: EngineEnvironment, logger: Logger) {
        self.ledger = ledger
        self.engine = engine
        self.environment = environment
        self.logger = logger
    }

    /// Takes up deliveries until the current task is cancelled.
    func run() async throws {
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled, !state.withLock({ $0.isStopped }) {
                do throws(StoreError) {
                    for target in HookTarget.allCases {
                        for delivery in try await next(to: target) {
                            group.addTask { await self.make(delivery) }
                        }
                    }
                } catch {
                    if error.code != .closed {
                        logger.warning("Deliveries not taken up yet", metadata: ["error": "\(error)"])
                    }
                }
                await ledger.outlets.bell.wait(atMost: Self.interval, clock: environment.clock)
            }
        }
    }

    /// Returns once every delivery has been tried, or cannot be for now; later tries are left to the next start.
    func settle() async {
        while !Task.isCancelled {
            do throws(StoreError) {
                if try await ledger.untriedDeliveries() == 0 { return }
            } catch {
                logger.warning("Deliveries left to the next start", metadata: ["error": "\(error)"])
                return
            }
            await settled.wait(atMost: .seconds(1), clock: environment.clock)
        }
    }

    /// The deliveries to a target that there is room for, which are under way from now on.
    private func next(to target: HookTarget) async throws(StoreError) -> [OpenDelivery] {
        var taken: [OpenDelivery] = []
        for (areRepeated, places) in [(false, Self.capacity), (true, Self.patience)] {
            let open = try await ledger.openDeliveries(to: target, areRepeated: areRepeated, limit: 2 * places)
            taken += state.withLock { state in
                let room = places - open.count { state.underway.contains($0.number) }
                let found = open.filter { !state.underway.contains($0.number) }.prefix(max(0, room))
                state.underway.formUnion(found.map(\.number))
                return Array(found)
            }
        }
        return taken
    }

    private func make(_ delivery: OpenDelivery) async {
        defer {
            _ = state.withLock { $0.underway.remove(delivery.number) }
            settled.ring()
            ledger.outlets.bell.ring()
        }
        let request = DeliveryRequest(
            delivery: delivery.number,
            document: delivery.document,
            version: delivery.version,
            target: delivery.target
        )
        var logger = logger
        logger[metadataKey: "document.id"] = "\(delivery.document)"
        logger[metadataKey: "report.version"] = "\(delivery.version)"
        logger[metadataKey: "hook.target"] = "\(delivery.target.rawValue)"
        do {
            let context = try await engine.execute(ReportDelivery.id, input: request, runID: delivery.runID)
            if let failure = context.failure {
                // Most often it is on record already; what the engine ended by itself is not.
                try await ledger.abandon(delivery, failure.message, at: environment.now())
                logger.error("Report not delivered", metadata: ["outcome": "\(failure.message)"])
            } else if context.status == .completed {
                logger.info("Report delivered")
            } else {
                let reason = "its run was \(context.status.rawValue)"
                try await ledger.abandon(delivery, reason, at: environment.now())
            }
        } catch let error as TasktError where error.code == .interrupted {
            // The daemon stops; the next one goes on.
            state.withLock { $0.isStopped = true }
        } catch {
            if Task.isCancelled { return }
            logger.warning("Delivery postponed", metadata: ["error": "\(error)"])
            // Cut short by the end of the daemon only, which is noticed above.
            try? await environment.clock.sleep(for: Self.pause)
        }
    }
}
