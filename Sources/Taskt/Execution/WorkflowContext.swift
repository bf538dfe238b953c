#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What is known of a run at one moment.
public struct WorkflowContext: Sendable {
    private let state: RunState

    /// The metadata key of the run's input.
    public static let inputKey = "input"

    init(_ state: RunState) { self.state = state }

    /// The run.
    public var workflowID: RunID { state.record.id }
    /// The definition it runs.
    public var workflow: WorkflowID { state.record.workflow }
    /// When it was recorded.
    public var startTime: Timestamp { state.record.createdAt }
    /// Where it stands.
    public var status: RunStatus { state.status }
    /// What the run failed by; nil where it has not failed.
    public var failure: TaskFailure? { state.failure }
    /// The run that this one was forked from.
    public var forkedFrom: RunID? { state.record.forkedFrom }

    /// The tasks with an attempt under way, or waiting for its turn or its retry, by name.
    public var currentTasks: [TaskName] {
        names { progress in
            switch progress.phase {
            case .underway, .backingOff, .queued, .recovering, .unrecovered: true
            case .waiting, .completed, .skipped, .failed: false
            }
        }
    }

    /// The tasks that do not run, by name.
    public var skippedTasks: [TaskName] { names { $0.phase == .skipped } }

    /// The recorded results.
    public var results: [TaskName: Checkpoint] { byTask { $0.checkpoint } }

    /// The last failure of each task that has no result.
    public var errors: [TaskName: TaskFailure] { byTask { $0.phase == .completed ? nil : $0.lastFailure } }

    /// What tasks had to say although they succeeded.
    public var warnings: [TaskName: [String]] {
        byTask { progress in
            guard let warnings = progress.checkpoint?.warnings, !warnings.isEmpty else { return nil }
            return warnings
        }
    }

    /// What each task last recorded of its progress.
    public var progress: [TaskName: TaskProgress] {
        Dictionary(state.reports.map { ($0.task, $0) }, uniquingKeysWith: { _, last in last })
    }

    /// What the starter said of the run; its input is there as JSON text under ``inputKey``.
    public var metadata: [String: String] {
        state.record.metadata.merging(
            [Self.inputKey: String(decoding: state.record.input, as: UTF8.self)],
            uniquingKeysWith: { _, input in input }
        )
    }

    /// The recorded result of a task.
    ///
    /// - Throws: ``TasktError/Code-swift.struct/resultUndecodable`` where none is recorded, or it is of another type.
    public func result<Value: Decodable>(
        of task: TaskName,
        as type: Value.Type = Value.self
    ) throws(TasktError) -> Value {
        guard let checkpoint = state.plan.index(of: task).flatMap({ state.tasks[$0].checkpoint }) else {
            throw unreadable(task, "no result is recorded")
        }
        if let defect = checkpoint.defect { throw unreadable(task, defect) }
        return try decode(type, from: checkpoint.output, task)
    }

    /// The run's input.
    ///
    /// - Throws: ``TasktError/Code-swift.struct/resultUndecodable`` where it is of another type.
    public func input<Value: Decodable>(as type: Value.Type = Value.self) throws(TasktError) -> Value {
        try decode(type, from: state.record.input, nil)
    }

    private func names(where matches: (RunState.Progress) -> Bool) -> [TaskName] {
        zip(state.plan.tasks, state.tasks).filter { matches($0.1) }.map(\.0.name).sorted()
    }

    private func byTask<Value>(_ value: (RunState.Progress) -> Value?) -> [TaskName: Value] {
        var found: [TaskName: Value] = [:]
        for (task, progress) in zip(state.plan.tasks, state.tasks) { found[task.name] = value(progress) }
        return found
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
