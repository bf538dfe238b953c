/// One transition of a run, as recorded: the history of a run is append-only.
public struct HistoryEvent: Hashable, Codable, Sendable {
    /// What happened.
    public enum Kind: String, Codable, Sendable, CaseIterable {
        /// The run was recorded.
        case runCreated = "run-created"
        /// An engine took the run up again, after a crash, a stop, or by hand.
        case runResumed = "run-resumed"
        /// An attempt of a task is about to begin.
        case attemptStarted = "attempt-started"
        /// An attempt failed.
        case attemptFailed = "attempt-failed"
        /// An attempt was cut short by a stop of the engine or the end of the run; it counts as no failure.
        case attemptInterrupted = "attempt-interrupted"
        /// An attempt was under way when the process ended without a word.
        case attemptCrashed = "attempt-crashed"
        /// An attempt that had timed out, or had been given up, came to an end after all; its outcome was refused.
        case attemptLate = "attempt-late"
        /// The next attempt is due at `dueAt`.
        case retryScheduled = "retry-scheduled"
        /// The task's result is recorded.
        case taskCompleted = "task-completed"
        /// The task's result was taken over from the run that this one was forked from.
        case taskReused = "task-reused"
        /// The task does not run: its condition said no, or it needs a task that was skipped.
        case taskSkipped = "task-skipped"
        /// The task failed for good, and its error handler is about to give a result in its place.
        case recoveryStarted = "recovery-started"
        /// The task failed for good.
        case taskFailed = "task-failed"
        /// The run is going to end by `failure`, or by `cause` where it is cancelled, once its effects are taken back.
        case runEnding = "run-ending"
        /// A task's effect is about to be taken back; without a task, the workflow's failure handler is about to run.
        case compensationStarted = "compensation-started"
        /// A task's effect was taken back; without a task, the failure handler ran.
        case compensationCompleted = "compensation-completed"
        /// A compensation, or without a task the failure handler, failed for good.
        case compensationFailed = "compensation-failed"
        /// Every result is recorded.
        case runCompleted = "run-completed"
        /// A task failed for good, and with it the run.
        case runFailed = "run-failed"
        /// The run took the process down with it too often, and is put aside until it is resumed by hand.
        case runQuarantined = "run-quarantined"
        /// The run was stopped by hand.
        case runCancelled = "run-cancelled"
    }

    /// What happened.
    public let kind: Kind
    /// When, by the wall clock.
    public let at: Timestamp
    /// The task concerned.
    public let task: TaskName?
    /// The attempt concerned, from 1.
    public let attempt: Int?
    /// How long the attempt took, to the microsecond.
    public let duration: Duration?
    /// The failure concerned.
    public let failure: TaskFailure?
    /// When the next attempt is due.
    public let dueAt: Timestamp?
    /// Why, where a person or the engine had a reason to give.
    public let cause: String?

    /// Makes an event.
    public init(
        _ kind: Kind,
        at: Timestamp,
        task: TaskName? = nil,
        attempt: Int? = nil,
        duration: Duration? = nil,
        failure: TaskFailure? = nil,
        dueAt: Timestamp? = nil,
        cause: String? = nil
    ) {
        self.kind = kind
        self.at = at
        self.task = task
        self.attempt = attempt
        self.duration = duration.map { .microseconds($0.wholeMicroseconds) }
        self.failure = failure
        self.dueAt = dueAt
        self.cause = cause
    }

    /// The state of the run after this event; nil where the event leaves it as it is.
    public var resultingStatus: RunStatus? {
        switch kind {
        case .runCreated: .pending
        case .runResumed, .attemptStarted: .running
        case .runCompleted: .completed
        case .runFailed, .runQuarantined: .failed
        case .runCancelled: .cancelled
        case .attemptFailed, .attemptInterrupted, .attemptCrashed, .attemptLate, .retryScheduled, .taskCompleted,
            .taskReused, .taskSkipped, .recoveryStarted, .taskFailed, .runEnding, .compensationStarted,
            .compensationCompleted, .compensationFailed:
            nil
        }
    }
}
