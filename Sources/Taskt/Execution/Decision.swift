/// What a run does next: what to record, and what to do once that is recorded.
struct Decision: Sendable {
    /// Something to do once the events are recorded; tasks are given by their index.
    enum Action: Sendable {
        /// Ask for a turn under the limits.
        case queue(Int)
        /// Begin an attempt.
        case start(Int, attempt: Int)
        /// Begin the error handler of a task that failed for good.
        case recover(Int, TaskFailure)
        /// Say when the delay before the next attempt is over.
        case wait(Int, Duration)
        /// Say when the task is out of time.
        case limit(Int, Duration)
        /// Stop an attempt, whose outcome is no longer wanted.
        case stop(Int)
        /// Stop everything that is under way.
        case stopAll
        /// Take a task's effect back.
        case compensate(Int, attempt: Int)
        /// Say when the delay before the next attempt to take it back is over.
        case waitToCompensate(Int, Duration)
        /// Run the workflow's failure handler.
        case handleFailure(TaskFailure)
    }

    var events: [HistoryEvent] = []
    var checkpoints: [Checkpoint] = []
    var actions: [Action] = []
}

/// How an attempt ended.
struct Attempt: Sendable {
    /// What came of it.
    enum Outcome: Sendable {
        case succeeded(PassedValue)
        /// The task's condition said no.
        case skipped
        case failed(TaskFailure)
        /// It was stopped before it had an outcome of its own.
        case interrupted
    }

    let task: Int
    let number: Int
    /// Whether it was the task's error handler, which runs under the number of the attempt that failed.
    var isRecovery = false
    let outcome: Outcome
    let startedAt: Timestamp
    let duration: Duration
    var queueWait = Duration.zero
    var inputHash: ContentHash?
    var warnings: [String] = []

    /// An attempt that was stopped, at a moment at which nothing more is known of it.
    static func interrupted(_ task: Int, _ number: Int, isRecovery: Bool, at now: Timestamp) -> Attempt {
        Attempt(
            task: task,
            number: number,
            isRecovery: isRecovery,
            outcome: .interrupted,
            startedAt: now,
            duration: .zero
        )
    }
}
