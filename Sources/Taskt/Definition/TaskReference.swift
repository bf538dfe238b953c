/// Stands for the result of a task, or for the run's input, while a workflow is being declared.
///
/// What a task takes is declared with references, so that the compiler checks the type along every edge.
public struct TaskReference<Value: Sendable>: Sendable {
    let binding: InputBinding
    let read: @Sendable (PassedValue?) throws -> Value

    /// A part or another form of the result, for a task that needs no more.
    ///
    /// `transform` runs at every attempt of the task that takes it; it must give the same value for the same result.
    public func map<Part: Sendable>(_ transform: @escaping @Sendable (Value) throws -> Part) -> TaskReference<Part> {
        let read = read
        return TaskReference<Part>(binding: binding) { value in try transform(try read(value)) }
    }

    /// The result where there is one, nil where the task was skipped.
    ///
    /// A task that takes this runs in either case; one that takes the reference itself is skipped together with the
    /// task that it refers to.
    public var ifRun: TaskReference<Value?> {
        let read = read
        return TaskReference<Value?>(binding: binding.whereSkipped) { value in
            guard let value else { return nil }
            return try read(value)
        }
    }
}

/// Where an input of a task comes from.
struct InputBinding: Hashable, Sendable {
    /// The task whose result it is; nil for the run's input.
    let task: TaskName?
    /// Whether the task that takes it runs where the other was skipped.
    let isOptional: Bool

    /// The run's input.
    static let runInput = InputBinding(task: nil, isOptional: false)

    /// The result of a task.
    static func result(of task: TaskName) -> InputBinding { InputBinding(task: task, isOptional: false) }

    /// The same, run or skipped.
    var whereSkipped: InputBinding { InputBinding(task: task, isOptional: true) }
}
