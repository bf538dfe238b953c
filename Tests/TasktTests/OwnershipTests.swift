import Taskt
import TasktTesting
import Testing

/// One engine drives a run at a time, and only a dead one's runs are taken over.
@Suite(.timeLimit(.minutes(5))) struct OwnershipTests {
    /// A workflow whose body waits at a gate the first time that it runs.
    private static func waiting(_ gate: Gate, _ tally: Tally) -> WorkflowDefinition {
        single { context, input in
            tally.count(context.task)
            if tally[context.task] == 1 { await gate.wait() }
            return input * 100 + tally[context.task]
        }
    }

    @Test func oneIDStartedTwiceAtOnceRunsItsBodiesOnceForBothCallers() async throws {
        let (gate, tally) = (Gate(), Tally())
        let engine = try await engine(InMemoryStore(), Self.waiting(gate, tally))
        async let first = engine.execute("single", input: 3, runID: "r-1")
        async let second = engine.execute("single", input: 3, runID: "r-1")
        await gate.arrivals(atLeast: 1)
        async let third = engine.resume("r-1")
        gate.open()
        let results = try await [first, second, third].map { try $0.result(of: "only", as: Int.self) }
        #expect(results == [301, 301, 301])
        #expect(tally["only"] == 1)
    }

    @Test func asManyCallersAsThereAreShareOneExecution() async throws {
        let tally = Tally()
        let engine = try await engine(InMemoryStore(), diamond(tally))
        let results = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<64 {
                group.addTask {
                    let context = try await engine.execute("diamond", input: 3, runID: "r-shared")
                    return try context.result(of: "report", as: Int.self)
                }
            }
            return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
        }
        #expect(results.count == 1)
        for task: TaskName in ["fetch", "parse", "ingest", "eval", "report"] { #expect(tally[task] == 1) }
    }

    /// Two engines on one store: the second start is refused while the first is alive, and then given its result.
    @Test func oneIDStartedAtTwoEnginesRunsAtTheFirst() async throws {
        let (gate, tally, store) = (Gate(), Tally(), InMemoryStore())
        let (one, two) = (
            try await engine(store, Self.waiting(gate, tally)), try await engine(store, Self.waiting(gate, tally))
        )
        async let first = one.execute("single", input: 3, runID: "r-1")
        await gate.arrivals(atLeast: 1)
        let refused = await #expect(throws: TasktError.self) {
            try await two.execute("single", input: 3, runID: "r-1")
        }
        #expect(refused?.code == .leaseHeld && refused?.runID == "r-1")
        let cancelled = await #expect(throws: TasktError.self) { try await two.cancel("r-1", cause: "asked") }
        #expect(cancelled?.code == .leaseHeld)
        gate.open()
        #expect(try await first.result(of: "only", as: Int.self) == 301)
        #expect(try await two.execute("single", input: 3, runID: "r-1").result(of: "only", as: Int.self) == 301)
        #expect(tally["only"] == 1)
    }

    @Test func recoveryDuringALiveRunRestartsNothing() async throws {
        let (gate, tally, store) = (Gate(), Tally(), InMemoryStore())
        let engine = try await engine(store, Self.waiting(gate, tally))
        let other = try await timedEngine(store, ManualClock(), Self.waiting(gate, tally))
        async let ending = engine.execute("single", input: 3)
        await gate.arrivals(atLeast: 1)
        for _ in 0..<2 {
            #expect(try await engine.recover().isEmpty)
            #expect(try await other.recover().isEmpty)
        }
        gate.open()
        #expect(try await ending.status == .completed)
        #expect(tally["only"] == 1)
        #expect(try await !engine.history(of: "r-only").contains { $0.kind == .runResumed })
    }

    /// An engine is declared dead while its body runs, and another takes the run over.
    ///
    /// Nothing that the first one does from then on, finishing or sweeping, changes what the second recorded, and it is
    /// told so.
    @Test func anEngineThatWasDeclaredDeadIsRefusedAndStealsNothingBack() async throws {
        let (old, new, tally, store) = (Gate(), Gate(), Tally(), InMemoryStore())
        let definition = single { context, input in
            tally.count(context.task)
            let count = tally[context.task]
            await (count == 1 ? old : new).wait()
            return count
        }
        let stale = try await engine(store, definition)
        let first = Task { try await stale.execute("single", input: 3) }
        await old.arrivals(atLeast: 1)
        store.closeTerm(OwnershipTerm(number: 1))
        let owner = try await engine(store, definition)
        async let second = owner.recover()
        await new.arrivals(atLeast: 1)

        old.open()
        let told = await #expect(throws: TasktError.self) { try await first.value }
        #expect((told?.underlying as? StoreError)?.code == .leaseLost)
        #expect(try await stale.recover().isEmpty, "a late sweep found the run of a live engine")
        let refused = await #expect(throws: TasktError.self) { try await stale.resume("r-only") }
        #expect(refused?.code == .leaseHeld)
        #expect(try await store.run("r-only")?.checkpoints.isEmpty == true)

        new.open()
        let outcome = try await second["r-only"]?.get()
        #expect(try outcome?.result(of: "only", as: Int.self) == 2)
        #expect(try await stale.resume("r-only", cause: "by hand").result(of: "only", as: Int.self) == 2)
        #expect(try await owner.context(of: "r-only").result(of: "only", as: Int.self) == 2)
        try await expectOneEnd(of: "r-only", at: owner)
        #expect(tally["only"] == 2)
    }

    /// The second engine has recorded the run's end when the first one comes with its own.
    @Test func theOutcomeOfARunStaysThatOfItsOwner() async throws {
        let (gate, tally, store) = (Gate(), Tally(), InMemoryStore())
        let stale = try await engine(store, Self.waiting(gate, tally))
        let first = Task { try await stale.execute("single", input: 3) }
        await gate.arrivals(atLeast: 1)
        store.closeTerm(OwnershipTerm(number: 1))
        let owner = try await engine(store, Self.waiting(gate, tally))
        #expect(try await owner.resume("r-only").result(of: "only", as: Int.self) == 302)
        let recorded = try await store.run("r-only")
        gate.open()
        let told = await #expect(throws: TasktError.self) { try await first.value }
        #expect(told?.code == .storeFailed)
        #expect(try await store.run("r-only") == recorded)
    }

    /// Only a store says who is alive: a run whose owner lives is left alone however long nothing was heard of it.
    @Test func aLiveOwnerKeepsItsRunHoweverLongItTakes() async throws {
        let (clock, gate, tally, store) = (ManualClock(), Gate(), Tally(), InMemoryStore())
        let engine = try await timedEngine(store, clock, Self.waiting(gate, tally))
        let other = try await timedEngine(store, clock, Self.waiting(gate, tally))
        async let ending = engine.execute("single", input: 3)
        await gate.arrivals(atLeast: 1)
        clock.advance(by: .seconds(86_400))
        #expect(try await other.recover().isEmpty)
        #expect(try await other.stuckRuns(idle: .seconds(3_600)).map(\.isOwned) == [true])
        gate.open()
        #expect(try await ending.status == .completed)
        #expect(tally["only"] == 1)
    }
}
