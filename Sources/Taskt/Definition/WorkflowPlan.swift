/// A registered definition in the form the state machine works with: tasks by index.
final class WorkflowPlan: Sendable {
    /// Where an input comes from.
    struct Source: Sendable {
        /// The index of the task whose result it is; nil for the run's input.
        let task: Int?
        /// Whether the task that takes it runs where the other was skipped.
        let isOptional: Bool
    }

    let definition: WorkflowDefinition
    let outline: [String]
    let tasks: [TaskDefinition]
    /// For each task where its inputs come from.
    let sources: [[Source]]
    /// For each task those that need it, directly.
    let dependents: [[Int]]
    private let indices: [TaskName: Int]

    init(_ definition: WorkflowDefinition) {
        self.definition = definition
        outline = definition.outline
        tasks = definition.tasks
        let indices = Dictionary(
            definition.tasks.enumerated().map { ($1.name, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        self.indices = indices
        sources = definition.tasks.map { task in
            (definition.bindings[task.name] ?? [])
                .map { binding in
                    Source(task: binding.task.flatMap { indices[$0] }, isOptional: binding.isOptional)
                }
        }
        var dependents = [[Int]](repeating: [], count: definition.tasks.count)
        for (task, needed) in sources.enumerated() {
            for other in Set(needed.compactMap(\.task)) { dependents[other].append(task) }
        }
        self.dependents = dependents.map { $0.sorted() }
    }

    /// A plan by which a recorded run can be looked at, but not driven: made of its outline.
    convenience init(of record: RunRecord) {
        var (tasks, bindings): ([TaskDefinition], [TaskName: [InputBinding]]) = ([], [:])
        for line in record.outline {
            guard let at = line.firstIndex(of: "@"), at > line.startIndex else { continue }
            let name = TaskName(rawValue: String(line[..<at]))
            let version = Int(line[line.index(after: at)...].prefix { $0 != "<" }) ?? 1
            let needed = line.split(separator: "<-", maxSplits: 1).dropFirst().first?.split(separator: ",") ?? []
            let rules = TaskRules(version: version)
            let task = TaskDefinition(name, rules: rules, inputTypes: [], outputType: Bool.self) { _, _ in
                preconditionFailure("a task of a run without its definition was begun")
            }
            tasks.append(task)
            bindings[name] = needed.map { source in
                guard source != "$" else { return .runInput }
                let isOptional = source.hasSuffix("?")
                let name = TaskName(rawValue: String(isOptional ? source.dropLast() : source))
                return isOptional ? InputBinding.result(of: name).whereSkipped : .result(of: name)
            }
        }
        self.init(WorkflowDefinition(recorded: record.workflow, tasks: tasks, bindings: bindings))
    }

    /// The index of a task; nil where the definition has none of this name.
    func index(of name: TaskName) -> Int? { indices[name] }

    /// A task and everything that needs it, directly or not.
    func downstream(of task: Int) -> Set<Int> {
        var (found, open) = (Set([task]), [task])
        while let next = open.popLast() {
            for other in dependents[next] where found.insert(other).inserted { open.append(other) }
        }
        return found
    }
}
