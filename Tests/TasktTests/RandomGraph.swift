import Taskt
import TasktTesting

/// A workflow of a dozen tasks whose edges are drawn from a seed, and what is known of it.
struct RandomGraph: Sendable {
    let definition: WorkflowDefinition
    let names: [TaskName]
    let needed: [TaskName: [TaskName]]

    /// Draws a graph; `enter` is what each body does first.
    init(seed: UInt64, enter: @escaping @Sendable (TaskContext) async throws -> Void) {
        var random = SeededRandom(seed: seed)
        var (tasks, names, needed): ([TaskDefinition], [TaskName], [TaskName: [TaskName]]) = ([], [], [:])
        for number in 0..<12 {
            let name = TaskName(rawValue: "t\(number)")
            let sources = Array(names.shuffled(using: &random).prefix(Int.random(in: 0...2, using: &random)))
            switch sources.count {
            case 2:
                tasks.append(
                    TaskDefinition(name) { (context: TaskContext, left: Int, right: Int) in
                        try await enter(context)
                        return left + right
                    }
                )
            default:
                tasks.append(
                    TaskDefinition(name) { (context: TaskContext, input: Int) in
                        try await enter(context)
                        return input + 1
                    }
                )
            }
            names.append(name)
            needed[name] = sources
        }
        definition = WorkflowDefinition(id: "random", name: "Random", tasks: tasks, dependencies: needed)
        self.names = names
        self.needed = needed
    }

    /// Whether the tasks are without gap: each with all that it needs.
    func isClosed(_ recorded: Set<TaskName>) -> Bool {
        recorded.allSatisfy { recorded.isSuperset(of: needed[$0] ?? []) }
    }
}
