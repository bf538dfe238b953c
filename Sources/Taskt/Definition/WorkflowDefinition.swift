/// A workflow: tasks, and which of them each one needs.
///
/// ```swift
/// let analysis = WorkflowDefinition(
///     id: "document-analysis",
///     name: "Document analysis",
///     tasks: [fetch, parse, ingest, eval, report],
///     dependencies: ["parse": ["fetch"], "eval": ["parse", "ingest"], "report": ["eval"]]
/// )
/// ```
///
/// A definition is checked when it is registered with an engine: names, cycles, and the type along every edge.
public struct WorkflowDefinition: Sendable {
    /// The identity under which runs refer to it.
    public let id: WorkflowID
    /// The name shown to people.
    public let name: String
    /// What the workflow does, in a sentence.
    public let description: String
    /// The tasks; their order decides nothing but the order of what is shown.
    public let tasks: [TaskDefinition]
    /// For each task the tasks it needs, in the order of its inputs; a task that is not listed needs none.
    public let dependencies: [TaskName: [TaskName]]

    /// Declares a workflow.
    public init(
        id: WorkflowID,
        name: String,
        description: String = "",
        tasks: [TaskDefinition],
        dependencies: [TaskName: [TaskName]]
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.tasks = tasks
        self.dependencies = dependencies
    }

    /// The tasks that `name` needs.
    public func dependencies(of name: TaskName) -> [TaskName] { dependencies[name] ?? [] }

    /// The task of a name.
    func task(_ name: TaskName) -> TaskDefinition? { tasks.first { $0.name == name } }

    /// One line a task, in the order of names: what a stored run is compared with before it is resumed.
    var outline: [String] {
        tasks.sorted { $0.name < $1.name }
            .map { "\($0.name)@\($0.version)<-\(dependencies(of: $0.name).map(\.rawValue).joined(separator: ","))" }
    }
}
