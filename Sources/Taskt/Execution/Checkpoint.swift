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
    /// The result as JSON; empty where ``defect`` says why it cannot be read.
    public let output: Data
    /// When that attempt began.
    public let startedAt: Timestamp
    /// How long it took, to the microsecond.
    public let duration: Duration
    /// How long the attempt waited for its turn under the limits, to the microsecond.
    public let queueWait: Duration
    /// A hash of the inputs; nil where the result was recorded before hashes were.
    public let inputHash: ContentHash?
    /// What the body had to say although it succeeded.
    public let warnings: [String]
    /// Why the recorded result cannot be read; nil where it can.
    public let defect: String?

    /// Makes a record of a result.
    public init(
        task: TaskName,
        attempt: Int,
        output: Data,
        startedAt: Timestamp,
        duration: Duration,
        queueWait: Duration = .zero,
        inputHash: ContentHash? = nil,
        warnings: [String] = [],
        defect: String? = nil
    ) {
        self.task = task
        self.attempt = attempt
        self.output = output
        self.startedAt = startedAt
        self.duration = .microseconds(duration.wholeMicroseconds)
        self.queueWait = .microseconds(queueWait.wholeMicroseconds)
        self.inputHash = inputHash
        self.warnings = warnings
        self.defect = defect
    }
}
