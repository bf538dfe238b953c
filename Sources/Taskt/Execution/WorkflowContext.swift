#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What is known of a run at one moment.
public struct WorkflowContext: Sendable {
    /// The run.
    public let workflowID: RunID
    /// The definition it runs.
    public let workflow: WorkflowID
    /// When it was recorded.
    public let startTime: Timestamp
    /// Where it stands.
    public let status: RunStatus
    /// The tasks with an attempt under way or waiting for its retry, by name.
    public let currentTasks: [TaskName]
    /// The recorded results.
    public let results: [TaskName: Checkpoint]
    /// The last failure of each task that has no result.
    public let errors: [TaskName: TaskFailure]
    /// What the run failed by; nil where it has not failed.
    public let failure: TaskFailure?
    /// What the starter said of the run; its input is there as JSON text under ``inputKey``.
    public let metadata: [String: String]

    /// The metadata key of the run's input.
    public static let inputKey = "input"

    /// Makes a snapshot.
    package init(
        workflowID: RunID,
        workflow: WorkflowID,
        startTime: Timestamp,
        status: RunStatus,
        currentTasks: [TaskName],
        results: [TaskName: Checkpoint],
        errors: [TaskName: TaskFailure],
        failure: TaskFailure? = nil,
        metadata: [String: String]
    ) {
        self.workflowID = workflowID
        self.workflow = workflow
        self.startTime = startTime
        self.status = status
        self.currentTasks = currentTasks
        self.results = results
        self.errors = errors
        self.failure = failure
        self.metadata = metadata
    }

    /// The recorded result of a task.
    ///
    /// - Throws: ``TasktError/Code-swift.struct/resultUndecodable`` where none is recorded, or it is of another type.
    public func result<Value: Decodable>(
        of task: TaskName,
        as type: Value.Type = Value.self
    ) throws(TasktError) -> Value {
        guard let checkpoint = results[task] else {
            throw unreadable(task, "no result is recorded")
        }
        return try decode(type, from: checkpoint.output, task)
    }

    /// The run's input.
    ///
    /// - Throws: ``TasktError/Code-swift.struct/resultUndecodable`` where it is of another type.
    public func input<Value: Decodable>(as type: Value.Type = Value.self) throws(TasktError) -> Value {
        try decode(type, from: Data((metadata[Self.inputKey] ?? "null").utf8), nil)
    }

    private func decode<Value: Decodable>(
        _ type: Value.Type,
        from json: Data,
        _ task: TaskName?
    ) throws(TasktError)
        -> Value
    {
        do {
            return try JSONDecoder().decode(type, from: json)
        } catch {
            let detail = (error as? DecodingError).map { "\($0.path): \($0.expectation)" } ?? "\(error)"
            throw unreadable(task, detail)
        }
    }

    private func unreadable(_ task: TaskName?, _ detail: String) -> TasktError {
        TasktError(.resultUndecodable, during: "read result", runID: workflowID, task: task, detail: detail)
    }
}
