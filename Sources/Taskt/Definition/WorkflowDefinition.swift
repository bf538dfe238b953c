/// A workflow: tasks, and which of them each one needs.
///
/// Declared with a ``WorkflowBuilder`` the compiler checks what passes between the tasks. Declared by names, as here,
/// the types are checked when the definition is registered with an engine:
///
/// ```swift
/// let analysis = WorkflowDefinition(
///     id: "document-analysis",
///     name: "Document analysis",
///     tasks: [fetch, parse, ingest, eval, report],
///     dependencies: ["parse": ["fetch"], "eval": ["parse", "ingest"], "report": ["eval"]]
/// )
/// ```
public struct WorkflowDefinition: Sendable {
    /// What runs when a run fails, behind the compensations of its tasks.
    ///
    /// It may run again after a crash; where it throws, that is recorded, and the run has failed all the same.
    public typealias FailureHandler = @Sendable (WorkflowContext, TaskFailure) async throws -> Void

    /// The identity under which runs refer to it.
    public let id: WorkflowID
    /// The name shown to people.
    public let name: String
    /// What the workflow does, in a sentence.
    public let description: String
    /// Rises with every change that runs in progress cannot go on under.
    public let version: Int
    /// The tasks; their order decides nothing but the order of what is shown.
    public let tasks: [TaskDefinition]
    /// For each task the tasks it needs, in the order of its inputs; a task that is not listed needs none.
    public let dependencies: [TaskName: [TaskName]]
    /// How many attempts of this workflow's tasks, of all runs together, may be under way at once; nil for no limit.
    public let limit: Int?

    let bindings: [TaskName: [InputBinding]]
    let failureHandler: FailureHandler?
    /// The type of the run's input, where the definition says it.
    let declaredInput: (any Sendable.Type)?

    /// Declares a workflow by the names of its tasks.
    ///
    /// - Parameters:
    ///   - id: the identity under which runs refer to it.
    ///   - name: the name shown to people.
    ///   - description: what it does, in a sentence.
    ///   - version: raise it when runs in progress cannot go on under the new definition.
    ///   - tasks: the tasks.
    ///   - dependencies: for each task the tasks it needs, in the order of its inputs.
    ///   - limit: how many attempts may be under way at once.
    ///   - onFailure: runs when a run fails.
    public init(
        id: WorkflowID,
        name: String,
        description: String = "",
        version: Int = 1,
        tasks: [TaskDefinition],
        dependencies: [TaskName: [TaskName]],
        limit: Int? = nil,
        onFailure: FailureHandler? = nil
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.version = version
        self.tasks = tasks
        self.dependencies = dependencies
        self.limit = limit
        failureHandler = onFailure
        declaredInput = nil
        var bindings: [TaskName: [InputBinding]] = [:]
        for task in tasks {
            let needed = dependencies[task.name] ?? []
            let takesInput = needed.isEmpty && !task.inputTypes.isEmpty
            bindings[task.name] = takesInput ? [.runInput] : needed.map(InputBinding.result(of:))
        }
        self.bindings = bindings
    }

    /// Declares a workflow whose edges the compiler checks.
    ///
    /// - Parameters:
    ///   - id: the identity under which runs refer to it.
    ///   - input: what a run is started with.
    ///   - name: the name shown to people; the id where none is given.
    ///   - description: what it does, in a sentence.
    ///   - version: raise it when runs in progress cannot go on under the new definition.
    ///   - limit: how many attempts may be under way at once.
    ///   - declare: adds the tasks.
    public init<Input: Codable & Sendable>(
        _ id: WorkflowID,
        input: Input.Type,
        name: String? = nil,
        description: String = "",
        version: Int = 1,
        limit: Int? = nil,
        declare: (inout WorkflowBuilder<Input>) -> Void
    ) {
        var builder = WorkflowBuilder<Input>()
        declare(&builder)
        self.id = id
        self.name = name ?? id.rawValue
        self.description = description
        self.version = version
        self.limit = limit
        tasks = builder.tasks
        bindings = builder.bindings
        dependencies = builder.bindings.mapValues { $0.compactMap(\.task) }
        failureHandler = builder.failureHandler
        declaredInput = Input.self
    }

    /// A definition as far as a recorded run tells of it.
    init(recorded id: WorkflowID, tasks: [TaskDefinition], bindings: [TaskName: [InputBinding]]) {
        self.id = id
        name = id.rawValue
        description = ""
        version = 1
        limit = nil
        self.tasks = tasks
        self.bindings = bindings
        dependencies = bindings.mapValues { $0.compactMap(\.task) }
        failureHandler = nil
        declaredInput = nil
    }

    /// The tasks that `name` needs.
    public func dependencies(of name: TaskName) -> [TaskName] { dependencies[name] ?? [] }

    /// One line a task, in the order of names: what a stored run is compared with before it is resumed.
    var outline: [String] {
        let lines = tasks.sorted { $0.name < $1.name }.map { "\($0.name)@\($0.version)<-\(sources(of: $0.name))" }
        return version == 1 ? lines : ["@\(version)"] + lines
    }

    private func sources(of name: TaskName) -> String {
        let sources = bindings[name] ?? []
        if sources == [.runInput] { return "" }
        return sources.map { ($0.task?.rawValue ?? "$") + ($0.isOptional ? "?" : "") }.joined(separator: ",")
    }
}
