import Taskt
import TasktTesting
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

private func makeStore() -> InMemoryStore { InMemoryStore() }

/// What the articles show of tests, run as tests.
@Suite(.timeLimit(.minutes(5))) struct TestingSnippets {
    // snippet: conformance
    @Test(arguments: StoreConformance.checks)
    func theStoreConforms(check: StoreConformance.Check) async throws {
        try await check.run(makeStore())
    }
    // end

    // snippet: booking-test
    @Test func aBookingIsConfirmedOnce() async throws {
        let engine = try await WorkflowEngine(store: InMemoryStore())
        try engine.register(booking)
        let first = try await engine.execute("booking", input: 12, runID: "order-17")
        let second = try await engine.execute("booking", input: 12, runID: "order-17")
        #expect(first.status == .completed && second.results == first.results)
        await engine.shutdown()
    }
    // end

    @Test func timePassesWhenTheTestSaysSo() async throws {
        let flaky = WorkflowDefinition("flaky", input: Int.self) { graph in
            let rules = TaskRules(retryPolicy: RetryPolicy(retries: 1, initialDelay: .seconds(5)))
            graph.task("only", after: graph.input, rules: rules) { context, number in
                if context.attempt == 1 { throw CardError(kind: .unreachable) }
                return number
            }
        }
        // snippet: manual-clock
        let clock = ManualClock()
        let environment = EngineEnvironment(clock: clock, jitter: { 0 })
        let engine = try await WorkflowEngine(store: InMemoryStore(), environment: environment)
        try engine.register(flaky)
        let run = Task { try await engine.execute("flaky", input: 1) }
        await clock.sleepers(atLeast: 1)  // the engine waits for its retry delay
        clock.advance(by: .seconds(5))  // and is woken
        let context = try await run.value
        // end
        #expect(context.status == .completed && context.results["only"]?.attempt == 2)
    }

    @Test func everyStoreOperationIsMadeToFailOnce() async throws {
        // snippet: fault-plan
        for target in 1... {
            let plan = FaultPlan(failing: target, .after)
            let store = InMemoryStore(faults: plan)
            let options = WorkflowEngine.Options(storeRetries: .never)
            let first = try? await WorkflowEngine(store: store, options: options)
            try first?.register(booking)
            _ = try? await first?.execute("booking", input: 12, runID: "order-17")
            let hasFired = plan.disarm()
            await first?.shutdown()
            let second = try await WorkflowEngine(store: store)
            try second.register(booking)
            let run = try await second.execute("booking", input: 12, runID: "order-17")
            #expect(run.status == .completed)
            if !hasFired { break }  // the run ended before the target was reached
        }
        // end
    }

    @Test func aRecordedRunIsKeptAndReplayed() async throws {
        let store = InMemoryStore()
        let engine = try await WorkflowEngine(store: store)
        try engine.register(booking)
        _ = try await engine.execute("booking", input: 12, runID: "order-17")
        // snippet: record
        let fixture = try await RecordedRun("order-17", from: store).json()
        // end
        // snippet: replay
        let run = try RecordedRun(json: fixture)  // kept since version 1.0
        let context = try booking.replay(run.stored)  // throws where an upgrade broke it
        // end
        #expect(context.status == .completed)
    }

    @Test func aRunGoesOnUnderTheDefinitionItWasBegunWith() async throws {
        let engine = try await WorkflowEngine(store: InMemoryStore())
        // snippet: two-versions
        let first = WorkflowDefinition("greeting", input: String.self) { graph in
            graph.task("greet", after: graph.input) { _, name in "Hello, \(name)" }
        }
        let second = WorkflowDefinition("greeting", input: String.self, version: 2) { graph in
            let title = graph.task("title", after: graph.input) { _, name in "Dr \(name)" }
            graph.task("greet", after: title) { _, name in "Hello, \(name)" }
        }
        try engine.register(first)
        try engine.register(second)  // new runs begin under the one registered last
        // end
        let run = try await engine.execute("greeting", input: "Ada")
        #expect(try run.result(of: "greet", as: String.self) == "Hello, Dr Ada")
    }
}
