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
    /// Which of several waiting runs and tasks goes first: the higher.
    public let priority: Int
    /// When it may begin; nil for at once.
    public let dueAt: Timestamp?
    /// The run that it was forked from.
    public let forkedFrom: RunID?

    /// Makes a record.
    public init(
        id: RunID,
        workflow: WorkflowID,
        outline: [String],
        input: Data,
        metadata: [String: String],
        createdAt: Timestamp,
        priority: Int = 0,
        dueAt: Timestamp? = nil,
        forkedFrom: RunID? = nil
    ) {
        self.id = id
        self.workflow = workflow
        self.outline = outline
        self.input = input
        self.metadata = metadata
        self.createdAt = createdAt
        self.priority = priority
        self.dueAt = dueAt
        self.forkedFrom = forkedFrom
    }
}

/// A run as a store gives it back.
public struct StoredRun: Hashable, Codable, Sendable {
    /// The record.
    public let record: RunRecord
    /// Where the run stands.
    public let status: RunStatus
    /// The recorded results.
    public let checkpoints: [Checkpoint]
    /// The history, oldest first.
    public let history: [HistoryEvent]
    /// The last progress that each task reported and that was acknowledged.
    public let progress: [TaskProgress]

    /// Makes a stored run; stores do.
    public init(
        record: RunRecord,
        status: RunStatus,
        checkpoints: [Checkpoint],
        history: [HistoryEvent],
        progress: [TaskProgress] = []
    ) {
        self.record = record
        self.status = status
        self.checkpoints = checkpoints
        self.history = history
        self.progress = progress
    }
}

/// What a body last said of how far it has come.
public struct TaskProgress: Hashable, Codable, Sendable {
    /// The task.
    public let task: TaskName
    /// The attempt that said it, from 1.
    public let attempt: Int
    /// What it said, as JSON.
    public let detail: Data
    /// When.
    public let at: Timestamp

    /// Makes a record of progress.
    public init(task: TaskName, attempt: Int, detail: Data, at: Timestamp) {
        self.task = task
        self.attempt = attempt
        self.detail = detail
        self.at = at
    }
}
