import Synchronization
import Taskt
import TasktTesting

/// An error of a code, for bodies that must fail.
struct Fault: ClassifiedError, CustomStringConvertible {
    var failureCode: FailureCode = "test-fault"
    var isTransient = true
    var description: String { "the body failed as it was told to" }
}

/// Counts how often bodies ran.
final class Tally: Sendable {
    private let counts = Mutex<[TaskName: Int]>([:])

    func count(_ task: TaskName) { counts.withLock { $0[task, default: 0] += 1 } }

    subscript(_ task: TaskName) -> Int { counts.withLock { $0[task] ?? 0 } }
}

/// A workflow with two branches: `fetch -> parse` beside `ingest`, joined by `eval`, then `report`.
func diamond(
    _ tally: Tally = Tally(),
    before: @escaping @Sendable (TaskContext) async throws -> Void = { _ in }
) -> WorkflowDefinition {
    @Sendable func enter(_ context: TaskContext) async throws {
        tally.count(context.task)
        try await before(context)
    }
    return WorkflowDefinition(
        id: "diamond",
        name: "Diamond",
        tasks: [
            TaskDefinition("fetch") { (context: TaskContext, input: Int) in
                try await enter(context)
                return input * 2
            },
            TaskDefinition("parse") { (context: TaskContext, fetched: Int) in
                try await enter(context)
                return "parsed \(fetched)"
            },
            TaskDefinition("ingest", retries: 2, retryDelay: .seconds(10)) { (context: TaskContext, input: Int) in
                try await enter(context)
                return ["words", "of", "\(input)"]
            },
            TaskDefinition("eval") { (context: TaskContext, parsed: String, words: [String]) in
                try await enter(context)
                return parsed + ": " + words.joined(separator: " ")
            },
            TaskDefinition("report") { (context: TaskContext, text: String) in
                try await enter(context)
                return text.count
            },
        ],
        dependencies: ["parse": ["fetch"], "eval": ["parse", "ingest"], "report": ["eval"]]
    )
}

/// An environment in which nothing is left to chance.
func steadyEnvironment(clock: any Clock<Duration> = ManualClock()) -> EngineEnvironment {
    EngineEnvironment(
        clock: clock,
        uptime: { .zero },
        now: { Timestamp(microseconds: 1_700_000_000_000_000) },
        jitter: { 0 },
        newRunID: { "r-only" }
    )
}

/// An engine on a store, with definitions registered.
func engine(
    _ store: any WorkflowStore,
    clock: any Clock<Duration> = ManualClock(),
    options: WorkflowEngine.Options = .init(storeRetries: .never),
    _ definitions: WorkflowDefinition...
) async throws -> WorkflowEngine {
    let engine = try await WorkflowEngine(store: store, environment: steadyEnvironment(clock: clock), options: options)
    for definition in definitions { try engine.register(definition) }
    return engine
}
