import Logging
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Runs workflows durably: each task's result is recorded before anything that depends on it begins.
///
/// ```swift
/// let engine = try await WorkflowEngine(store: store)
/// try engine.register(analysis)
/// let context = try await engine.execute("document-analysis", input: document)
/// ```
///
/// Runs are driven by whoever calls ``execute(_:input:runID:priority:metadata:)`` or ``resume(_:cause:)``, or by
/// ``run()``, which takes up what was submitted, scheduled, or left behind by a crash. One engine drives a run at a
/// time; a store's fencing tokens keep an engine that was declared dead from writing. ``shutdown(grace:)`` ends it.
public final class WorkflowEngine: Sendable {
    /// What can be set on an engine.
    public struct Options: Sendable {
        /// A run of which a task's attempts ended with the process this often is put aside, with
        /// ``FailureCode/crashed``.
        public var crashLimit: Int
        /// How often a commit that failed for a passing reason is tried again before the run is given back.
        public var storeRetries: RetryPolicy
        /// How many runs ``WorkflowEngine/run()`` drives at once.
        public var maximumRuns: Int
        /// How many attempts, of all runs together, may be under way at once; nil for no limit.
        public var maximumAttempts: Int?
        /// How long a body that was stopped may take to end before the engine goes on without it.
        public var cancellationGrace: Duration
        /// How many bytes of JSON a run's input and a task's result may have.
        public var payloadLimit: Int
        /// Told of each moment at which a crash is most telling; for tests.
        public var failpoint: (@Sendable (EngineFailpoint, RunID) -> Void)?

        /// Makes options.
        public init(
            crashLimit: Int = 10,
            storeRetries: RetryPolicy = RetryPolicy(retries: 4, initialDelay: .milliseconds(50)),
            maximumRuns: Int = 64,
            maximumAttempts: Int? = nil,
            cancellationGrace: Duration = .seconds(30),
            payloadLimit: Int = 64 << 20,
            failpoint: (@Sendable (EngineFailpoint, RunID) -> Void)? = nil
        ) {
            self.crashLimit = crashLimit
            self.storeRetries = storeRetries
            self.maximumRuns = maximumRuns
            self.maximumAttempts = maximumAttempts
            self.cancellationGrace = cancellationGrace
            self.payloadLimit = payloadLimit
            self.failpoint = failpoint
        }
    }

    let store: any WorkflowStore
    let environment: EngineEnvironment
    let options: Options
    let term: OwnershipTerm
    let metrics: EngineMetrics
    let turns: TurnKeeper
    let inFlight = InFlightRuns()
    /// Rung when there may be something for ``run()`` to do.
    let bell = Bell()
    let isShutDown = Flag()
    /// The definitions of each workflow, the one registered last first.
    private let plans = Mutex<[WorkflowID: [WorkflowPlan]]>([:])

    /// Opens a term of ownership in the store.
    ///
    /// - Throws: ``TasktError/Code-swift.struct/storeFailed``.
    /// - Durability: the term is on disk when this returns.
    public init(
        store: any WorkflowStore,
        environment: EngineEnvironment = EngineEnvironment(),
        options: Options = Options()
    ) async throws(TasktError) {
        self.store = store
        self.environment = environment
        self.options = options
        metrics = EngineMetrics(factory: environment.metricsFactory)
        turns = TurnKeeper(limit: options.maximumAttempts, environment: environment)
        do throws(StoreError) {
            term = try await store.openTerm()
        } catch {
            throw TasktError(.storeFailed, during: "open engine", underlying: error)
        }
    }

    deinit { store.closeTerm(term) }

    /// Checks a definition and makes it known.
    ///
    /// New runs are begun under the definition of their workflow that was registered last. A run that is taken up goes
    /// on under the one that it was begun with, so that an upgrade registers the definitions of the versions that runs
    /// may still be under way of, the newest last.
    ///
    /// - Throws: ``TasktError/Code-swift.struct/invalidDefinition``, naming the task.
    public func register(_ definition: WorkflowDefinition) throws(TasktError) {
        try definition.validate()
        let plan = WorkflowPlan(definition)
        plans.withLock { plans in
            plans[definition.id, default: []].removeAll { $0.outline == plan.outline }
            plans[definition.id, default: []].insert(plan, at: 0)
        }
        bell.ring()
    }

    /// The definition that a new run of a workflow is begun under.
    func plan(of workflow: WorkflowID, during operation: String) throws(TasktError) -> WorkflowPlan {
        guard let plan = plans.withLock({ $0[workflow]?.first }) else {
            throw TasktError(.unknownWorkflow, during: operation, workflow: workflow)
        }
        return plan
    }

    /// The definition that a run was begun under.
    ///
    /// - Throws: `definitionChanged` with the task named where it is not among those registered.
    func plan(of record: RunRecord, during operation: String) throws(TasktError) -> WorkflowPlan {
        let plans = plans.withLock { $0[record.workflow] ?? [] }
        guard let latest = plans.first else {
            throw TasktError(.unknownWorkflow, during: operation, workflow: record.workflow, runID: record.id)
        }
        if let plan = plans.first(where: { $0.outline == record.outline }) { return plan }
        throw latest.mismatch(with: record, during: operation)
            ?? TasktError(.definitionChanged, during: operation, workflow: record.workflow, runID: record.id)
    }

    /// Tells a test where the engine is.
    func reached(_ failpoint: EngineFailpoint, _ id: RunID) { options.failpoint?(failpoint, id) }

    /// Calls the store; a failure that may pass is tried again a few times.
    func storing<Value: Sendable>(
        _ operation: String,
        _ id: RunID,
        _ call: () async throws(StoreError) -> Value
    ) async throws(TasktError) -> Value {
        let policy = options.storeRetries
        var failures = 0
        while true {
            do throws(StoreError) {
                return try await call()
            } catch {
                failures += 1
                guard error.isTransient, failures <= policy.retries, !Task.isCancelled else {
                    if error.code == .leaseLost { metrics.leaseLost() }
                    throw TasktError(Self.code(of: error), during: operation, runID: id, underlying: error)
                }
                metrics.storeRetried()
                let delay = policy.delay(afterFailures: failures, random: environment.jitter())
                do {
                    try await environment.clock.sleep(for: delay)
                } catch {
                    throw TasktError(.interrupted, during: operation, runID: id, underlying: error)
                }
            }
        }
    }

    /// A run taken over for this engine.
    func adopted(_ id: RunID, during operation: String) async throws(TasktError) -> StoredRun {
        reached(.claimBefore, id)
        let stored = try await storing(operation, id) { () async throws(StoreError) in
            try await self.store.adopt(id, term: self.term)
        }
        reached(.claimAfter, id)
        return stored
    }

    /// A run as the store has it.
    func stored(_ id: RunID, during operation: String) async throws(TasktError) -> StoredRun {
        let found = try await storing(operation, id) { () async throws(StoreError) in try await self.store.run(id) }
        guard let found else { throw TasktError(.unknownRun, during: operation, runID: id) }
        return found
    }

    /// Reads from the history when a rate-limited task was last begun, once.
    func learnStarts(
        of task: TaskName,
        in workflow: WorkflowID,
        _ rate: RateLimit,
        for id: RunID
    ) async throws(TasktError) {
        guard !turns.knowsStarts(of: task, in: workflow) else { return }
        let now = environment.now()
        let since = now.advanced(by: .zero - rate.window)
        let starts = try await storing("read starts", id) { () async throws(StoreError) in
            try await self.store.starts(of: task, in: workflow, since: since)
        }
        turns.remember(starts.map { max(.zero, now.since($0)) }, of: task, in: workflow)
    }

    private static func code(of error: StoreError) -> TasktError.Code {
        switch error.code {
        case .unknownRun: .unknownRun
        case .leaseHeld: .leaseHeld
        default: .storeFailed
        }
    }
}
