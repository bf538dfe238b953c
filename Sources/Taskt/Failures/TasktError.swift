/// An error of the engine itself, not of a task's body.
public struct TasktError: Error, Sendable, CustomStringConvertible {
    /// What went wrong.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Kind: String {
            case invalidDefinition = "invalid-definition"
            case unknownWorkflow = "unknown-workflow"
            case unknownRun = "unknown-run"
            case inputTypeMismatch = "input-type-mismatch"
            case definitionChanged = "definition-changed"
            case storeFailed = "store-failed"
            case interrupted = "interrupted"
            case resultUndecodable = "result-undecodable"
            case leaseHeld = "lease-held"
            case notResumable = "not-resumable"
            case runIDTaken = "run-id-taken"
            case inputTooLarge = "input-too-large"
            case unknownTask = "unknown-task"
            case alreadyRunning = "already-running"
            case historyBroken = "history-broken"
            case invalidRunID = "invalid-run-id"
        }

        private let kind: Kind

        /// The code as it is logged.
        public var description: String { kind.rawValue }

        /// A workflow definition was refused at registration.
        public static let invalidDefinition = Code(kind: .invalidDefinition)
        /// No workflow of this id is registered.
        public static let unknownWorkflow = Code(kind: .unknownWorkflow)
        /// The store holds no run of this id.
        public static let unknownRun = Code(kind: .unknownRun)
        /// The input handed to a run is not of the type its first tasks take.
        public static let inputTypeMismatch = Code(kind: .inputTypeMismatch)
        /// The run was started under another definition than the one registered now.
        public static let definitionChanged = Code(kind: .definitionChanged)
        /// The store refused or failed; the run is as its last commit left it.
        public static let storeFailed = Code(kind: .storeFailed)
        /// The engine was asked to stop while the run was in progress; it resumes later.
        public static let interrupted = Code(kind: .interrupted)
        /// Another engine that is alive drives the run.
        public static let leaseHeld = Code(kind: .leaseHeld)
        /// The run's effects have been taken back; it can be forked, but not resumed.
        public static let notResumable = Code(kind: .notResumable)
        /// A run of this id is there already, and is another one.
        public static let runIDTaken = Code(kind: .runIDTaken)
        /// The run's input is larger than the engine's payload limit.
        public static let inputTooLarge = Code(kind: .inputTooLarge)
        /// The engine's loop is under way already.
        public static let alreadyRunning = Code(kind: .alreadyRunning)
        /// A recorded run's history, results and state contradict each other.
        public static let historyBroken = Code(kind: .historyBroken)
        /// A run's id is empty or too long.
        public static let invalidRunID = Code(kind: .invalidRunID)
        /// The run's workflow has no task of this name.
        public static let unknownTask = Code(kind: .unknownTask)
        /// A recorded result is not of the type that was asked for.
        public static let resultUndecodable = Code(kind: .resultUndecodable)
    }

    /// What went wrong.
    public let code: Code
    /// What the engine was doing.
    public let operation: String
    /// The workflow concerned, where one is known.
    public let workflow: WorkflowID?
    /// The run concerned, where one is known.
    public let runID: RunID?
    /// The task concerned, where one is known.
    public let task: TaskName?
    /// What was found and what was expected, in one line.
    public let detail: String
    /// The error beneath, where there is one.
    public let underlying: (any Error)?

    init(
        _ code: Code,
        during operation: String,
        workflow: WorkflowID? = nil,
        runID: RunID? = nil,
        task: TaskName? = nil,
        detail: String = "",
        underlying: (any Error)? = nil
    ) {
        self.code = code
        self.operation = operation
        self.workflow = workflow
        self.runID = runID
        self.task = task
        self.detail = detail
        self.underlying = underlying
    }

    /// The error in one line an operator can act on.
    public var description: String {
        var text = "\(operation) failed (\(code))"
        if let workflow { text += " for workflow \(workflow)" }
        if let runID { text += " for run \(runID)" }
        if let task { text += ", task \(task)" }
        if !detail.isEmpty { text += ": \(detail)" }
        if let underlying { text += ": \(underlying)" }
        return text
    }
}
