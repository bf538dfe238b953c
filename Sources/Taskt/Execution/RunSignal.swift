/// What a run's driver hears of.
enum RunSignal: Sendable {
    /// An attempt, or an error handler, ended.
    case attemptEnded(BodyID, Attempt)
    /// A compensation, or the failure handler, ended.
    case undoEnded(BodyID, Attempt.Outcome)
    case timer(RunTimer)
    /// A task's turn under the limits has come, so long after it was asked for.
    case turn(Int, TurnKeeper.Turn)
    /// What a task said of its progress is on record.
    case progress(TaskProgress)
    /// Nothing: look again.
    case nudge
    case cancel(String)
    /// Begin nothing more.
    case drain
    /// Stop what is under way.
    case halt

    /// Whether this is asked from outside: it goes before what happened at the same time.
    var isOrder: Bool {
        switch self {
        case .cancel, .drain, .halt: true
        case .attemptEnded, .undoEnded, .timer, .turn, .progress, .nudge: false
        }
    }
}

/// What a driver waits for by the clock; tasks are given by their index.
enum RunTimer: Hashable, Sendable {
    /// A body has taken as long as it may.
    case timeout(BodyID)
    /// A body is to be looked at for signs of life.
    case pulse(BodyID)
    /// A body that was stopped has had its time to end.
    case grace(BodyID)
    /// The next attempt is due.
    case retry(Int)
    /// The task is out of time.
    case total(Int)
    /// The next attempt to take an effect back is due.
    case undo(Int)
}

/// A body that is under way.
struct BodyID: Hashable, Sendable {
    /// What the body is for.
    enum Kind: Hashable, Sendable {
        case attempt
        case recovery
        case compensation
        case failureHandler
    }

    let kind: Kind
    /// The task's index; 0 for the failure handler.
    let task: Int
    /// The attempt, from 1.
    let number: Int
}
