/// One task of a workflow: a name, a typed body, and the rules it runs under.
///
/// The body takes a ``TaskContext`` and its inputs. A task without dependencies takes the run's input; a task with one
/// dependency takes that one's output; a task with several takes them all, in the order in which the workflow
/// definition lists them:
///
/// ```swift
/// let eval = TaskDefinition("eval", timeout: .seconds(60), retries: 2) {
///     (context: TaskContext, release: Release, document: Document) in
///     try await evaluate(document, against: release)
/// }
/// ```
///
/// Defined like this, the types along the edges are checked when the workflow is registered. ``WorkflowBuilder`` has
/// the compiler check them.
///
/// A body may run again after a crash, so long as its result was not recorded: it must tolerate that. It must answer
/// to cancellation, which is how timeouts and stops reach it.
public struct TaskDefinition: Sendable {
    /// The task's name, unique in its workflow.
    public let name: TaskName
    /// What it runs under.
    public let rules: TaskRules

    /// The types of the inputs, in the order of the body's parameters.
    let inputTypes: [any Sendable.Type]
    /// The type of the output.
    let outputType: any (Codable & Sendable).Type
    /// The body on passed values: one for each input in, one out; nil stands for a task that was skipped.
    let body: @Sendable (TaskContext, [PassedValue?]) async throws -> PassedValue
    /// Whether the task is to run at all; nil where it always is.
    var condition: (@Sendable ([PassedValue?]) throws -> Bool)?
    /// What gives a result in place of one that failed for good.
    var recovery: (@Sendable (TaskContext, TaskFailure) async throws -> PassedValue)?
    /// The type that ``recovery`` was declared for.
    var recoveryType: (any Sendable.Type)?
    /// What takes the task's effect back.
    var compensation: (@Sendable (TaskContext, PassedValue) async throws -> Void)?
    /// The type that ``compensation`` was declared for.
    var compensationType: (any Sendable.Type)?

    /// What the task does, in a sentence.
    public var description: String { rules.description }
    /// The version of the body.
    public var version: Int { rules.version }
    /// What the input must look like; where there are several inputs, an array of them.
    public var inputSchema: ValueSchema { rules.inputSchema }
    /// What the output must look like.
    public var outputSchema: ValueSchema { rules.outputSchema }
    /// How long one attempt may take; nil for no limit.
    public var timeout: Duration? { rules.timeout }
    /// When and how often a failed attempt is followed by another.
    public var retryPolicy: RetryPolicy { rules.retryPolicy }
    /// How many times the task is tried again after its first attempt.
    public var retries: Int { retryPolicy.retries }
    /// The delay after the first failed attempt.
    public var retryDelay: Duration { retryPolicy.initialDelay }

    /// Defines a task under its rules.
    ///
    /// - Parameters:
    ///   - name: unique in the workflow.
    ///   - rules: what it runs under.
    ///   - handler: the body.
    public init<each Input: Codable & Sendable, Output: Codable & Sendable>(
        _ name: TaskName,
        rules: TaskRules,
        handler: @escaping @Sendable (TaskContext, repeat each Input) async throws -> Output
    ) {
        var types: [any Sendable.Type] = []
        repeat types.append((each Input).self)
        let coder = ResultCoder<Output>()
        self.init(name, rules: rules, inputTypes: types, outputType: Output.self) { context, inputs in
            var remaining = inputs[...]
            let output = try await handler(context, repeat try taken((each Input).self, from: &remaining))
            return try coder.encode(output)
        }
    }

    /// Defines a task under a full retry policy.
    ///
    /// - Parameters:
    ///   - name: unique in the workflow.
    ///   - description: what the task does, in a sentence.
    ///   - version: raise it when the body's meaning changes.
    ///   - inputSchema: checked before the body starts; a violation is permanent.
    ///   - outputSchema: checked before the result is recorded; a violation is permanent.
    ///   - timeout: how long one attempt may take.
    ///   - retryPolicy: when and how often a failed attempt is followed by another.
    ///   - handler: the body.
    public init<each Input: Codable & Sendable, Output: Codable & Sendable>(
        _ name: TaskName,
        description: String = "",
        version: Int = 1,
        inputSchema: ValueSchema = .any,
        outputSchema: ValueSchema = .any,
        timeout: Duration? = nil,
        retryPolicy: RetryPolicy,
        handler: @escaping @Sendable (TaskContext, repeat each Input) async throws -> Output
    ) {
        let rules = TaskRules(
            description: description,
            version: version,
            inputSchema: inputSchema,
            outputSchema: outputSchema,
            timeout: timeout,
            retryPolicy: retryPolicy
        )
        self.init(name, rules: rules, handler: handler)
    }

    /// Defines a task with the usual few settings of its retries.
    ///
    /// - Parameters:
    ///   - name: unique in the workflow.
    ///   - description: what the task does, in a sentence.
    ///   - version: raise it when the body's meaning changes.
    ///   - inputSchema: checked before the body starts; a violation is permanent.
    ///   - outputSchema: checked before the result is recorded; a violation is permanent.
    ///   - timeout: how long one attempt may take.
    ///   - retries: how many times it is tried again after the first attempt.
    ///   - retryDelay: the delay after the first failed attempt; it doubles, with jitter, after each further one.
    ///   - handler: the body.
    public init<each Input: Codable & Sendable, Output: Codable & Sendable>(
        _ name: TaskName,
        description: String = "",
        version: Int = 1,
        inputSchema: ValueSchema = .any,
        outputSchema: ValueSchema = .any,
        timeout: Duration? = nil,
        retries: Int = 0,
        retryDelay: Duration = .seconds(1),
        handler: @escaping @Sendable (TaskContext, repeat each Input) async throws -> Output
    ) {
        self.init(
            name,
            description: description,
            version: version,
            inputSchema: inputSchema,
            outputSchema: outputSchema,
            timeout: timeout,
            retryPolicy: RetryPolicy(retries: retries, initialDelay: retryDelay),
            handler: handler
        )
    }

    init(
        _ name: TaskName,
        rules: TaskRules,
        inputTypes: [any Sendable.Type],
        outputType: any (Codable & Sendable).Type,
        body: @escaping @Sendable (TaskContext, [PassedValue?]) async throws -> PassedValue
    ) {
        self.name = name
        self.rules = rules
        self.inputTypes = inputTypes
        self.outputType = outputType
        self.body = body
    }
}

private func taken<Value: Decodable>(
    _ type: Value.Type,
    from inputs: inout ArraySlice<PassedValue?>
) throws -> Value {
    guard let input = inputs.popFirst() else {
        preconditionFailure("a task with more inputs than dependencies was registered")
    }
    guard let input else { preconditionFailure("a task was begun though one that it needs was skipped") }
    return try input.read(as: type)
}
