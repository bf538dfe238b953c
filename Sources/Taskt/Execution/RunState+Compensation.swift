#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Taking back the effects of a run that does not complete.
extension RunState {
    /// The task whose effect is to be taken back next: of those that completed the last; nil where none is left.
    var nextToUndo: Int? {
        tasks.indices
            .filter { index in
                let progress = tasks[index]
                return progress.phase == .completed && !progress.isReused && progress.undo == .none
                    && plan.tasks[index].compensation != nil
            }
            .max { tasks[$0].rank < tasks[$1].rank }
    }

    /// Takes the next step of taking back, and says whether anything is still to come before the run may end.
    mutating func undoNext(_ ending: Ending, at now: Timestamp, into decision: inout Decision) -> Bool {
        // A run that is put aside is to be resumed: nothing of it is taken back. A stopping engine begins nothing.
        if ending.isQuarantine { return false }
        let isHandled = ending.status == .failed && plan.definition.failureHandler != nil && handler == .none
        let isPaused = tasks.contains { if case .backingOff = $0.undo { true } else { false } }
        guard nextToUndo != nil || isHandled || isPaused else { return false }
        if !isUndoing {
            emit(HistoryEvent(.runEnding, at: now, failure: ending.failure, cause: ending.cause), into: &decision)
        }
        if isDraining || isPaused { return true }
        if let index = nextToUndo {
            beginUndo(index, at: now, into: &decision)
        } else if let failure = ending.failure {
            emit(HistoryEvent(.compensationStarted, at: now), into: &decision)
            decision.actions.append(.handleFailure(failure))
        }
        return true
    }

    /// Goes on with taking back what a crash or a stop cut short.
    mutating func takeUpUndo(at now: Timestamp, crashLimit: Int, into decision: inout Decision) {
        for index in tasks.indices {
            guard case .backingOff(let due) = tasks[index].undo else { continue }
            let hasCompensation = plan.tasks[index].compensation != nil
            if hasCompensation, tasks[index].crashes < crashLimit {
                decision.actions.append(.waitToCompensate(index, delay(until: due, from: now, for: index)))
            } else {
                let event = HistoryEvent(
                    .compensationFailed,
                    at: now,
                    task: plan.tasks[index].name,
                    failure: hasCompensation ? crash(of: index) : nil,
                    cause: hasCompensation ? nil : "the definition has no compensation for it any more"
                )
                emit(event, into: &decision)
            }
        }
        if handlerCrashes >= crashLimit, handler == .none, isUndoing {
            emit(HistoryEvent(.compensationFailed, at: now, cause: "the process ended with it"), into: &decision)
        }
    }

    /// Begins the attempt to take back whose delay is over.
    mutating func undoDue(_ index: Int, at now: Timestamp, into decision: inout Decision) {
        guard isUndoing, !isDraining, case .backingOff = tasks[index].undo else { return }
        beginUndo(index, at: now, into: &decision)
    }

    /// Takes in how an attempt to take an effect back ended.
    mutating func settleUndo(
        _ index: Int,
        _ attempt: Int,
        _ outcome: Attempt.Outcome,
        at now: Timestamp,
        random: Double,
        into decision: inout Decision
    ) {
        // An attempt that had timed out, and ends after all, says nothing about the one that followed it.
        guard tasks[index].undo == .underway, attempt == tasks[index].undoAttempts else { return }
        let task = plan.tasks[index]
        switch outcome {
        case .succeeded, .skipped:
            emit(
                HistoryEvent(.compensationCompleted, at: now, task: task.name, attempt: attempt),
                into: &decision
            )
        case .interrupted:
            emit(HistoryEvent(.attemptInterrupted, at: now, task: task.name, attempt: attempt), into: &decision)
            if !isDraining { decision.actions.append(.waitToCompensate(index, .zero)) }
        case .failed(let failure):
            emit(
                HistoryEvent(.attemptFailed, at: now, task: task.name, attempt: attempt, failure: failure),
                into: &decision
            )
            let count = tasks[index].undoFailures
            if task.retryPolicy.retries(after: failure, count: count) {
                let delay = task.retryPolicy.delay(afterFailures: count, random: random)
                let due = now.advanced(by: delay)
                emit(
                    HistoryEvent(.retryScheduled, at: now, task: task.name, attempt: attempt + 1, dueAt: due),
                    into: &decision
                )
                decision.actions.append(.waitToCompensate(index, delay))
            } else {
                emit(
                    HistoryEvent(.compensationFailed, at: now, task: task.name, attempt: attempt, failure: failure),
                    into: &decision
                )
            }
        }
        close(at: now, into: &decision)
    }

    /// Takes in how the workflow's failure handler ended.
    mutating func settleHandler(_ outcome: Attempt.Outcome, at now: Timestamp, into decision: inout Decision) {
        guard handler == .underway else { return }
        switch outcome {
        case .succeeded, .skipped: emit(HistoryEvent(.compensationCompleted, at: now), into: &decision)
        case .failed(let failure):
            emit(HistoryEvent(.compensationFailed, at: now, failure: failure), into: &decision)
        case .interrupted: emit(HistoryEvent(.attemptInterrupted, at: now), into: &decision)
        }
        close(at: now, into: &decision)
    }

    private mutating func beginUndo(_ index: Int, at now: Timestamp, into decision: inout Decision) {
        let attempt = tasks[index].undoAttempts + 1
        emit(
            HistoryEvent(.compensationStarted, at: now, task: plan.tasks[index].name, attempt: attempt),
            into: &decision
        )
        decision.actions.append(.compensate(index, attempt: attempt))
    }
}
