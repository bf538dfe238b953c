#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The state machine of one run: a value without I/O.
///
/// Its state is what its history says and nothing else: events are applied one by one, live or replayed. Each
/// deciding method (see `RunState+Decisions.swift`) returns what to record, and what to do once that is recorded.
struct RunState: Sendable {
    /// Where a task stands.
    enum Phase: Hashable, Sendable {
        case waiting
        /// Waits for its turn under the limits; never recorded.
        case queued
        case underway
        case backingOff(until: Timestamp)
        /// Its error handler is under way.
        case recovering
        /// Its error handler was cut short, and is to run again.
        case unrecovered
        case completed
        case skipped
        case failed

        /// Whether the task needs nothing more for others to go on.
        var isSettled: Bool { self == .completed || self == .skipped }
        /// Whether a body is under way.
        var isBusy: Bool { self == .underway || self == .recovering }
    }

    /// Where the taking back of an effect stands.
    enum Undo: Hashable, Sendable {
        case none
        case underway
        case backingOff(until: Timestamp)
        case over
    }

    /// What is remembered of a task.
    struct Progress: Sendable {
        var phase = Phase.waiting
        /// Attempts begun, ever.
        var attempts = 0
        /// Failures since the run was begun or last resumed by hand.
        var failures = 0
        /// Crashes in the same span.
        var crashes = 0
        var lastFailure: TaskFailure?
        /// When the first attempt in the same span began.
        var begunAt: Timestamp?
        var checkpoint: Checkpoint?
        /// How many results had been recorded before this one.
        var rank = 0
        /// Whether the result is another run's, which alone may take its effect back.
        var isReused = false
        var undo = Undo.none
        /// Attempts to take the effect back that were begun, and that failed.
        var undoAttempts = 0
        var undoFailures = 0
    }

    /// What the run is heading for while something of it is still under way.
    struct Ending: Sendable {
        let status: RunStatus
        var failure: TaskFailure?
        var cause: String?
        var isQuarantine = false
    }

    let record: RunRecord
    let plan: WorkflowPlan
    private(set) var status = RunStatus.pending
    private(set) var tasks: [Progress]
    /// How many events the history holds.
    private(set) var historyCount = 0
    /// What the run failed by; nil while it has not failed.
    private(set) var failure: TaskFailure?
    /// Why it was last resumed by hand.
    private(set) var lastCause: String?
    /// Where the workflow's failure handler stands.
    private(set) var handler = Undo.none
    private(set) var handlerCrashes = 0
    /// What the first task to fail for good failed by, since the run was begun or last resumed.
    private(set) var firstFailure: TaskFailure?
    /// Whether the run is on record as ending, its effects being taken back.
    private(set) var isUndoing = false
    /// What each task last said of its progress.
    private(set) var reports: [TaskProgress]
    /// The state the run is heading for while attempts are still being stopped.
    var ending: Ending?
    /// Whether the engine is stopping: what is under way is taken in, nothing new begins.
    var isDraining = false
    /// Whether attempts wait for their turn at the engine, whatever their own limits.
    var isLimited = false
    private var recorded = 0

    /// The state of a run before its first event.
    init(record: RunRecord, plan: WorkflowPlan) {
        self.record = record
        self.plan = plan
        tasks = [Progress](repeating: Progress(), count: plan.tasks.count)
        reports = []
    }

    /// The state of a stored run, whose outline is the plan's.
    init(_ stored: StoredRun, plan: WorkflowPlan) {
        self.init(record: stored.record, plan: plan)
        reports = stored.progress
        for checkpoint in stored.checkpoints {
            guard let index = plan.index(of: checkpoint.task) else { continue }
            tasks[index].checkpoint = checkpoint
        }
        for event in stored.history { apply(event) }
    }

    /// Takes an event into the state.
    mutating func apply(_ event: HistoryEvent) {
        historyCount += 1
        status = event.resultingStatus ?? status
        guard let name = event.task else {
            applyToRun(event)
            return
        }
        guard let index = plan.index(of: name) else { return }
        if isUndoing, applyToUndo(event, of: index) { return }
        switch event.kind {
        case .attemptStarted:
            tasks[index].phase = .underway
            tasks[index].attempts = event.attempt ?? tasks[index].attempts + 1
            if tasks[index].begunAt == nil { tasks[index].begunAt = event.at }
        case .attemptFailed:
            tasks[index].phase = .waiting
            tasks[index].failures += 1
            tasks[index].lastFailure = event.failure
        case .attemptInterrupted: tasks[index].phase = tasks[index].phase == .recovering ? .unrecovered : .waiting
        case .attemptCrashed:
            tasks[index].phase = tasks[index].phase == .recovering ? .unrecovered : .waiting
            tasks[index].crashes += 1
        case .retryScheduled: tasks[index].phase = .backingOff(until: event.dueAt ?? event.at)
        case .recoveryStarted:
            tasks[index].phase = .recovering
            tasks[index].lastFailure = event.failure ?? tasks[index].lastFailure
        case .taskCompleted, .taskReused:
            tasks[index].phase = .completed
            tasks[index].lastFailure = nil
            tasks[index].isReused = event.kind == .taskReused
            tasks[index].rank = recorded
            recorded += 1
        case .taskSkipped: tasks[index].phase = .skipped
        case .taskFailed:
            tasks[index].phase = .failed
            tasks[index].lastFailure = event.failure
            if firstFailure == nil { firstFailure = event.failure }
        case .runCreated, .runResumed, .attemptLate, .runEnding, .compensationStarted, .compensationCompleted,
            .compensationFailed, .runCompleted, .runFailed, .runQuarantined, .runCancelled:
            break
        }
    }

    /// Takes a result into the state.
    mutating func record(_ checkpoint: Checkpoint, at index: Int) {
        precondition(
            tasks[index].checkpoint == nil,
            "task \(checkpoint.task) of run \(record.id) has two results"
        )
        tasks[index].checkpoint = checkpoint
    }

    /// Takes in what a task said of its progress.
    mutating func report(_ progress: TaskProgress) {
        reports.removeAll { $0.task == progress.task }
        reports.append(progress)
    }

    /// Says that a task waits for its turn, or no longer does.
    mutating func queue(_ index: Int, _ isQueued: Bool) {
        tasks[index].phase = isQueued ? .queued : .waiting
    }

    /// The tasks in a phase, in the definition's order.
    func tasks(where matches: (Phase) -> Bool) -> [Int] {
        tasks.indices.filter { matches(tasks[$0].phase) }
    }

    /// Whether a body is under way.
    var isBusy: Bool { handler == .underway || tasks.contains { $0.phase.isBusy || $0.undo == .underway } }

    /// Whether effects of the run have been taken back, or have begun to be.
    var isUndone: Bool { tasks.contains { $0.undo != .none } }

    /// Whether every task has run or was skipped.
    var isComplete: Bool { tasks.allSatisfy(\.phase.isSettled) }

    private mutating func applyToRun(_ event: HistoryEvent) {
        switch event.kind {
        case .runFailed, .runQuarantined:
            failure = event.failure
            ending = nil
        case .runCompleted, .runCancelled: ending = nil
        case .runEnding:
            isUndoing = true
            let status: RunStatus = event.failure == nil ? .cancelled : .failed
            ending = Ending(status: status, failure: event.failure, cause: event.cause)
        case .runResumed:
            failure = nil
            guard let cause = event.cause else { return }
            lastCause = cause
            firstFailure = nil
            forgive()
        case .compensationStarted: handler = .underway
        case .compensationCompleted, .compensationFailed: handler = .over
        case .attemptCrashed:
            handler = .none
            handlerCrashes += 1
        case .attemptInterrupted: handler = .none
        default: break
        }
    }

    /// Takes an event into the taking back of a task's effect; false where it is none of it.
    private mutating func applyToUndo(_ event: HistoryEvent, of index: Int) -> Bool {
        switch event.kind {
        case .compensationStarted:
            tasks[index].undo = .underway
            tasks[index].undoAttempts = event.attempt ?? tasks[index].undoAttempts + 1
        case .compensationCompleted, .compensationFailed: tasks[index].undo = .over
        case .attemptFailed where tasks[index].undo == .underway: tasks[index].undoFailures += 1
        case .attemptInterrupted where tasks[index].undo == .underway: tasks[index].undo = .backingOff(until: event.at)
        case .attemptCrashed where tasks[index].undo == .underway:
            tasks[index].undo = .backingOff(until: event.at)
            tasks[index].crashes += 1
        case .retryScheduled where tasks[index].undo != .none:
            tasks[index].undo = .backingOff(until: event.dueAt ?? event.at)
        default: return false
        }
        return true
    }

    /// A run resumed by hand starts with a clean slate; one taken up after a crash does not.
    private mutating func forgive() {
        for index in tasks.indices {
            tasks[index].failures = 0
            tasks[index].crashes = 0
            tasks[index].begunAt = nil
            if tasks[index].phase == .failed || tasks[index].phase == .unrecovered { tasks[index].phase = .waiting }
        }
        // A run that failed by more than one task, or was stopped among retries, begins each of them at once.
        for index in tasks.indices {
            if case .backingOff = tasks[index].phase { tasks[index].phase = .waiting }
        }
        (handler, handlerCrashes, isUndoing, ending) = (.none, 0, false, nil)
    }
}
