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
        /// Its result is recorded.
        case completed
        /// It failed for good.
        case failed
        /// Its attempt was cut short.
        case interrupted

        /// Whether the task is in work.
        var isCurrent: Bool { self == .running || self == .retrying }
    }

    /// What the history says of one task.
    struct Task: Sendable {
        var state = State.pending
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
            case "attempt-failed", "task-failed": task.state = .failed
            default: break
            }
            if let failure = event.failure { task.failure = failure }
            if event.kind == "task-completed" { task.failure = nil }
            tasks[name] = task
        }
    }
}
