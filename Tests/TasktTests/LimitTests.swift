import Taskt
import TasktTesting
import Testing

/// How much may be under way at once, how often an attempt may begin, and who goes first.
@Suite(.timeLimit(.minutes(5))) struct LimitTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var engine: Int?
        var workflow: Int?
        var task: Int?
    }

    static let cases = [
        Case(testDescription: "of the engine", engine: 3),
        Case(testDescription: "of the workflow", workflow: 3),
        Case(testDescription: "of the task", task: 3),
        Case(testDescription: "the lowest of all three", engine: 9, workflow: 3, task: 5),
    ]

    private static func limited(_ limits: Case, _ meter: Meter, _ gate: Gate) -> WorkflowDefinition {
        WorkflowDefinition("limited", input: Int.self, limit: limits.workflow) { graph in
            graph.task("only", after: graph.input, rules: TaskRules(limit: limits.task)) { _, input in
                meter.enter()
                await gate.wait()
                meter.leave()
                return input
            }
        }
    }

    /// Twenty runs, of which three may be at it at once: never more, through a crash as well, and all end.
    @Test(arguments: cases)
    func noMoreBodiesAreUnderWayThanTheLimitSays(limits: Case) async throws {
        let (clock, store, meter, gate) = (ManualClock(), InMemoryStore(), Meter(), Gate())
        let options = WorkflowEngine.Options(storeRetries: .never, maximumAttempts: limits.engine)
        let first = try await timedEngine(store, clock, options: options, Self.limited(limits, meter, gate))
        for number in 0..<20 { _ = try await first.submit("limited", input: number, runID: numbered("r", number)) }
        let recovery = Task { try await first.recover() }
        await gate.arrivals(atLeast: 3)

        let (again, next) = (Meter(), Gate())
        let disk = try await wreck(of: store)
        let second = try await timedEngine(disk, clock, options: options, Self.limited(limits, again, next))
        async let ending = second.recover()
        await next.arrivals(atLeast: 3)
        next.open()
        for outcome in try await ending.values { #expect(try outcome.get().status == .completed) }
        #expect(again.highest == 3, "runs that crashed hold no place, and the limit holds all the same")
        gate.open()
        #expect(try await recovery.value.count == 20)
        #expect(meter.highest == 3)
    }

    @Test func aTaskThatWaitsForItsTurnHoldsNoOtherUp() async throws {
        let (gate, store) = (Gate(), ObservedStore())
        let definition = WorkflowDefinition("limited", input: Int.self) { graph in
            graph.task("narrow", after: graph.input, rules: TaskRules(limit: 1)) { _, input in
                await gate.wait()
                return input
            }
            graph.task("wide", after: graph.input) { _, input in input }
        }
        let engine = try await engine(store, definition)
        async let first = engine.execute("limited", input: 1, runID: "r-1")
        async let second = engine.execute("limited", input: 2, runID: "r-2")
        await store.recorded(.taskCompleted, "wide", times: 2)
        await gate.arrivals(atLeast: 1)
        gate.open()
        #expect(try await [first, second].map(\.status) == [.completed, .completed])
    }

    /// A turn that was asked for is not kept by a run that no longer wants it.
    @Test func aRunCancelledWhileItWaitsForItsTurnLeavesThePlaceToOthers() async throws {
        let (gate, asked, notes) = (Gate(), Gate(), Notes())
        let definition = WorkflowDefinition("limited", input: Int.self) { graph in
            graph.task("narrow", after: graph.input, rules: TaskRules(limit: 1)) { _, input in
                notes.add("\(input)")
                if input == 1 { await gate.wait() }
                return input
            }
            graph.task("wide", after: graph.input) { _, input in
                if input == 2 { await asked.wait() }
                return input
            }
        }
        let engine = try await engine(InMemoryStore(), definition)
        let first = Task { try await engine.execute("limited", input: 1, runID: "r-1") }
        await gate.arrivals(atLeast: 1)
        let second = Task { try await engine.execute("limited", input: 2, runID: "r-2") }
        await asked.arrivals(atLeast: 1)
        #expect(engine.stop("r-2", cause: "asked"))
        asked.open()
        #expect(try await second.value.status == .cancelled)
        let third = Task { try await engine.execute("limited", input: 3, runID: "r-3") }
        gate.open()
        #expect(try await first.value.status == .completed)
        #expect(try await third.value.status == .completed)
        #expect(notes.all == ["1", "3"])
    }

    /// One place, four runs that wait for it: it goes to the most urgent, then to the one that has waited longest.
    @Test func theMoreUrgentRunGetsTheTurn() async throws {
        let (gate, asked, notes) = (Gate(), Gate(), Notes())
        let definition = WorkflowDefinition("limited", input: Int.self) { graph in
            graph.task("narrow", after: graph.input, rules: TaskRules(limit: 1)) { context, input in
                if input == 0 { await gate.wait() }
                notes.add("\(context.workflow.workflowID)")
                return input
            }
            // Begins behind the other's request for a turn, and so tells that it is there.
            graph.task("wide", after: graph.input) { _, input in
                await asked.wait()
                return input
            }
        }
        let engine = try await engine(InMemoryStore(), definition)
        let holder = Task { try await engine.execute("limited", input: 0, runID: "holder") }
        await gate.arrivals(atLeast: 1)
        await asked.arrivals(atLeast: 1)
        var waiting: [Task<WorkflowContext, any Error>] = []
        for (id, priority): (RunID, Int) in [("low", -1), ("first", 0), ("high", 5), ("second", 0)] {
            waiting.append(Task { try await engine.execute("limited", input: 1, runID: id, priority: priority) })
            await asked.arrivals(atLeast: waiting.count + 1)
        }
        gate.open()
        asked.open()
        for run in waiting + [holder] { #expect(try await run.value.status == .completed) }
        #expect(notes.all == ["holder", "high", "first", "second", "low"])
    }

    private static func rated(_ count: Int, per window: Duration) -> WorkflowDefinition {
        single(TaskRules(rateLimit: RateLimit(count, per: window))) { _, input in input }
    }

    private static func starts(in store: InMemoryStore) async throws -> [Duration] {
        try await store.starts(of: "only", in: "single", since: Timestamp(microseconds: 0))
            .map { $0.since(origin) }.sorted()
    }

    /// At most two attempts in any ten seconds: the window slides, it does not begin anew.
    @Test func noMoreAttemptsBeginThanTheRateAllows() async throws {
        let (clock, store) = (ManualClock(), InMemoryStore())
        let engine = try await timedEngine(store, clock, Self.rated(2, per: .seconds(10)))
        #expect(try await engine.execute("single", input: 0, runID: "r-0").status == .completed)
        clock.advance(by: .seconds(4))
        #expect(try await engine.execute("single", input: 1, runID: "r-1").status == .completed)
        for (number, delay) in [(2, 6), (3, 4), (4, 6), (5, 4)] {
            async let ending = engine.execute("single", input: number, runID: numbered("r", number))
            await clock.sleepers(atLeast: 1)
            #expect(clock.advanceToNextDeadline() == .seconds(delay))
            #expect(try await ending.status == .completed)
        }
        #expect(try await Self.starts(in: store) == [0, 4, 10, 14, 20, 24].map { .seconds($0) })
    }

    @Test func theWindowOfARateSurvivesARestart() async throws {
        let (clock, store) = (ManualClock(), InMemoryStore())
        let first = try await timedEngine(store, clock, Self.rated(2, per: .seconds(10)))
        for number in 0..<2 { _ = try await first.execute("single", input: 1, runID: numbered("r", number)) }
        clock.advance(by: .seconds(3))
        let disk = try await wreck(of: store)
        let second = try await timedEngine(disk, clock, Self.rated(2, per: .seconds(10)))
        async let ending = second.execute("single", input: 1, runID: "r-2")
        await clock.sleepers(atLeast: 1)
        #expect(clock.advanceToNextDeadline() == .seconds(7))
        #expect(try await ending.status == .completed)
        #expect(try await Self.starts(in: disk) == [0, 0, 10].map { .seconds($0) })
    }
}
