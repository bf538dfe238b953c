import Synchronization
import Taskt
import TasktTesting

/// The workflow of two branches, `fetch -> parse` beside `ingest`, joined by `eval`, then `report`, whose bodies do
/// something of a test's first.
func steeredDiamond(before: @escaping @Sendable (TaskContext) async throws -> Void = { _ in }) -> WorkflowDefinition {
    WorkflowDefinition("diamond", input: Int.self) { graph in
        let fetched = graph.task("fetch", after: graph.input) { context, number in
            try await before(context)
            return number * 2
        }
        let parsed = graph.task("parse", after: fetched) { context, fetched in
            try await before(context)
            return "parsed \(fetched)"
        }
        let retries = TaskRules(retryPolicy: RetryPolicy(retries: 2, initialDelay: .seconds(10), jitter: 0))
        let words = graph.task("ingest", after: graph.input, rules: retries) { context, number in
            try await before(context)
            return ["words", "of", "\(number)"]
        }
        let text = graph.task("eval", after: parsed, words) { context, parsed, words in
            try await before(context)
            return parsed + ": " + words.joined(separator: " ")
        }
        graph.task("report", after: text) { context, text in
            try await before(context)
            return text.count
        }
    }
}

/// A failure of a body, as a test asks for it.
struct BodyFailure: ClassifiedError, CustomStringConvertible {
    var failureCode: FailureCode = "broken"
    var isTransient = false
    var description: String { "the body failed as it was told to" }
}

/// A door at which bodies wait: who comes to it is seen, and it is opened once for all.
final class Gate: Sendable {
    private struct State {
        var isOpen = false
        var arrived = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
        var watching: [(Int, CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    /// Waits until the gate is open; cancellation does not open it.
    func pass() async {
        await withCheckedContinuation { continuation in
            let (isOpen, seen) = state.withLock { state in
                state.arrived += 1
                if !state.isOpen { state.waiting.append(continuation) }
                let seen = state.watching.filter { $0.0 <= state.arrived }.map(\.1)
                state.watching.removeAll { $0.0 <= state.arrived }
                return (state.isOpen, seen)
            }
            for watcher in seen { watcher.resume() }
            if isOpen { continuation.resume() }
        }
    }

    /// Waits until so many have come to the gate.
    func arrivals(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.arrived < count { state.watching.append((count, continuation)) }
                return state.arrived >= count
            }
            if isThere { continuation.resume() }
        }
    }

    /// Opens the gate.
    func open() {
        let waiting = state.withLock { state in
            defer { state.waiting = [] }
            state.isOpen = true
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }
}

/// A wall clock that a test sets.
final class WallClock: Sendable {
    private let time: Mutex<Timestamp>

    init(_ time: Timestamp = Timestamp(microseconds: 1_700_000_000_000_000)) { self.time = Mutex(time) }

    var now: Timestamp { time.withLock { $0 } }

    func move(by duration: Duration) { time.withLock { $0 = $0.advanced(by: duration) } }
}
