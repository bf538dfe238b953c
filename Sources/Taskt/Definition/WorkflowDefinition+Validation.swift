extension WorkflowDefinition {
    /// Checks the definition.
    ///
    /// - Throws: ``TasktError/Code-swift.struct/invalidDefinition``, naming the task.
    public func validate() throws(TasktError) {
        func refuse(_ detail: String, _ task: TaskName? = nil) -> TasktError {
            TasktError(.invalidDefinition, during: "register", workflow: id, task: task, detail: detail)
        }
        guard !id.rawValue.isEmpty else { throw refuse("the id is empty") }
        guard !tasks.isEmpty else { throw refuse("expected at least one task, found none") }
        if let limit, limit < 1 { throw refuse("limit: expected 1 or more, found \(limit)") }
        var known: [TaskName: TaskDefinition] = [:]
        for task in tasks {
            if let defect = task.name.defect { throw refuse(defect, task.name) }
            guard known.updateValue(task, forKey: task.name) == nil else {
                throw refuse("the name is used by two tasks", task.name)
            }
            if let defect = task.rules.defect { throw refuse(defect, task.name) }
        }
        for (name, needed) in dependencies.sorted(by: { $0.key < $1.key }) {
            guard known[name] != nil else { throw refuse("dependencies are given for a task that is not there", name) }
            for other in needed where known[other] == nil {
                throw refuse("needs \(other), which is not a task of this workflow", name)
            }
            guard Set(needed).count == needed.count || declaredInput != nil else {
                throw refuse("needs the same task twice", name)
            }
        }
        if let cycle { throw refuse("needs itself: \(cycle.map(\.rawValue).joined(separator: " <- "))", cycle[0]) }
        for task in tasks {
            if let defect = handlerDefect(of: task) { throw refuse(defect, task.name) }
            if declaredInput == nil, let defect = typeDefect(of: task, among: known) { throw refuse(defect, task.name) }
        }
    }

    /// The type that the run's input must have; nil where no task takes it.
    var inputType: (any Sendable.Type)? {
        if let declaredInput { return declaredInput }
        return tasks.lazy.filter { dependencies(of: $0.name).isEmpty }.compactMap(\.inputTypes.first).first
    }

    /// Tasks that need each other in a circle, from the first in the order of names; nil where there are none.
    private var cycle: [TaskName]? {
        enum Mark { case open, done }
        var marks: [TaskName: Mark] = [:]
        var path: [TaskName] = []
        func visit(_ name: TaskName) -> [TaskName]? {
            switch marks[name] {
            case .done: return nil
            case .open: return (path.firstIndex(of: name).map { Array(path[$0...]) } ?? []) + [name]
            case nil: break
            }
            marks[name] = .open
            path.append(name)
            for needed in dependencies(of: name) {
                if let found = visit(needed) { return found }
            }
            path.removeLast()
            marks[name] = .done
            return nil
        }
        for name in tasks.map(\.name).sorted() {
            if let found = visit(name) { return found }
        }
        return nil
    }

    private func handlerDefect(of task: TaskDefinition) -> String? {
        if let type = task.recoveryType, type != task.outputType {
            return "its error handler gives \(type), where the task gives \(task.outputType)"
        }
        if let type = task.compensationType, type != task.outputType {
            return "its compensation takes \(type), where the task gives \(task.outputType)"
        }
        return nil
    }

    private func typeDefect(of task: TaskDefinition, among known: [TaskName: TaskDefinition]) -> String? {
        let needed = dependencies(of: task.name)
        if needed.isEmpty {
            guard task.inputTypes.count <= 1 else {
                return "takes \(task.inputTypes.count) inputs, but needs no task: expected at most the run's input"
            }
            guard let type = task.inputTypes.first, let inputType, type != inputType else { return nil }
            return "takes \(type) as the run's input, where another task takes \(inputType)"
        }
        guard needed.count == task.inputTypes.count else {
            return "takes \(task.inputTypes.count) inputs, but needs \(needed.count) tasks"
        }
        for (name, type) in zip(needed, task.inputTypes) {
            guard let output = known[name]?.outputType, output != type else { continue }
            return "takes \(type) from \(name), which gives \(output)"
        }
        return nil
    }
}

extension TaskName {
    /// What is wrong with the name, or nil: a name stands in outlines, whose separators it may not hold.
    fileprivate var defect: String? {
        if rawValue.isEmpty { return "a task has an empty name" }
        let isPlain = rawValue.unicodeScalars.allSatisfy {
            $0.value > 0x20 && !"@,$?<\u{7F}".unicodeScalars.contains($0)
        }
        return isPlain && rawValue.utf8.count <= 200
            ? nil : "the name: expected up to 200 bytes without spaces and any of @ , $ ? <"
    }
}
