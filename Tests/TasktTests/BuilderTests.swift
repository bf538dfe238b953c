import Taskt
import TasktTesting
import Testing

/// Workflows whose edges the compiler checks.
@Suite(.timeLimit(.minutes(5))) struct BuilderTests {
    private struct Order: Codable, Sendable {
        var customer: String
        var items: [String]
    }

    @Test func whatOneTaskGivesIsWhatTheNextOneTakes() async throws {
        let definition = WorkflowDefinition("order", input: Order.self, description: "Sells things.") { graph in
            let count = graph.task("count", after: graph.input) { _, order in order.items.count }
            let price = graph.task("price", after: count, graph.input.map(\.customer)) { _, count, customer in
                Double(count) * (customer == "friend" ? 0.5 : 1)
            }
            graph.task("bill", after: graph.input, count, price) { _, order, count, price in
                "\(order.customer): \(count) for \(price)"
            }
        }
        try definition.validate()
        #expect(definition.dependencies == ["count": [], "price": ["count"], "bill": ["count", "price"]])
        let engine = try await engine(InMemoryStore(), definition)
        let context = try await engine.execute("order", input: Order(customer: "friend", items: ["a", "b", "c"]))
        #expect(try context.result(of: "bill", as: String.self) == "friend: 3 for 1.5")
        #expect(try context.input(as: Order.self).items == ["a", "b", "c"])
    }

    /// Live or read back from the store, a body is given the same values.
    @Test func valuesAreTheSameAfterACrash() async throws {
        let store = InMemoryStore()
        let definition = WorkflowDefinition("order", input: Order.self) { graph in
            let items = graph.task("items", after: graph.input) { _, order in order.items }
            let longest = graph.task("longest", after: items.map { $0.map(\.count).max() ?? 0 }) { _, count in count }
            graph.task("text", after: items, longest, graph.input) { _, items, longest, order in
                "\(order.customer) \(items.joined(separator: "+")) \(longest)"
            }
        }
        _ = try await engine(store, definition).execute("order", input: Order(customer: "c", items: ["one", "three"]))
        let count = try #require(try await store.run("r-only")).history.count
        for cut in 1..<count {
            let context = try await engine(wreck(of: store, keeping: cut), definition).resume("r-only")
            #expect(try context.result(of: "text", as: String.self) == "c one+three 5", "cut behind event \(cut)")
        }
    }

    @Test func aMapThatThrowsFailsTheTaskThatTakesIt() async throws {
        let definition = WorkflowDefinition("map", input: Int.self) { graph in
            let broken = graph.input.map { _ -> Int in throw Fault(isTransient: false) }
            graph.task("only", after: broken) { _, number in number }
        }
        let context = try await engine(InMemoryStore(), definition).execute("map", input: 1)
        #expect(context.failure?.task == "only" && context.failure?.code == "test-fault")
    }

    @Test func aTaskWithoutInputsRuns() async throws {
        let definition = WorkflowDefinition("none", input: Int.self) { graph in
            graph.task("only") { _ in 42 }
        }
        let context = try await engine(InMemoryStore(), definition).execute("none", input: 1)
        #expect(try context.result(of: "only", as: Int.self) == 42)
    }

    @Test func aBuiltDefinitionIsCheckedWhenItIsRegistered() async throws {
        let engine = try await engine(InMemoryStore())
        let twice = WorkflowDefinition("twice", input: Int.self) { graph in
            graph.task("same", after: graph.input) { _, input in input }
            graph.task("same", after: graph.input) { _, input in input }
        }
        let error = #expect(throws: TasktError.self) { try engine.register(twice) }
        #expect(error?.code == .invalidDefinition && error?.task == "same")
        let rated = single(TaskRules(rateLimit: RateLimit(0, per: .seconds(1)))) { _, input in input }
        let rate = #expect(throws: TasktError.self) { try engine.register(rated) }
        #expect(rate?.task == "only" && rate?.detail.contains("rate limit") == true)
        let limited = WorkflowDefinition("limited", input: Int.self, limit: 0) { graph in
            graph.task("only", after: graph.input) { _, input in input }
        }
        #expect(throws: TasktError.self) { try engine.register(limited) }
        let named = WorkflowDefinition("named", input: Int.self) { graph in
            graph.task("a task", after: graph.input) { _, input in input }
        }
        let name = #expect(throws: TasktError.self) { try engine.register(named) }
        #expect(name?.task == "a task")
    }

    /// The key is the same for every attempt of a task in a run, and another for any other.
    @Test func anIdempotencyKeyIsTheSameForEveryAttempt() async throws {
        let notes = Notes()
        let rules = TaskRules(retryPolicy: RetryPolicy(retries: 2, initialDelay: .zero))
        let definition = single(rules) { context, input in
            notes.add(context.idempotencyKey)
            if context.attempt < 3 { throw Fault() }
            return input
        }
        let engine = try await engine(InMemoryStore(), definition)
        for id: RunID in ["r-1", "r-2"] { _ = try await engine.execute("single", input: 1, runID: id) }
        #expect(notes.all == ["r-1/only", "r-1/only", "r-1/only", "r-2/only", "r-2/only", "r-2/only"])
    }
}
