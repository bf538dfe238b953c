/// A value that breaks a task's contract: its types or its schemas.
///
/// Permanent: the same value breaks the same contract again.
struct ContractFailure: ClassifiedError, CustomStringConvertible {
    let failureCode: FailureCode
    let detail: String

    init(_ code: FailureCode, _ detail: String) {
        failureCode = code
        self.detail = detail
    }

    var isTransient: Bool { false }
    var description: String { "\(failureCode): \(detail)" }
}

extension TaskFailure {
    /// An attempt that ran longer than its task allows.
    static func timedOut(_ task: TaskName, attempt: Int, limit: Duration) -> TaskFailure {
        TaskFailure(
            task: task,
            attempt: attempt,
            code: .timedOut,
            isTransient: true,
            message: "the attempt took longer than \(limit)"
        )
    }

    /// A task that took longer than it may with all its attempts and delays.
    static func outOfTime(_ task: TaskName, attempt: Int, limit: Duration, last: TaskFailure?) -> TaskFailure {
        let cause = last.map { "; its last failure was \($0.code): \($0.message)" } ?? ""
        return TaskFailure(
            task: task,
            attempt: attempt,
            code: .timedOut,
            isTransient: false,
            message: "the task took longer than \(limit) with all its attempts\(cause)"
        )
    }

    /// An attempt that gave no sign of life.
    static func heartbeatMissed(_ task: TaskName, attempt: Int, limit: Duration) -> TaskFailure {
        TaskFailure(
            task: task,
            attempt: attempt,
            code: .heartbeatMissed,
            isTransient: true,
            message: "the attempt gave no heartbeat for \(limit)"
        )
    }
}
