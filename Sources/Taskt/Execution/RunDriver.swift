import Logging

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Drives one run: decides, records, and only then acts, until the run has ended.
///
/// Everything here happens in one task, so that no two decisions can cross; attempts and delays are its children.
struct RunDriver: Sendable {
    private enum Signal: Sendable {
        case attemptEnded(TaskDefinition, AttemptOutcome, startedAt: Timestamp, duration: Duration)
        case delayOver(TaskName)
        case delayInterrupted
        case cancelRequested(String?)
    }

    private let engine: WorkflowEngine
    private let runID: RunID
    private let cancellation: AsyncStream<String>
    private let logger: Logger

    init(engine: WorkflowEngine, runID: RunID, workflow: WorkflowID, cancellation: AsyncStream<String>) {
        self.engine = engine
        self.runID = runID
        self.cancellation = cancellation
        var logger = engine.environment.logger
        logger[metadataKey: "run.id"] = "\(runID)"
        logger[metadataKey: "workflow.id"] = "\(workflow)"
        self.logger = logger
    }

    /// Records and drives a new run; where its id is taken, the run that has it is taken up.
    func begin(_ fresh: RunState) async throws(TasktError) -> WorkflowContext {
        var state = fresh
        let decision = state.begin(at: state.record.createdAt)
        let (record, term) = (state.record, engine.term)
        let isNew = try await storing("create run") { () async throws(StoreError) in
            try await engine.store.create(record, events: decision.events, term: term)
        }
        if !isNew {
            let stored = try await storing("adopt run") { () async throws(StoreError) in
                try await engine.store.adopt(runID, term: term)
            }
            // A commit that succeeded and was reported as failed: the run that is there is the one just made.
            guard stored.record == record, stored.history == decision.events else {
                return try await engine.take(up: stored, cause: nil, cancellation: cancellation)
            }
        }
        logger.debug("Run started")
        return try await drive(state, decision)
    }

    /// Drives a run that was begun before.
    func resume(_ stored: RunState, cause: String?) async throws(TasktError) -> WorkflowContext {
        var state = stored
        let position = state.historyCount
        let limit = engine.options.crashLimit
        let decision = state.resume(at: engine.environment.now(), cause: cause, crashLimit: limit)
        try await record(decision, at: position)
        logger.info("Run resumed", metadata: ["run.recorded_tasks": "\(state.checkpoints.count)"])
        return try await drive(state, decision)
    }

    /// Ends a run that nobody drives.
    func abandon(_ state: inout RunState, cause: String) async throws(TasktError) {
        let position = state.historyCount
        try await record(state.abandon(at: engine.environment.now(), cause: cause), at: position)
        engine.metrics.runEnded(state.record.workflow, state.status)
        logger.info("Run cancelled", metadata: ["run.status": "\(state.status.rawValue)"])
    }

    private func drive(_ begun: RunState, _ first: Decision) async throws(TasktError) -> WorkflowContext {
        var state = begun
        let result = await withTaskGroup(of: Signal.self) { group -> Result<WorkflowContext, TasktError> in
            defer { group.cancelAll() }
            group.addTask {
                for await cause in cancellation { return .cancelRequested(cause) }
                return .cancelRequested(nil)
            }
            var decision = first
            while true {
                // Attempts are stopped before others of the same decision begin; there are none in practice.
                if decision.actions.contains(where: { if case .stopAttempts = $0 { true } else { false } }) {
                    group.cancelAll()
                }
                perform(decision.actions, of: state, in: &group)
                if state.status.isTerminal { return .success(state.context) }
                if Task.isCancelled, !state.isBusy {
                    return .failure(TasktError(.interrupted, during: "run", runID: runID))
                }
                guard let signal = await group.next() else {
                    preconditionFailure("run \(runID) is \(state.status) with nothing under way")
                }
                let position = state.historyCount
                state.isDraining = Task.isCancelled
                decision = decide(signal, &state)
                do throws(TasktError) {
                    try await record(decision, at: position)
                } catch {
                    return .failure(error)
                }
            }
        }
        let context = try result.get()
        engine.metrics.runEnded(context.workflow, context.status)
        let duration = engine.environment.now().since(context.startTime).wholeMicroseconds / 1_000
        logger.info(
            "Run ended",
            metadata: ["run.status": "\(context.status.rawValue)", "duration_ms": "\(duration)"]
        )
        return context
    }

    private func decide(_ signal: Signal, _ state: inout RunState) -> Decision {
        let environment = engine.environment
        switch signal {
        case .attemptEnded(let task, let outcome, let startedAt, let duration):
            return state.settle(
                task,
                outcome,
                startedAt: startedAt,
                duration: duration,
                at: environment.now(),
                random: environment.jitter()
            )
        case .delayOver(let task): return state.retryDue(task, at: environment.now())
        case .cancelRequested(let cause?): return state.cancel(at: environment.now(), cause: cause)
        case .delayInterrupted, .cancelRequested(nil): return Decision()
        }
    }

    private func perform(_ actions: [Decision.Action], of state: RunState, in group: inout TaskGroup<Signal>) {
        for action in actions {
            switch action {
            case .start(let task, let attempt, let inputs):
                let context = state.context
                group.addTask { await run(task, attempt: attempt, inputs: inputs, context: context) }
            case .wait(let task, let delay):
                let clock = engine.environment.clock
                group.addTask {
                    do {
                        try await clock.sleep(for: delay)
                        return .delayOver(task)
                    } catch {
                        return .delayInterrupted
                    }
                }
            case .stopAttempts: break
            }
        }
    }

    private func run(_ task: TaskDefinition, attempt: Int, inputs: [Data], context: WorkflowContext) async -> Signal {
        var logger = logger
        logger[metadataKey: "task.name"] = "\(task.name)"
        logger[metadataKey: "attempt"] = "\(attempt)"
        let environment = engine.environment
        let (startedAt, start) = (environment.now(), environment.uptime())
        let taskContext = TaskContext(workflow: context, task: task.name, attempt: attempt, logger: logger)
        var outcome: AttemptOutcome
        do {
            outcome = .succeeded(try await task.attempt(taskContext, inputs, clock: environment.clock))
        } catch {
            outcome =
                Task.isCancelled && !(error is AttemptTimeout)
                ? .interrupted : .failed(TaskFailure(error, task: task.name, attempt: attempt))
        }
        let duration = environment.uptime() - start
        engine.metrics.attemptEnded(context.workflow, task.name, outcome, duration)
        logger[metadataKey: "duration_ms"] = "\(duration.wholeMicroseconds / 1_000)"
        switch outcome {
        case .succeeded: logger.info("Task completed")
        case .failed(let failure):
            logger.info("Attempt failed", metadata: ["error.code": "\(failure.code)", "error": "\(failure.message)"])
        case .interrupted: logger.info("Attempt interrupted")
        }
        return .attemptEnded(task, outcome, startedAt: startedAt, duration: duration)
    }

    private func record(_ decision: Decision, at position: Int) async throws(TasktError) {
        guard !decision.events.isEmpty else { return }
        try await storing("append history") { () async throws(StoreError) in
            try await engine.store.append(
                decision.events,
                checkpoints: decision.checkpoints,
                at: position,
                to: runID,
                term: engine.term
            )
        }
    }

    /// Calls the store; a failure that may pass is tried again a few times.
    private func storing<Value: Sendable>(
        _ operation: String,
        _ call: () async throws(StoreError) -> Value
    ) async throws(TasktError) -> Value {
        let policy = engine.options.storeRetries
        var failures = 0
        while true {
            do throws(StoreError) {
                return try await call()
            } catch {
                failures += 1
                let mayRetry = error.isTransient && failures <= policy.retries && !Task.isCancelled
                guard mayRetry else {
                    throw TasktError(.storeFailed, during: operation, runID: runID, underlying: error)
                }
                engine.metrics.storeRetried()
                let delay = policy.delay(afterFailures: failures, random: engine.environment.jitter())
                do {
                    try await engine.environment.clock.sleep(for: delay)
                } catch {
                    throw TasktError(.interrupted, during: operation, runID: runID, underlying: error)
                }
            }
        }
    }
}

extension TaskDefinition {
    /// Runs one attempt under the task's schemas and timeout.
    fileprivate func attempt(
        _ context: TaskContext,
        _ inputs: [Data],
        clock: any Clock<Duration>
    ) async throws -> Data {
        if !inputSchema.acceptsAnything, !inputs.isEmpty {
            let needed = inputs.count == 1 ? inputs[0] : try CanonicalJSON.array(inputs)
            if let violation = try inputSchema.violation(inJSON: needed) {
                throw ContractFailure(.invalidInput, "\(violation)")
            }
        }
        let output = try await withTimeout(timeout, clock: clock) { try await body(context, inputs) }
        if let violation = try outputSchema.violation(inJSON: output) {
            throw ContractFailure(.invalidOutput, "\(violation)")
        }
        return output
    }
}

/// Runs `body`, cancelled and thrown out as ``AttemptTimeout`` once `limit` has passed.
private func withTimeout<Value: Sendable>(
    _ limit: Duration?,
    clock: any Clock<Duration>,
    _ body: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    guard let limit else { return try await body() }
    return try await withThrowingTaskGroup(of: Value?.self) { group in
        defer { group.cancelAll() }
        group.addTask { try await body() }
        group.addTask {
            try await clock.sleep(for: limit)
            return nil
        }
        // The body's value or error, or nil from the clock, whichever is first.
        guard let first = try await group.next(), let value = first else { throw AttemptTimeout(limit: limit) }
        return value
    }
}
