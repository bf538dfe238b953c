public import Logging

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a task's body is told about the attempt it is, and what it can tell the engine.
public struct TaskContext: Sendable {
    /// The run as it stood when the attempt began.
    public let workflow: WorkflowContext
    /// The task.
    public let task: TaskName
    /// The attempt, from 1; it counts attempts that a crash or a stop cut short.
    public let attempt: Int
    /// A logger that carries the ids of run, task and attempt.
    public let logger: Logger

    let channel: AttemptChannel

    /// The same for every attempt of this task in this run: what an outside service can tell a repeat by.
    public var idempotencyKey: String { "\(workflow.workflowID)/\(task)" }

    /// Whether the attempt has been stopped or has timed out: what a body that blocks its thread looks at.
    public var isCancelled: Bool { channel.isClosed || Task.isCancelled }

    /// Makes a context; for tests of bodies.
    public init(workflow: WorkflowContext, task: TaskName, attempt: Int, logger: Logger) {
        self.init(workflow: workflow, task: task, attempt: attempt, logger: logger, channel: AttemptChannel())
    }

    init(workflow: WorkflowContext, task: TaskName, attempt: Int, logger: Logger, channel: AttemptChannel) {
        self.workflow = workflow
        self.task = task
        self.attempt = attempt
        self.logger = logger
        self.channel = channel
    }

    /// Notes something that the run's reader should know although the task succeeds.
    ///
    /// Warnings are recorded with the result, and are in ``WorkflowContext/warnings`` from then on; the first hundred
    /// of an attempt are kept.
    public func warn(_ text: String) { channel.warn(text) }

    /// Gives a sign of life; see ``TaskRules/heartbeatTimeout``.
    ///
    /// - Throws: `CancellationError` where the attempt has been stopped or has timed out.
    public func heartbeat() throws { try channel.beat() }

    /// Gives a sign of life and records how far the task has come, for its next attempt.
    ///
    /// - Parameter detail: replaces what was recorded before; small, such as an offset.
    /// - Throws: `CancellationError` where the attempt has been stopped or has timed out; `StoreError`.
    /// - Durability: the detail is on disk when this returns.
    public func heartbeat(_ detail: some Encodable & Sendable) async throws {
        try await channel.beat(CanonicalJSON.encode(detail))
    }

    /// What an earlier attempt of this task last recorded of its progress; nil where none did.
    ///
    /// - Throws: `DecodingError` where it is of another type.
    public func lastProgress<Detail: Decodable>(as type: Detail.Type = Detail.self) throws -> Detail? {
        try channel.progress.map { try JSONDecoder().decode(type, from: $0.detail) }
    }
}
