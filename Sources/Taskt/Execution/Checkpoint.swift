#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// The recorded result of a task: from here on the task never runs again in this run.
public struct Checkpoint: Hashable, Codable, Sendable {
    /// The task.
    public let task: TaskName
    /// The attempt that succeeded, from 1.
    public let attempt: Int
    /// The result as JSON.
    public let output: Data
    /// When that attempt began.
    public let startedAt: Timestamp
    /// How long it took, to the microsecond.
    public let duration: Duration

    /// Makes a record of a result.
    public init(task: TaskName, attempt: Int, output: Data, startedAt: Timestamp, duration: Duration) {
        self.task = task
        self.attempt = attempt
        self.output = output
        self.startedAt = startedAt
        self.duration = .microseconds(duration.wholeMicroseconds)
    }
}
