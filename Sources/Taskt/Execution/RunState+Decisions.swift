#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a run does next.
struct Decision: Sendable {
    /// Something to do once the events are recorded.
    enum Action: Sendable {
        /// Begin an attempt.
        case start(TaskDefinition, attempt: Int, inputs: [Data])
        /// Say when a delay is over.
        case wait(TaskName, Duration)
        /// Stop the attempts that are under way.
        case stopAttempts
    }

    var events: [HistoryEvent] = []
    var checkpoints: [Checkpoint] = []
    var actions: [Action] = []
}

/// How an attempt ended.
enum AttemptOutcome: Sendable {
    case succeeded(Data)
    case failed(TaskFailure)
    case interrupted
}

extension RunState {
    /// Begins a run that was never begun.
    mutating func begin(at now: Timestamp) -> Decision {
        var decision = Decision()
        emit(HistoryEvent(.runCreated, at: now), into: &decision)
        startReady(at: now, into: &decision)
        return decision
    }

    /// Takes a run up again, after a crash or a stop, or by hand where it had ended.
    ///
    /// A task whose attempts crashed `crashLimit` times fails.
    mutating func resume(at now: Timestamp, cause: String?, crashLimit: Int) -> Decision {
        var decision = Decision()
        ending = nil
        let crashed = tasks(where: { $0 == .underway })
        for task in crashed {
            let attempt = progress(of: task.name).attempts
            emit(HistoryEvent(.attemptCrashed, at: now, task: task.name, attempt: attempt), into: &decision)
        }
        // Only a run that had ended is resumed by hand: the attempts of one that a crash cut short are not given back.
        emit(HistoryEvent(.runResumed, at: now, cause: status.isTerminal ? cause : nil), into: &decision)
        // A crash between the failure of a task and the end of the run: the run is still to end by it.
        if let failed = tasks(where: { $0 == .failed }).first {
            ending = (.failed, progress(of: failed.name).lastFailure, nil)
        }
        for task in crashed where progress(of: task.name).crashes >= crashLimit {
            let progress = progress(of: task.name)
            let failure = TaskFailure(
                task: task.name,
                attempt: progress.attempts,
                code: .crashed,
                isTransient: false,
                message: "the process ended \(progress.crashes) times while this task ran"
            )
            fail(failure, at: now, into: &decision)
        }
        if ending == nil {
            for task in definition.tasks {
                guard case .backingOff(let due) = progress(of: task.name).phase else { continue }
                // A wall clock that was set back must not stretch the delay beyond what the policy allows.
                let delay = min(max(.zero, due.since(now)), task.retryPolicy.maximumDelay)
                decision.actions.append(.wait(task.name, delay))
            }
            startReady(at: now, into: &decision)
        }
        close(at: now, into: &decision)
        return decision
    }

    /// Takes in how an attempt ended.
    mutating func settle(
        _ task: TaskDefinition,
        _ outcome: AttemptOutcome,
        startedAt: Timestamp,
        duration: Duration,
        at now: Timestamp,
        random: Double
    ) -> Decision {
        var decision = Decision()
        let attempt = progress(of: task.name).attempts
        precondition(
            progress(of: task.name).phase == .underway,
            "an attempt of \(task.name) ended that is not under way in run \(record.id)"
        )
        switch outcome {
        case .succeeded(let output):
            let checkpoint = Checkpoint(
                task: task.name,
                attempt: attempt,
                output: output,
                startedAt: startedAt,
                duration: duration
            )
            record(checkpoint)
            decision.checkpoints.append(checkpoint)
            emit(
                HistoryEvent(.taskCompleted, at: now, task: task.name, attempt: attempt, duration: duration),
                into: &decision
            )
            if ending == nil { startReady(at: now, into: &decision) }
        case .failed(let failure):
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
            let count = progress(of: task.name).failures
            if ending == nil, task.retryPolicy.retries(after: failure, count: count) {
                let delay = task.retryPolicy.delay(afterFailures: count, random: random)
                emit(
                    HistoryEvent(
                        .retryScheduled,
                        at: now,
                        task: task.name,
                        attempt: attempt + 1,
                        dueAt: now.advanced(by: delay)
                    ),
                    into: &decision
                )
                decision.actions.append(.wait(task.name, delay))
            } else if ending == nil {
                fail(failure, at: now, into: &decision)
            }
        case .interrupted:
            emit(
                HistoryEvent(.attemptInterrupted, at: now, task: task.name, attempt: attempt, duration: duration),
                into: &decision
            )
        }
        close(at: now, into: &decision)
        return decision
    }

    /// Begins the attempt whose delay is over; nothing where the run is ending.
    mutating func retryDue(_ task: TaskName, at now: Timestamp) -> Decision {
        var decision = Decision()
        guard ending == nil, !isDraining, case .backingOff = progress(of: task).phase,
            let definition = definition.task(task)
        else {
            return decision
        }
        start(definition, at: now, into: &decision)
        return decision
    }

    /// Stops the run by hand; nothing where it is ending anyway.
    mutating func cancel(at now: Timestamp, cause: String) -> Decision {
        var decision = Decision()
        guard ending == nil, !status.isTerminal else { return decision }
        ending = (.cancelled, nil, cause)
        decision.actions.append(.stopAttempts)
        close(at: now, into: &decision)
        return decision
    }

    /// Ends a run by hand of which nothing can be under way any more: its process has ended.
    mutating func abandon(at now: Timestamp, cause: String) -> Decision {
        var decision = Decision()
        for task in tasks(where: { $0 == .underway }) {
            let attempt = progress(of: task.name).attempts
            emit(HistoryEvent(.attemptCrashed, at: now, task: task.name, attempt: attempt), into: &decision)
        }
        emit(HistoryEvent(.runCancelled, at: now, cause: cause), into: &decision)
        return decision
    }

    private mutating func fail(_ failure: TaskFailure, at now: Timestamp, into decision: inout Decision) {
        emit(
            HistoryEvent(.taskFailed, at: now, task: failure.task, attempt: failure.attempt, failure: failure),
            into: &decision
        )
        if ending == nil { ending = (.failed, failure, nil) }
        decision.actions.append(.stopAttempts)
    }

    private mutating func startReady(at now: Timestamp, into decision: inout Decision) {
        guard !isDraining else { return }
        for task in tasks(where: { $0 == .waiting })
        where definition.dependencies(of: task.name).allSatisfy({ checkpoints[$0] != nil }) {
            start(task, at: now, into: &decision)
        }
    }

    private mutating func start(_ task: TaskDefinition, at now: Timestamp, into decision: inout Decision) {
        let attempt = progress(of: task.name).attempts + 1
        emit(HistoryEvent(.attemptStarted, at: now, task: task.name, attempt: attempt), into: &decision)
        decision.actions.append(.start(task, attempt: attempt, inputs: inputs(of: task)))
    }

    /// Ends the run once nothing of it is under way.
    private mutating func close(at now: Timestamp, into decision: inout Decision) {
        guard !isBusy, !status.isTerminal else { return }
        if let ending {
            let kind: HistoryEvent.Kind = ending.status == .cancelled ? .runCancelled : .runFailed
            emit(HistoryEvent(kind, at: now, failure: ending.failure, cause: ending.cause), into: &decision)
        } else if checkpoints.count == definition.tasks.count {
            emit(HistoryEvent(.runCompleted, at: now), into: &decision)
        }
    }

    private mutating func emit(_ event: HistoryEvent, into decision: inout Decision) {
        apply(event)
        decision.events.append(event)
    }
}
