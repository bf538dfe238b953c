import Logging

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Drives one run: decides, records, and only then acts, until the run has ended.
///
/// All decisions are taken in one place, one after the other, from a mailbox: no two can cross, and what happened while
/// a commit was under way is decided together and shares the next. Bodies run in tasks of their own that the driver
/// keeps: one that does not answer to cancellation must not hold the run, so a task group, which would wait for it,
/// is not what they can live in. The driver does not return before they have ended or have had their grace.
final class RunDriver {
    /// A body that is on record and has not begun.
    enum Held {
        case attempt(Int)
        case recovery(TaskFailure)
        case compensation(Int)
    }

    /// A body that is under way.
    struct Body {
        let task: Task<Void, Never>
        let channel: AttemptChannel
        let turn: TurnKeeper.Turn?
        var isUnwanted = false
        var quietPulses = 0
        var beats = 0
    }

    let engine: WorkflowEngine
    let mailbox: Mailbox<RunSignal>
    let plan: WorkflowPlan
    let logger: Logger
    var state: RunState
    var bodies: [BodyID: Body] = [:]
    var timers: [RunTimer: Task<Void, Never>] = [:]
    /// Bodies on record that wait for an earlier one of their task to end: two of one task must not meet.
    var held: [Int: Held] = [:]
    /// Whether the engine stops everything: a body that is begun after all is stopped at once.
    var isHalted = false
    /// Turns that were asked for: the request, and when.
    var asked: [Int: (request: Int, at: Duration)] = [:]
    /// Turns that came and whose attempts have not begun, and how long each was waited for.
    var turns: [Int: (turn: TurnKeeper.Turn, waited: Duration)] = [:]
    /// Whether the body that ended last took next to no time.
    var isQuick = false
    /// The results of this process, as values.
    var values: [PassedValue?]
    var hashes: [ContentHash?]
    let input: PassedValue
    let inputHash: ContentHash

    var runID: RunID { state.record.id }

    init(engine: WorkflowEngine, state: RunState, input: (any Sendable)?, mailbox: Mailbox<RunSignal>) {
        self.engine = engine
        self.mailbox = mailbox
        self.state = state
        self.state.isLimited = engine.options.maximumAttempts != nil
        plan = state.plan
        values = [PassedValue?](repeating: nil, count: state.plan.tasks.count)
        hashes = [ContentHash?](repeating: nil, count: state.plan.tasks.count)
        self.input = PassedValue(json: state.record.input, live: input)
        inputHash = ContentHash(of: state.record.input)
        var logger = engine.environment.logger
        logger[metadataKey: "run.id"] = "\(state.record.id)"
        logger[metadataKey: "workflow.id"] = "\(state.record.workflow)"
        self.logger = logger
    }

    /// Records and drives a new run; where its id is taken, nil.
    func begin() async throws(TasktError) -> WorkflowContext? {
        let decision = state.begin(at: state.record.createdAt)
        let (record, term) = (state.record, engine.term)
        engine.reached(.createRunBefore, runID)
        let isNew = try await engine.storing("create run", runID) { () async throws(StoreError) in
            try await self.engine.store.create(record, events: decision.events, checkpoints: [], term: term)
        }
        if !isNew {
            let stored = try await engine.adopted(runID, during: "adopt run")
            // A commit that succeeded and was reported as failed: the run that is there is the one just made.
            guard stored.record == record, stored.history == decision.events else { return nil }
        }
        engine.reached(.createRunAfter, runID)
        logger.debug("Run started")
        return try await drive(decision)
    }

    /// Drives a run that was recorded before.
    func resume(cause: String?) async throws(TasktError) -> WorkflowContext {
        let position = state.historyCount
        let now = engine.environment.now()
        let decision: Decision
        if state.status == .pending {
            decision = state.begin(at: now)
        } else {
            decision = state.resume(
                at: now,
                cause: cause,
                crashLimit: engine.options.crashLimit,
                hasCrashed: !engine.inFlight.wasGivenBack(runID)
            )
        }
        try await record(decision, at: position)
        logger.info("Run resumed", metadata: ["run.history": "\(position)"])
        return try await drive(decision)
    }

    /// Ends a run that nobody drives; one with effects to take back is driven until they are.
    func abandon(cause: String) async throws(TasktError) -> WorkflowContext {
        let (position, now) = (state.historyCount, engine.environment.now())
        let decision = state.abandon(
            at: now,
            cause: cause,
            crashLimit: engine.options.crashLimit,
            hasCrashed: !engine.inFlight.wasGivenBack(runID)
        )
        try await record(decision, at: position)
        return try await drive(decision)
    }

    private func drive(_ first: Decision) async throws(TasktError) -> WorkflowContext {
        let outcome = await withTaskCancellationHandler {
            await followed(first)
        } onCancel: { [mailbox] in
            mailbox.post(.halt)
        }
        await quiesce()
        engine.inFlight.note(runID, hasEnded: state.status.isTerminal)
        switch outcome {
        case .success:
            ended()
            return WorkflowContext(state)
        case .failure(let error): throw error
        }
    }

    private func followed(_ first: Decision) async -> Result<Void, TasktError> {
        do throws(TasktError) {
            try await perform(first.actions)
            while !state.status.isTerminal {
                if state.isDraining, !state.isBusy {
                    throw TasktError(.interrupted, during: "run", runID: runID)
                }
                let position = state.historyCount
                var decision = Decision()
                take(await mailbox.next(), into: &decision)
                await linger(over: &decision)
                try await record(decision, at: position)
                try await perform(decision.actions)
            }
            return .success(())
        } catch {
            return .failure(error)
        }
    }

    /// Waits a moment before something is recorded that nothing waits for, so that it can share the next commit.
    ///
    /// Only where the bodies of this run are quick: the result of one branch then goes with that of the other. By real
    /// time, whatever the engine's clock: nothing is decided by it.
    private func linger(over decision: inout Decision) async {
        guard !decision.checkpoints.isEmpty, decision.actions.isEmpty, isQuick, !state.isDraining, state.isBusy else {
            return
        }
        let alarm = Self.nudge(mailbox)
        take(await mailbox.next(), into: &decision)
        alarm.cancel()
    }

    private static let lingering = Duration.milliseconds(2)

    private static func nudge(_ mailbox: Mailbox<RunSignal>) -> Task<Void, Never> {
        Task {
            // Cleared by the next message; a clock that refuses to sleep rings at once.
            try? await ContinuousClock().sleep(for: lingering)
            if !Task.isCancelled { mailbox.post(.nudge) }
        }
    }

    /// Takes in what happened; what is asked from outside goes first.
    private func take(_ signals: [RunSignal], into decision: inout Decision) {
        for signal in signals where signal.isOrder { take(signal, into: &decision) }
        for signal in signals where !signal.isOrder { take(signal, into: &decision) }
    }

    /// Takes in what happened.
    private func take(_ signal: RunSignal, into decision: inout Decision) {
        let environment = engine.environment
        let now = environment.now()
        switch signal {
        case .attemptEnded(let id, let attempt):
            forget(id)
            isQuick = attempt.duration < Self.lingering
            if case .succeeded(let value) = attempt.outcome, state.wants(attempt) { values[id.task] = value }
            state.settle(attempt, at: now, random: environment.jitter(), into: &decision)
        case .undoEnded(let id, let outcome):
            forget(id)
            settleUndo(id, outcome, into: &decision)
        case .timer(let timer):
            timers[timer] = nil
            take(timer, at: now, into: &decision)
        case .turn(let index, let turn):
            let waited = asked.removeValue(forKey: index).map { environment.uptime() - $0.at } ?? .zero
            if state.turnCame(index, at: now, into: &decision) {
                turns[index] = (turn, waited)
            } else {
                engine.turns.release(turn)
            }
        case .progress(let progress): state.report(progress)
        case .nudge: break
        case .cancel(let cause): state.cancel(at: now, cause: cause, into: &decision)
        case .drain: state.isDraining = true
        case .halt:
            state.isDraining = true
            isHalted = true
            decision.actions.append(.stopAll)
        }
    }

    private func take(_ timer: RunTimer, at now: Timestamp, into decision: inout Decision) {
        let jitter = engine.environment.jitter()
        switch timer {
        case .retry(let index): state.retryDue(index, at: now, into: &decision)
        case .total(let index): state.expire(index, at: now, into: &decision)
        case .undo(let index): state.undoDue(index, at: now, into: &decision)
        case .timeout(let id):
            guard bodies[id]?.isUnwanted == false, let limit = plan.tasks[id.task].timeout else { return }
            overrun(id, .timedOut(plan.tasks[id.task].name, attempt: id.number, limit: limit), limit, into: &decision)
        case .pulse(let id):
            guard let limit = plan.tasks[id.task].rules.heartbeatTimeout, isSilent(id, limit) else { return }
            let failure = TaskFailure.heartbeatMissed(plan.tasks[id.task].name, attempt: id.number, limit: limit)
            state.overrun(id.task, failure, limit, at: now, random: jitter, into: &decision)
        case .grace(let id): giveUp(id, at: now, random: jitter, into: &decision)
        }
    }

    private func overrun(_ id: BodyID, _ failure: TaskFailure, _ limit: Duration, into decision: inout Decision) {
        let (now, jitter) = (engine.environment.now(), engine.environment.jitter())
        switch id.kind {
        case .attempt: state.overrun(id.task, failure, limit, at: now, random: jitter, into: &decision)
        case .recovery:
            stop(id)
            let startedAt = now.advanced(by: .zero - limit)
            let attempt = Attempt(
                task: id.task,
                number: id.number,
                isRecovery: true,
                outcome: .failed(failure),
                startedAt: startedAt,
                duration: limit
            )
            state.settle(attempt, at: now, random: jitter, into: &decision)
        case .compensation, .failureHandler:
            stop(id)
            settleUndo(id, .failed(failure), into: &decision)
        }
    }

    private func settleUndo(_ id: BodyID, _ outcome: Attempt.Outcome, into decision: inout Decision) {
        let (now, jitter) = (engine.environment.now(), engine.environment.jitter())
        if id.kind == .failureHandler {
            state.settleHandler(outcome, at: now, into: &decision)
        } else {
            state.settleUndo(id.task, id.number, outcome, at: now, random: jitter, into: &decision)
        }
    }

    /// Goes on without a body that was stopped and has not ended; what it says later is refused.
    private func giveUp(_ id: BodyID, at now: Timestamp, random: Double, into decision: inout Decision) {
        guard bodies[id] != nil else { return }
        logger.info(
            "Body given up: it did not answer to cancellation",
            metadata: ["task.name": "\(plan.tasks[id.task].name)", "attempt": "\(id.number)"]
        )
        forget(id)
        guard id.kind == .attempt || id.kind == .recovery else {
            settleUndo(id, .interrupted, into: &decision)
            return
        }
        let attempt = Attempt.interrupted(id.task, id.number, isRecovery: id.kind == .recovery, at: now)
        state.settle(attempt, at: now, random: random, into: &decision)
    }

    private func record(_ decision: Decision, at position: Int) async throws(TasktError) {
        guard !decision.events.isEmpty else { return }
        let (starts, commits) = (decision.events.contains { $0.kind == .attemptStarted }, !decision.checkpoints.isEmpty)
        let ends = decision.events.last?.resultingStatus?.isTerminal == true
        if starts { engine.reached(.stepStartBefore, runID) }
        if commits { engine.reached(.stepCommitBefore, runID) }
        if ends { engine.reached(.runDoneBefore, runID) }
        let (id, term) = (runID, engine.term)
        try await engine.storing("append history", id) { () async throws(StoreError) in
            try await self.engine.store.append(
                decision.events,
                checkpoints: decision.checkpoints,
                at: position,
                to: id,
                term: term
            )
        }
        if commits { engine.reached(.stepCommitAfter, id) }
        if ends { engine.reached(.runDoneAfter, id) }
    }

    private func ended() {
        engine.metrics.runEnded(state.record.workflow, state.status)
        let duration = engine.environment.now().since(state.record.createdAt).wholeMicroseconds / 1_000
        logger.info(
            "Run ended",
            metadata: ["run.status": "\(state.status.rawValue)", "duration_ms": "\(duration)"]
        )
    }
}
