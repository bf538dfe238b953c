#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

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
/// A body may run again after a crash, so long as its result was not recorded: it must tolerate that. It must answer
/// to cancellation, which is how timeouts and stops reach it.
public struct TaskDefinition: Sendable {
    /// The task's name, unique in its workflow.
    public let name: TaskName
    /// What the task does, in a sentence.
    public let description: String
    /// The version of the body; a run begun under another version is not resumed.
    public let version: Int
    /// What the input must look like; where there are several inputs, an array of them.
    public let inputSchema: ValueSchema
    /// What the output must look like.
    public let outputSchema: ValueSchema
    /// How long one attempt may take; nil for no limit.
    public let timeout: Duration?
    /// When and how often a failed attempt is followed by another.
    public let retryPolicy: RetryPolicy

    /// The types of the inputs, in the order of the body's parameters.
    let inputTypes: [any (Codable & Sendable).Type]
    /// The type of the output.
    let outputType: any (Codable & Sendable).Type
    /// The body on JSON: one text for each input in, one out.
    let body: @Sendable (TaskContext, [Data]) async throws -> Data

    /// How many times the task is tried again after its first attempt.
    public var retries: Int { retryPolicy.retries }

    /// The delay after the first failed attempt.
    public var retryDelay: Duration { retryPolicy.initialDelay }

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
        self.name = name
        self.description = description
        self.version = version
        self.inputSchema = inputSchema
        self.outputSchema = outputSchema
        self.timeout = timeout
        self.retryPolicy = retryPolicy
        var types: [any (Codable & Sendable).Type] = []
        repeat types.append((each Input).self)
        inputTypes = types
        outputType = Output.self
        body = { context, inputs in
            var remaining = inputs[...]
            let output = try await handler(context, repeat try decoded((each Input).self, from: &remaining))
            return try encoded(output)
        }
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
}

private func decoded<Value: Decodable>(_ type: Value.Type, from inputs: inout ArraySlice<Data>) throws -> Value {
    guard let json = inputs.popFirst() else {
        preconditionFailure("a task with more inputs than dependencies was registered")
    }
    do {
        return try JSONDecoder().decode(type, from: json)
    } catch let error as DecodingError {
        throw ContractFailure(.invalidInput, "\(error.path): \(error.expectation)")
    }
}

private func encoded(_ output: some Encodable) throws -> Data {
    do {
        return try CanonicalJSON.encode(output)
    } catch let error as EncodingError {
        throw ContractFailure(.invalidOutput, "the output cannot be written as JSON: \(error)")
    }
}
