/// What is stored about a failed attempt: redacted, of limited length, and readable by every later version.
///
/// - Note: The message is the error's own one-line description; an error must keep document text and credentials out
///   of it.
public struct TaskFailure: Codable, Hashable, Sendable, CustomStringConvertible {
    /// The version of this record's form.
    public let version: Int
    /// The task whose attempt failed.
    public let task: TaskName
    /// The attempt, from 1.
    public let attempt: Int
    /// The kind of the failure.
    public let code: FailureCode
    /// Whether trying again may help.
    public let isTransient: Bool
    /// One line for an operator, at most ``messageLimit`` characters.
    public let message: String

    /// How many characters of a message are kept.
    public static let messageLimit = 1_000

    /// Makes a record; the message is cut to its first line and to the limit.
    public init(task: TaskName, attempt: Int, code: FailureCode, isTransient: Bool, message: String) {
        version = 1
        self.task = task
        self.attempt = attempt
        self.code = code
        self.isTransient = isTransient
        let line = message.split(separator: "\n", maxSplits: 1).first.map(String.init) ?? ""
        self.message = line.count > Self.messageLimit ? String(line.prefix(Self.messageLimit)) + "…" : line
    }

    /// Classifies an error thrown by a task's body.
    init(_ error: any Error, task: TaskName, attempt: Int) {
        let classified = error as? any ClassifiedError
        self.init(
            task: task,
            attempt: attempt,
            code: classified?.failureCode ?? .unclassified,
            isTransient: classified?.isTransient ?? true,
            message: "\(error)"
        )
    }

    /// The failure in one line.
    public var description: String { "\(task) failed at attempt \(attempt) (\(code)): \(message)" }
}
