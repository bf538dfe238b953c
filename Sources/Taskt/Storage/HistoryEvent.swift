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
        /// The next attempt is due at `dueAt`.
        case retryScheduled = "retry-scheduled"
        /// The task's result is recorded.
        case taskCompleted = "task-completed"
        /// The task failed for good.
        case taskFailed = "task-failed"
        /// Every result is recorded.
        case runCompleted = "run-completed"
        /// A task failed for good, and with it the run.
        case runFailed = "run-failed"
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
        case .runFailed: .failed
        case .runCancelled: .cancelled
        case .attemptFailed, .attemptInterrupted, .attemptCrashed, .retryScheduled, .taskCompleted, .taskFailed: nil
        }
    }
}
