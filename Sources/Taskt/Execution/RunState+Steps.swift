#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The steps that decisions are made of.
extension RunState {
    /// Records what was under way when the run was left, and gives the tasks concerned.
    mutating func cutShort(at now: Timestamp, hasCrashed: Bool, into decision: inout Decision) -> [Int] {
        let kind: HistoryEvent.Kind = hasCrashed ? .attemptCrashed : .attemptInterrupted
        let cut = tasks.indices.filter { tasks[$0].phase.isBusy || tasks[$0].undo == .underway }
        for index in cut {
            let (name, attempt) = (plan.tasks[index].name, max(1, tasks[index].attempts))
            emit(HistoryEvent(kind, at: now, task: name, attempt: attempt), into: &decision)
        }
        if handler == .underway { emit(HistoryEvent(kind, at: now), into: &decision) }
        return cut
    }

    mutating func takeUp(at now: Timestamp, into decision: inout Decision) {
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

    mutating func complete(
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

    mutating func failAttempt(
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

    mutating func failForGood(
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

    mutating func recover(
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

    mutating func fail(
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

    mutating func quarantine(_ index: Int, at now: Timestamp, into decision: inout Decision) {
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

    mutating func refuse(_ attempt: Attempt, at now: Timestamp, into decision: inout Decision) {
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

    mutating func skip(_ index: Int, at now: Timestamp, cause: String, into decision: inout Decision) {
        emit(HistoryEvent(.taskSkipped, at: now, task: plan.tasks[index].name, cause: cause), into: &decision)
    }

    /// Begins every task whose inputs are all there, and skips those that need one that was skipped.
    mutating func startReady(at now: Timestamp, into decision: inout Decision) {
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
    mutating func start(_ index: Int, at now: Timestamp, into decision: inout Decision) {
        let rules = plan.tasks[index].rules
        if isLimited || rules.limit != nil || rules.rateLimit != nil || plan.definition.limit != nil {
            queue(index, true)
            decision.actions.append(.queue(index))
        } else {
            launch(index, at: now, into: &decision)
        }
    }

    mutating func launch(_ index: Int, at now: Timestamp, into decision: inout Decision) {
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
