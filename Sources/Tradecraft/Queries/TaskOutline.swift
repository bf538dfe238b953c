/// The tasks of a workflow and what each needs, as a run's record keeps them: a line `name@version<-need,need` a task.
struct TaskOutline: Sendable {
    /// A task and what it needs.
    struct Task: Hashable, Sendable {
        let name: String
        let needs: [String]
    }

    /// The tasks, each behind those it needs; a chain stays together where it can.
    let tasks: [Task]

    /// Reads a record; what is not of its form is left out.
    init(_ text: String) {
        let listed = text.split(separator: "\n")
            .compactMap { line -> Task? in
                let parts = line.split(separator: "<-", maxSplits: 1, omittingEmptySubsequences: false)
                guard parts.count == 2, let name = parts[0].split(separator: "@").first else { return nil }
                return Task(name: String(name), needs: parts[1].split(separator: ",").map(String.init))
            }
        var rest = listed
        var ordered: [Task] = []
        var done: Set<String> = []
        let names = Set(listed.map(\.name))
        while !rest.isEmpty {
            let ready = rest.filter { $0.needs.allSatisfy { done.contains($0) || !names.contains($0) } }
            let last = ordered.last?.name
            // A registered workflow has no circle; a damaged record still ends here.
            let next = ready.first { task in last.map(task.needs.contains) ?? false } ?? ready.first ?? rest[0]
            ordered.append(next)
            done.insert(next.name)
            rest.removeAll { $0.name == next.name }
        }
        tasks = ordered
    }
}
