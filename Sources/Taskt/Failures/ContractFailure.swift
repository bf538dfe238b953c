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

/// An attempt that ran longer than its task allows.
struct AttemptTimeout: ClassifiedError, CustomStringConvertible {
    let limit: Duration

    var failureCode: FailureCode { .timedOut }
    var isTransient: Bool { true }
    var description: String { "the attempt took longer than \(limit)" }
}
