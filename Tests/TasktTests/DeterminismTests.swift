import Taskt
import TasktTesting
import Testing

@Suite(.timeLimit(.minutes(6))) struct DeterminismTests {
    private static let branches: [[TaskName]] = [["a1", "a2", "a3"], ["b1", "b2", "b3"]]

    /// Two branches of three tasks, each of which waits at a gate of its own, joined by one more; the middle of the
    /// second branch fails once.
    private static func forked(_ gates: [TaskName: Gate]) -> WorkflowDefinition {
        WorkflowDefinition("forked", input: Int.self) { graph in
            let rules = TaskRules(retryPolicy: RetryPolicy(retries: 1, initialDelay: .zero))
            let ends = branches.map { branch in
                branch.reduce(graph.input) { before, name in
                    graph.task(name, after: before, rules: rules) { context, number in
                        await gates[name]?.wait()
                        if name == "b2", context.attempt == 1 { throw Fault() }
                        return number + 1
                    }
                }
            }
            graph.task("join", after: ends[0], ends[1]) { _, left, right in [left, right] }
        }
    }

    /// What a run records when its branches go on in the order that a seed draws.
    private static func recorded(seed: UInt64) async throws -> (events: [HistoryEvent], results: [TaskName: String]) {
        var random = SeededRandom(seed: seed)
        let gates = Dictionary(uniqueKeysWithValues: branches.joined().map { ($0, Gate()) })
        let store = ObservedStore()
        let engine = try await engine(store, forked(gates))
        async let ending = engine.execute("forked", input: 1)
        var left = branches.map { $0[...] }
        while let branch = left.indices.filter({ !left[$0].isEmpty }).randomElement(using: &random) {
            let name = left[branch].removeFirst()
            gates[name]?.open()
            // Now and then both branches go on at once, and what they record may share a commit.
            if Bool.random(using: &random) { await store.recorded(.taskCompleted, name) }
        }
        let context = try await ending
        let results = context.results.mapValues { String(decoding: $0.output, as: UTF8.self) }
        return (try await engine.history(of: "r-only"), results)
    }

    /// Tasks are known by their names, not by when they came: whichever branch is ahead, the same is recorded.
    @Test func branchesThatFinishInAnyOrderRecordTheSameHistory() async throws {
        let definition = Self.forked([:])
        let first = try await Self.recorded(seed: 0)
        let canonical = canonicalHistory(first.events, of: definition)
        var orders: Set<[TaskName]> = []
        for seed in 0..<UInt64(depth(150, nightly: 1_000)) {
            let run = try await Self.recorded(seed: seed)
            #expect(canonicalHistory(run.events, of: definition) == canonical, "seed \(seed)")
            #expect(run.results == first.results, "seed \(seed)")
            orders.insert(run.events.filter { $0.kind == .taskCompleted }.compactMap(\.task))
        }
        #expect(orders.count > 5, "the branches hardly ever finished in another order: \(orders.count)")
    }

    @Test func theCanonicalOrderMovesIndependentEventsOnly() {
        let definition = Self.forked([:])
        func event(_ kind: HistoryEvent.Kind, _ task: TaskName? = nil, at time: Int64 = 0) -> HistoryEvent {
            HistoryEvent(kind, at: Timestamp(microseconds: time), task: task)
        }
        let one = [
            event(.runCreated, at: 1), event(.attemptStarted, "b1", at: 2), event(.taskCompleted, "b1", at: 3),
            event(.attemptStarted, "a1", at: 4), event(.runResumed, at: 5), event(.taskCompleted, "a1", at: 6),
        ]
        let canonical = [
            event(.runCreated), event(.attemptStarted, "a1"), event(.attemptStarted, "b1"), event(.taskCompleted, "b1"),
            event(.runResumed), event(.taskCompleted, "a1"),
        ]
        #expect(canonicalHistory(one, of: definition) == canonical)
        #expect(canonicalHistory(canonical, of: definition) == canonical)
        // A task never moves before one that it needs, whatever their names.
        let needed = [event(.taskCompleted, "b3"), event(.attemptStarted, "join"), event(.attemptStarted, "a1")]
        #expect(canonicalHistory(needed, of: definition) == needed)
    }
}
