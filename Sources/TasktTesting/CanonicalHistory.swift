public import Taskt

/// The one form of a history that two runs share when they differ in nothing but times and in which of several
/// independent things happened first.
///
/// Two events depend on each other, and keep their order, where they are of the same task, where one's task needs the
/// other's, directly or not, or where one of them is of the run as a whole. Any other two may have happened in either
/// order. Of all the orders that keep every dependent pair as it was, the canonical one takes, at each place, the event
/// of the task whose name comes first (the lexicographic normal form of a trace: Anisimov and Knuth, "Inhomogeneous
/// Sorting", 1979). Times, durations and due dates are left out.
///
/// - Parameters:
///   - history: the events as recorded.
///   - definition: what the run is a run of.
/// - Returns: the events without times, in canonical order.
public func canonicalHistory(_ history: [HistoryEvent], of definition: WorkflowDefinition) -> [HistoryEvent] {
    let order = DependencyOrder(definition)
    var (remaining, sorted) = (history[...], [HistoryEvent]())
    while !remaining.isEmpty {
        var chosen = remaining.startIndex
        for index in remaining.indices.dropFirst() {
            let isFree = remaining[..<index].allSatisfy { !order.relates($0.task, remaining[index].task) }
            if isFree, let name = remaining[index].task, let best = remaining[chosen].task, name < best {
                chosen = index
            }
        }
        sorted.append(timeless(remaining[chosen]))
        remaining.remove(at: chosen)
    }
    return sorted
}

/// Which tasks of a definition need which, directly or not.
private struct DependencyOrder {
    private var above: [TaskName: Set<TaskName>] = [:]

    init(_ definition: WorkflowDefinition) {
        for task in definition.tasks {
            var (found, open) = (Set<TaskName>(), definition.dependencies(of: task.name))
            while let next = open.popLast() {
                if found.insert(next).inserted { open += definition.dependencies(of: next) }
            }
            above[task.name] = found
        }
    }

    /// Whether events of the two keep their order; nil stands for the run as a whole.
    func relates(_ one: TaskName?, _ other: TaskName?) -> Bool {
        guard let one, let other else { return true }
        return one == other || above[one]?.contains(other) == true || above[other]?.contains(one) == true
    }
}

private func timeless(_ event: HistoryEvent) -> HistoryEvent {
    HistoryEvent(
        event.kind,
        at: Timestamp(microseconds: 0),
        task: event.task,
        attempt: event.attempt,
        failure: event.failure,
        cause: event.cause
    )
}
