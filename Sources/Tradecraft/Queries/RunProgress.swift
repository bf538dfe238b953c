/// Where the tasks of a run stand, read off its history.
struct RunProgress: Sendable {
    /// Where a task stands.
    enum State: String, Sendable {
        /// Not begun.
        case pending
        /// An attempt is under way, or was when the process ended.
        case running
        /// It waits for its next attempt.
        case retrying
        /// Its error handler is at work, or was when the process ended.
        case recovering
        /// Its result is recorded.
        case completed
        /// Its result was taken over from the run that this one was forked from.
        case reused
        /// It does not run.
        case skipped
        /// It failed for good.
        case failed
        /// Its attempt was cut short.
        case interrupted

        /// Whether the task is in work.
        var isCurrent: Bool { self == .running || self == .retrying || self == .recovering }
    }

    /// What became of a task's effect in a run that ended otherwise than well.
    enum Effect: String, Sendable {
        /// Its compensation is at work, or was when the process ended.
        case takingBack = "taking back"
        /// It was taken back.
        case takenBack = "taken back"
        /// Its compensation failed.
        case remains
    }

    /// What the history says of one task.
    struct Task: Sendable {
        var state = State.pending
        var effect: Effect?
        var attempts = 0
        var startedAt: String?
        var failure: RunSummary.Failure?
    }

    private(set) var tasks: [String: Task] = [:]

    init(_ history: [RunEvent]) {
        for event in history {
            guard let name = event.task else { continue }
            var task = tasks[name] ?? Task()
            switch event.kind {
            case "attempt-started":
                task.state = .running
                task.attempts = max(task.attempts + 1, event.attempt ?? 0)
                task.startedAt = event.at
            case "attempt-interrupted", "attempt-crashed": task.state = .interrupted
            case "retry-scheduled": task.state = .retrying
            case "task-completed": task.state = .completed
            case "task-reused": task.state = .reused
            case "task-skipped": task.state = .skipped
            case "recovery-started": task.state = .recovering
            case "attempt-failed", "task-failed": task.state = .failed
            case "compensation-started": task.effect = .takingBack
            case "compensation-completed": task.effect = .takenBack
            case "compensation-failed": task.effect = .remains
            default: break
            }
            // What went wrong with taking an effect back is not why the task has no result.
            if task.effect == nil, let failure = event.failure { task.failure = failure }
            if event.kind == "task-completed" { task.failure = nil }
            tasks[name] = task
        }
    }
}
