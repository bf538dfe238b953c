extension WorkflowDefinition {
    /// How a definition is drawn.
    public enum Drawing: Sendable {
        /// One line a task, in the order in which they can run, with what each needs and the rules it runs under.
        case text
        /// A flowchart in the language of Mermaid, <https://mermaid.js.org/syntax/flowchart.html>.
        case mermaid
    }

    /// The workflow for people: its tasks, what each needs, and what it runs under.
    public func describe(as drawing: Drawing = .text) -> String {
        switch drawing {
        case .text: text
        case .mermaid: mermaid
        }
    }

    private var text: String {
        var lines = ["\(id) version \(version): \(name)"]
        if !description.isEmpty { lines.append(description) }
        let order = inOrder
        let width = order.map(\.name.rawValue.count).max() ?? 0
        for task in order {
            let padding = String(repeating: " ", count: width - task.name.rawValue.count)
            let sources = (bindings[task.name] ?? []).map(Self.shown)
            var parts = [sources.isEmpty ? "takes nothing" : "takes \(sources.joined(separator: ", "))"]
            parts += task.rules.shown
            if task.condition != nil { parts.append("conditional") }
            if task.recovery != nil { parts.append("error handler") }
            if task.compensation != nil { parts.append("compensation") }
            lines.append("  \(task.name)\(padding)  \(parts.joined(separator: "; "))")
        }
        if failureHandler != nil { lines.append("  on failure: handler") }
        return lines.joined(separator: "\n")
    }

    private var mermaid: String {
        let order = inOrder
        let numbers = Dictionary(order.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        var lines = ["flowchart TD", "    input([\"run's input\"])"]
        for (number, task) in order.enumerated() {
            let label = task.name.rawValue.replacing("\"", with: "#quot;")
            lines.append(task.condition == nil ? "    t\(number)[\"\(label)\"]" : "    t\(number){\"\(label)\"}")
        }
        for (number, task) in order.enumerated() {
            for binding in bindings[task.name] ?? [] {
                let source = binding.task.flatMap { numbers[$0] }.map { "t\($0)" } ?? "input"
                lines.append("    \(source) \(binding.isOptional ? "-.->" : "-->") t\(number)")
            }
        }
        return lines.joined(separator: "\n")
    }

    /// The tasks, each behind those it needs; in the order of the definition among those that could go either way.
    private var inOrder: [TaskDefinition] {
        var (placed, order): (Set<TaskName>, [TaskDefinition]) = ([], [])
        while order.count < tasks.count {
            let next = tasks.first { task in
                !placed.contains(task.name) && dependencies(of: task.name).allSatisfy(placed.contains)
            }
            // A definition that was not validated may have a circle: what is left stands as it was declared.
            guard let task = next else { return order + tasks.filter { !placed.contains($0.name) } }
            placed.insert(task.name)
            order.append(task)
        }
        return order
    }

    private static func shown(_ binding: InputBinding) -> String {
        (binding.task?.rawValue ?? "the run's input") + (binding.isOptional ? " if run" : "")
    }
}

extension TaskRules {
    fileprivate var shown: [String] {
        var parts: [String] = []
        if version != 1 { parts.append("version \(version)") }
        if let timeout { parts.append("timeout \(timeout)") }
        if let totalTimeout { parts.append("total timeout \(totalTimeout)") }
        if let heartbeatTimeout { parts.append("heartbeat \(heartbeatTimeout)") }
        if retryPolicy.retries > 0 { parts.append("retries \(retryPolicy.retries) after \(retryPolicy.initialDelay)") }
        if let limit { parts.append("at most \(limit) at once") }
        if let rateLimit { parts.append("at most \(rateLimit.count) per \(rateLimit.window)") }
        return parts
    }
}
