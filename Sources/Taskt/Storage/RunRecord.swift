#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// What is recorded of a run when it is created.
public struct RunRecord: Hashable, Codable, Sendable {
    /// The run.
    public let id: RunID
    /// The definition it runs.
    public let workflow: WorkflowID
    /// The definition's outline when the run was created, one line a task.
    public let outline: [String]
    /// The run's input as JSON.
    public let input: Data
    /// What the starter said of the run.
    public let metadata: [String: String]
    /// When the run was created.
    public let createdAt: Timestamp

    /// Makes a record.
    public init(
        id: RunID,
        workflow: WorkflowID,
        outline: [String],
        input: Data,
        metadata: [String: String],
        createdAt: Timestamp
    ) {
        self.id = id
        self.workflow = workflow
        self.outline = outline
        self.input = input
        self.metadata = metadata
        self.createdAt = createdAt
    }
}

/// A run as a store gives it back.
public struct StoredRun: Hashable, Sendable {
    /// The record.
    public let record: RunRecord
    /// Where the run stands.
    public let status: RunStatus
    /// The recorded results.
    public let checkpoints: [Checkpoint]
    /// The history, oldest first.
    public let history: [HistoryEvent]

    /// Makes a stored run; stores do.
    public init(record: RunRecord, status: RunStatus, checkpoints: [Checkpoint], history: [HistoryEvent]) {
        self.record = record
        self.status = status
        self.checkpoints = checkpoints
        self.history = history
    }
}
