public import Logging

/// What a task's body is told about the attempt it is.
public struct TaskContext: Sendable {
    /// The run as it stood when the attempt began.
    public let workflow: WorkflowContext
    /// The task.
    public let task: TaskName
    /// The attempt, from 1; it counts attempts that a crash or a stop cut short.
    public let attempt: Int
    /// A logger that carries the ids of run, task and attempt.
    public let logger: Logger

    /// The same for every attempt of this task in this run: what an outside service can tell a repeat by.
    public var idempotencyKey: String { "\(workflow.workflowID)/\(task)" }

    /// Makes a context; for tests of bodies.
    public init(workflow: WorkflowContext, task: TaskName, attempt: Int, logger: Logger) {
        self.workflow = workflow
        self.task = task
        self.attempt = attempt
        self.logger = logger
    }
}
