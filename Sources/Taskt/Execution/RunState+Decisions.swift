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
}
