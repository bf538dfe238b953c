#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension RunState {
    /// Begins a run that was never begun.
    mutating func begin(at now: Timestamp) -> Decision {
        var decision = Decision()
        if historyCount == 0 { emit(HistoryEvent(.runCreated, at: record.createdAt), into: &decision) }
        startReady(at: now, into: &decision)
        close(at: now, into: &decision)
        return decision
    }

    /// Takes a run up again, after a crash or a stop, or by hand where it had ended.
    ///
    /// A run whose attempts crashed `crashLimit` times is put aside. One that this very process gave back, because its
    /// store failed for instance, has not crashed.
    mutating func resume(at now: Timestamp, cause: String?, crashLimit: Int, hasCrashed: Bool = true) -> Decision {
        var decision = Decision()
        let crashed = cutShort(at: now, hasCrashed: hasCrashed, into: &decision)
        // Only a run that had ended is resumed by hand: the attempts of one that a crash cut short are not given back.
        emit(HistoryEvent(.runResumed, at: now, cause: status.isTerminal ? cause : nil), into: &decision)
        if !isUndoing {
            // A crash between the failure of a task and the end of the run: the run is still to end by it.
            ending = firstFailure.map { failure in
                Ending(status: .failed, failure: failure, isQuarantine: failure.code == .crashed)
            }
            for index in crashed where tasks[index].crashes >= crashLimit {
                quarantine(index, at: now, into: &decision)
            }
        }
        if ending == nil { takeUp(at: now, into: &decision) }
        takeUpUndo(at: now, crashLimit: crashLimit, into: &decision)
        close(at: now, into: &decision)
        return decision
    }

    /// Takes in how an attempt ended; one that is no longer wanted is refused, and that is recorded.
    mutating func settle(_ attempt: Attempt, at now: Timestamp, random: Double, into decision: inout Decision) {
        let (index, isRecovery) = (attempt.task, attempt.isRecovery)
        guard wants(attempt) else {
            refuse(attempt, at: now, into: &decision)
            return
        }
        switch attempt.outcome {
        case .succeeded(let value): complete(attempt, value, isRecovery, at: now, into: &decision)
        case .skipped: skip(index, at: now, cause: "its condition said no", into: &decision)
        case .failed(let failure) where isRecovery:
            // The task failed by its own failure; the handler's is the reason why that stands.
            let original = tasks[index].lastFailure ?? failure
            fail(index, original, at: now, cause: "its error handler failed: \(failure.message)", into: &decision)
        case .failed(let failure):
            failAttempt(index, failure, attempt.duration, at: now, random: random, into: &decision)
        case .interrupted:
            emit(
                HistoryEvent(
                    .attemptInterrupted,
                    at: now,
                    task: plan.tasks[index].name,
                    attempt: attempt.number,
                    duration: attempt.duration
                ),
                into: &decision
            )
        }
        if ending == nil { startReady(at: now, into: &decision) }
        close(at: now, into: &decision)
    }

    /// Whether an attempt is the one that its task waits for: neither given up, nor followed by its error handler.
    func wants(_ attempt: Attempt) -> Bool {
        let progress = tasks[attempt.task]
        return progress.phase == (attempt.isRecovery ? .recovering : .underway) && progress.attempts == attempt.number
    }

    /// Ends an attempt that ran out of time or gave no sign of life; its body is stopped, and what it says no longer
    /// counts.
    mutating func overrun(
        _ index: Int,
        _ failure: TaskFailure,
        _ duration: Duration,
        at now: Timestamp,
        random: Double,
        into decision: inout Decision
    ) {
        // A run that is being stopped anyway is not blamed on a timeout.
        guard ending == nil, tasks[index].phase == .underway, tasks[index].attempts == failure.attempt else { return }
        decision.actions.append(.stop(index))
        failAttempt(index, failure, duration, at: now, random: random, into: &decision)
        close(at: now, into: &decision)
    }

    /// Ends a task that took longer than it may with all its attempts.
    mutating func expire(_ index: Int, at now: Timestamp, into decision: inout Decision) {
        let progress = tasks[index]
        guard ending == nil, let limit = plan.tasks[index].rules.totalTimeout else { return }
        let (name, attempt) = (plan.tasks[index].name, max(1, progress.attempts))
        let failure = TaskFailure.outOfTime(name, attempt: attempt, limit: limit, last: progress.lastFailure)
        switch progress.phase {
        case .completed, .skipped, .failed, .recovering, .unrecovered: return
        case .underway:
            decision.actions.append(.stop(index))
            emit(
                HistoryEvent(.attemptFailed, at: now, task: name, attempt: attempt, failure: failure),
                into: &decision
            )
        case .waiting, .queued, .backingOff: break
        }
        failForGood(index, failure, at: now, into: &decision)
        close(at: now, into: &decision)
    }

    /// Begins the attempt whose delay is over; nothing where the run is ending.
    mutating func retryDue(_ index: Int, at now: Timestamp, into decision: inout Decision) {
        guard ending == nil, !isDraining, case .backingOff = tasks[index].phase else { return }
        start(index, at: now, into: &decision)
    }

    /// Begins the attempt whose turn has come.
    ///
    /// - Returns: whether it was begun; where not, the turn is to be given back.
    mutating func turnCame(_ index: Int, at now: Timestamp, into decision: inout Decision) -> Bool {
        guard tasks[index].phase == .queued else { return false }
        guard ending == nil, !isDraining else {
            queue(index, false)
            return false
        }
        launch(index, at: now, into: &decision)
        return true
    }

    /// Stops the run by hand; nothing where it is ending anyway.
    mutating func cancel(at now: Timestamp, cause: String, into decision: inout Decision) {
        guard ending == nil, !status.isTerminal else { return }
        ending = Ending(status: .cancelled, cause: cause)
        decision.actions.append(.stopAll)
        close(at: now, into: &decision)
    }

    /// Ends a run by hand of which nothing can be under way any more: its process has ended.
    ///
    /// Where it has effects to take back it has not ended by this: they are taken back first.
    mutating func abandon(at now: Timestamp, cause: String, crashLimit: Int, hasCrashed: Bool = true) -> Decision {
        var decision = Decision()
        _ = cutShort(at: now, hasCrashed: hasCrashed, into: &decision)
        if ending == nil { ending = Ending(status: .cancelled, cause: cause) }
        takeUpUndo(at: now, crashLimit: crashLimit, into: &decision)
        close(at: now, into: &decision)
        return decision
    }

    // MARK: Steps of a decision

    /// Records what was under way when the run was left, and gives the tasks concerned.
    private mutating func cutShort(at now: Timestamp, hasCrashed: Bool, into decision: inout Decision) -> [Int] {
        let kind: HistoryEvent.Kind = hasCrashed ? .attemptCrashed : .attemptInterrupted
        let cut = tasks.indices.filter { tasks[$0].phase.isBusy || tasks[$0].undo == .underway }
        for index in cut {
            let (name, attempt) = (plan.tasks[index].name, max(1, tasks[index].attempts))
            emit(HistoryEvent(kind, at: now, task: name, attempt: attempt), into: &decision)
        }
        if handler == .underway { emit(HistoryEvent(kind, at: now), into: &decision) }
        return cut
    }

    private mutating func takeUp(at now: Timestamp, into decision: inout Decision) {
        for index in tasks.indices {
            let progress = tasks[index]
            if case .backingOff(let due) = progress.phase {
                decision.actions.append(.wait(index, delay(until: due, from: now, for: index)))
            }
            if progress.phase == .unrecovered, let failure = progress.lastFailure {
                failForGood(index, failure, at: now, into: &decision)
            }
            if let limit = plan.tasks[index].rules.totalTimeout, let begun = progress.begunAt,
                !progress.phase.isSettled
            {
                let left = begun.advanced(by: limit).since(now)
                decision.actions.append(.limit(index, min(max(.zero, left), limit)))
            }
        }
        startReady(at: now, into: &decision)
    }

    /// A wall clock that was set back must not stretch a delay beyond what the policy allows.
    func delay(until due: Timestamp, from now: Timestamp, for index: Int) -> Duration {
        min(max(.zero, due.since(now)), plan.tasks[index].retryPolicy.maximumDelay)
    }

    private mutating func complete(
        _ attempt: Attempt,
        _ value: PassedValue,
        _ isRecovery: Bool,
        at now: Timestamp,
        into decision: inout Decision
    ) {
        let name = plan.tasks[attempt.task].name
        var warnings = attempt.warnings
        if isRecovery, let failure = tasks[attempt.task].lastFailure {
            warnings.append("the error handler's result, in place of \(failure.code): \(failure.message)")
        }
        let checkpoint = Checkpoint(
            task: name,
            attempt: attempt.number,
            output: value.json,
            startedAt: attempt.startedAt,
            duration: attempt.duration,
            queueWait: attempt.queueWait,
            inputHash: attempt.inputHash,
            warnings: warnings
        )
        record(checkpoint, at: attempt.task)
        decision.checkpoints.append(checkpoint)
        emit(
            HistoryEvent(
                .taskCompleted,
                at: now,
                task: name,
                attempt: attempt.number,
                duration: attempt.duration,
                cause: isRecovery ? "by its error handler" : nil
            ),
            into: &decision
        )
    }

    private mutating func failAttempt(
        _ index: Int,
        _ failure: TaskFailure,
        _ duration: Duration,
        at now: Timestamp,
        random: Double,
        into decision: inout Decision
    ) {
        let task = plan.tasks[index]
        let attempt = tasks[index].attempts
        emit(
            HistoryEvent(
                .attemptFailed,
                at: now,
                task: task.name,
                attempt: attempt,
                duration: duration,
                failure: failure
            ),
            into: &decision
        )
        guard ending == nil else { return }
        let count = tasks[index].failures
        guard task.retryPolicy.retries(after: failure, count: count) else {
            failForGood(index, failure, at: now, into: &decision)
            return
        }
        let delay = task.retryPolicy.delay(afterFailures: count, random: random)
        let due = now.advanced(by: delay)
        emit(
            HistoryEvent(.retryScheduled, at: now, task: task.name, attempt: attempt + 1, dueAt: due),
            into: &decision
        )
        decision.actions.append(.wait(index, delay))
    }

    private mutating func failForGood(
        _ index: Int,
        _ failure: TaskFailure,
        at now: Timestamp,
        into decision: inout Decision
    ) {
        if plan.tasks[index].recovery != nil {
            recover(index, failure, at: now, into: &decision)
        } else {
            fail(index, failure, at: now, into: &decision)
        }
    }

    private mutating func recover(
        _ index: Int,
        _ failure: TaskFailure,
        at now: Timestamp,
        into decision: inout Decision
    ) {
        emit(
            HistoryEvent(
                .recoveryStarted,
                at: now,
                task: plan.tasks[index].name,
                attempt: max(1, tasks[index].attempts),
                failure: failure
            ),
            into: &decision
        )
        if isDraining {
            // Nothing new begins in an engine that stops: the next one runs the handler.
            let (name, attempt) = (plan.tasks[index].name, max(1, tasks[index].attempts))
            emit(HistoryEvent(.attemptInterrupted, at: now, task: name, attempt: attempt), into: &decision)
        } else {
            decision.actions.append(.recover(index, failure))
        }
    }

    private mutating func fail(
        _ index: Int,
        _ failure: TaskFailure,
        at now: Timestamp,
        cause: String? = nil,
        into decision: inout Decision
    ) {
        emit(
            HistoryEvent(
                .taskFailed,
                at: now,
                task: failure.task,
                attempt: failure.attempt,
                failure: failure,
                cause: cause
            ),
            into: &decision
        )
        guard ending == nil else { return }
        ending = Ending(status: .failed, failure: failure)
        decision.actions.append(.stopAll)
    }

    private mutating func quarantine(_ index: Int, at now: Timestamp, into decision: inout Decision) {
        fail(index, crash(of: index), at: now, into: &decision)
        ending?.isQuarantine = true
    }

    func crash(of index: Int) -> TaskFailure {
        TaskFailure(
            task: plan.tasks[index].name,
            attempt: max(1, tasks[index].attempts),
            code: .crashed,
            isTransient: false,
            message: "the process ended \(tasks[index].crashes) times while this task ran"
        )
    }

    private mutating func refuse(_ attempt: Attempt, at now: Timestamp, into decision: inout Decision) {
        let late: (failure: TaskFailure?, cause: String)
        switch attempt.outcome {
        case .succeeded: late = (nil, "its result was refused: the attempt had been given up")
        case .failed(let failure): late = (failure, "its failure came after the attempt had been given up")
        case .skipped, .interrupted: return
        }
        emit(
            HistoryEvent(
                .attemptLate,
                at: now,
                task: plan.tasks[attempt.task].name,
                attempt: attempt.number,
                duration: attempt.duration,
                failure: late.failure,
                cause: late.cause
            ),
            into: &decision
        )
    }

    private mutating func skip(_ index: Int, at now: Timestamp, cause: String, into decision: inout Decision) {
        emit(HistoryEvent(.taskSkipped, at: now, task: plan.tasks[index].name, cause: cause), into: &decision)
    }

    /// Begins every task whose inputs are all there, and skips those that need one that was skipped.
    private mutating func startReady(at now: Timestamp, into decision: inout Decision) {
        guard !isDraining else { return }
        var hasSkipped: Bool
        repeat {
            hasSkipped = false
            for index in tasks.indices where tasks[index].phase == .waiting {
                var isReady = true
                var missing: Int?
                for source in plan.sources[index] {
                    guard let other = source.task else { continue }
                    let phase = tasks[other].phase
                    if phase == .skipped, !source.isOptional { missing = other }
                    if !phase.isSettled { isReady = false }
                }
                if let missing {
                    skip(index, at: now, cause: "it needs \(plan.tasks[missing].name)", into: &decision)
                    hasSkipped = true
                } else if isReady {
                    start(index, at: now, into: &decision)
                }
            }
        } while hasSkipped
    }

    /// Begins an attempt, or asks for its turn where there are limits.
    private mutating func start(_ index: Int, at now: Timestamp, into decision: inout Decision) {
        let rules = plan.tasks[index].rules
        if isLimited || rules.limit != nil || rules.rateLimit != nil || plan.definition.limit != nil {
            queue(index, true)
            decision.actions.append(.queue(index))
        } else {
            launch(index, at: now, into: &decision)
        }
    }

    private mutating func launch(_ index: Int, at now: Timestamp, into decision: inout Decision) {
        let attempt = tasks[index].attempts + 1
        if tasks[index].begunAt == nil, let limit = plan.tasks[index].rules.totalTimeout {
            decision.actions.append(.limit(index, limit))
        }
        emit(
            HistoryEvent(.attemptStarted, at: now, task: plan.tasks[index].name, attempt: attempt),
            into: &decision
        )
        decision.actions.append(.start(index, attempt: attempt))
    }

    /// Ends the run once nothing of it is under way, and its effects are taken back where it did not complete.
    mutating func close(at now: Timestamp, into decision: inout Decision) {
        guard !isBusy, !status.isTerminal else { return }
        guard let ending else {
            if isComplete { emit(HistoryEvent(.runCompleted, at: now), into: &decision) }
            return
        }
        if undoNext(ending, at: now, into: &decision) { return }
        let kind: HistoryEvent.Kind =
            ending.status == .cancelled ? .runCancelled : ending.isQuarantine ? .runQuarantined : .runFailed
        emit(HistoryEvent(kind, at: now, failure: ending.failure, cause: ending.cause), into: &decision)
    }

    mutating func emit(_ event: HistoryEvent, into decision: inout Decision) {
        apply(event)
        decision.events.append(event)
    }
}
