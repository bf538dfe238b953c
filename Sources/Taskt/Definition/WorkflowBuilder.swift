/// Declares the tasks of a workflow so that the compiler checks what passes between them.
///
/// ```swift
/// let analysis = WorkflowDefinition("document-analysis", input: Document.self) { graph in
///     let release = graph.task("fetch", after: graph.input) { _, _ in try await fetchRelease() }
///     let text = graph.task("ingest", after: graph.input) { _, document in try await extract(document) }
///     graph.task("eval", after: release, text) { _, release, text in try await match(text, with: release) }
/// }
/// ```
public struct WorkflowBuilder<Input: Codable & Sendable>: Sendable {
    /// The run's input.
    public let input = TaskReference<Input>(binding: .runInput) { value in
        guard let value else { preconditionFailure("a run without an input was begun") }
        return try value.read(as: Input.self)
    }

    private(set) var tasks: [TaskDefinition] = []
    private(set) var bindings: [TaskName: [InputBinding]] = [:]
    private(set) var failureHandler: WorkflowDefinition.FailureHandler?

    /// Adds a task.
    ///
    /// - Parameters:
    ///   - name: unique in the workflow.
    ///   - needed: what it takes, in the order of the body's parameters.
    ///   - rules: what it runs under.
    ///   - condition: whether it is to run, decided on its inputs before the first attempt's body; where it says no, the
    ///     task is skipped, and with it every task that needs its result.
    ///   - handler: the body.
    /// - Returns: stands for the task's result.
    @discardableResult
    public mutating func task<each Needed: Sendable, Output: Codable & Sendable>(
        _ name: TaskName,
        after needed: repeat TaskReference<each Needed>,
        rules: TaskRules = TaskRules(),
        when condition: (@Sendable (repeat each Needed) throws -> Bool)? = nil,
        handler: @escaping @Sendable (TaskContext, repeat each Needed) async throws -> Output
    ) -> TaskReference<Output> {
        let coder = ResultCoder<Output>()
        let readers = (repeat (each needed).read)
        add(name, rules, repeat each needed, output: Output.self) { context, inputs in
            var remaining = inputs[...]
            return try coder.encode(try await handler(context, repeat try taken(by: each readers, from: &remaining)))
        }
        if let condition {
            tasks[tasks.count - 1].condition = { inputs in
                var remaining = inputs[...]
                return try condition(repeat try taken(by: each readers, from: &remaining))
            }
        }
        return reference(to: name)
    }

    /// Adds a task whose body blocks its thread: it runs on a thread of its own, not on the cooperative pool.
    ///
    /// The body learns of a timeout or a stop by ``TaskContext/isCancelled``.
    ///
    /// - Parameters:
    ///   - name: unique in the workflow.
    ///   - needed: what it takes, in the order of the body's parameters.
    ///   - rules: what it runs under.
    ///   - handler: the body.
    /// - Returns: stands for the task's result.
    @discardableResult
    public mutating func blockingTask<each Needed: Sendable, Output: Codable & Sendable>(
        _ name: TaskName,
        after needed: repeat TaskReference<each Needed>,
        rules: TaskRules = TaskRules(),
        handler: @escaping @Sendable (TaskContext, repeat each Needed) throws -> Output
    ) -> TaskReference<Output> {
        let coder = ResultCoder<Output>()
        let readers = (repeat (each needed).read)
        add(name, rules, repeat each needed, output: Output.self) { context, inputs in
            try await OwnThread.run {
                var remaining = inputs[...]
                return try coder.encode(try handler(context, repeat try taken(by: each readers, from: &remaining)))
            }
        }
        return reference(to: name)
    }

    /// Gives a result in place of a failure of a task; see ``TaskDefinition/recovering(_:)``.
    public mutating func recover<Output: Codable & Sendable>(
        _ reference: TaskReference<Output>,
        _ handler: @escaping @Sendable (TaskContext, TaskFailure) async throws -> Output
    ) {
        change(reference.binding) { $0.recovering(handler) }
    }

    /// Takes a task's effect back where the run does not complete; see ``TaskDefinition/compensating(_:)``.
    public mutating func compensate<Output: Codable & Sendable>(
        _ reference: TaskReference<Output>,
        _ handler: @escaping @Sendable (TaskContext, Output) async throws -> Void
    ) {
        change(reference.binding) { $0.compensating(handler) }
    }

    /// Runs `handler` when the run fails, behind the compensations.
    public mutating func onFailure(_ handler: @escaping WorkflowDefinition.FailureHandler) {
        failureHandler = handler
    }

    private mutating func add<each Needed: Sendable, Output: Codable & Sendable>(
        _ name: TaskName,
        _ rules: TaskRules,
        _ needed: repeat TaskReference<each Needed>,
        output: Output.Type,
        body: @escaping @Sendable (TaskContext, [PassedValue?]) async throws -> PassedValue
    ) {
        var (types, sources): ([any Sendable.Type], [InputBinding]) = ([], [])
        repeat types.append((each Needed).self)
        repeat sources.append((each needed).binding)
        tasks.append(TaskDefinition(name, rules: rules, inputTypes: types, outputType: output, body: body))
        bindings[name] = sources
    }

    private func reference<Output: Decodable>(to name: TaskName) -> TaskReference<Output> {
        TaskReference(binding: .result(of: name)) { value in
            guard let value else { preconditionFailure("a task was begun though \(name), which it needs, was skipped") }
            return try value.read(as: Output.self)
        }
    }

    private mutating func change(_ binding: InputBinding, _ edit: (TaskDefinition) -> TaskDefinition) {
        guard let index = tasks.firstIndex(where: { $0.name == binding.task }) else {
            preconditionFailure("the run's input has no task to change")
        }
        tasks[index] = edit(tasks[index])
    }
}

private func taken<Value>(
    by read: @Sendable (PassedValue?) throws -> Value,
    from inputs: inout ArraySlice<PassedValue?>
) throws -> Value {
    guard let input = inputs.popFirst() else { preconditionFailure("a task was begun with too few inputs") }
    return try read(input)
}
