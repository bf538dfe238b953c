import Taskt
import TasktTesting
import Testing

/// Runs that were left in the middle, by a crash or without their definition, and those that others rest on.
@Suite(.timeLimit(.minutes(5))) struct LeftBehindTests {
    /// `reserve -> charge`: `reserve` is taken back where the run does not complete.
    private static func booking(
        _ tally: Tally,
        hasHandlers: Bool = true,
        charge: @escaping @Sendable (Int) async throws -> Int = { _ in throw Fault(isTransient: false) }
    ) -> WorkflowDefinition {
        WorkflowDefinition("booking", input: Int.self) { graph in
            let reserve = graph.task("reserve", after: graph.input) { context, n in
                tally.count("reserve")
                return n
            }
            let charge = graph.task("charge", after: reserve) { _, n in try await charge(n) }
            if hasHandlers {
                graph.compensate(reserve) { _, _ in tally.count("undo") }
                graph.recover(charge) { context, failure in
                    tally.count("recover")
                    throw failure.code == "never" ? CancellationError() : Fault(isTransient: false)
                }
            }
        }
    }

    /// The run was cut off behind every event of its history in turn, and is then cancelled by another engine: the call
    /// returns, the run has one end, and the effect on record was taken back.
    @Test func aRunThatACrashLeftAnywhereCanBeCancelled() async throws {
        let original = InMemoryStore()
        _ = try await engine(original, Self.booking(Tally())).execute("booking", input: 1, runID: "r-1")
        let whole = try await RecordedRun("r-1", from: original)
        for cut in 1..<whole.stored.history.count {
            let (left, store, tally) = (whole.cut(behind: cut), InMemoryStore(), Tally())
            try await left.restore(to: store)
            let (history, recorded) = (left.stored.history, left.stored.checkpoints.map(\.task))
            let engine = try await engine(store, Self.booking(tally))
            _ = try await engine.cancel("r-1", cause: "asked")
            let context = try await engine.context(of: "r-1")
            #expect(context.status.isTerminal, "cut behind event \(cut), \(history.last?.kind.rawValue ?? "")")
            let ends = try await engine.history(of: "r-1").filter { $0.resultingStatus?.isTerminal == true }
            #expect(ends.count == 1)
            let wasUndone = history.contains { $0.kind == .compensationCompleted }
            #expect(tally["undo"] == (recorded.contains("reserve") && !wasUndone ? 1 : 0))
            #expect(tally["reserve"] == 0)
        }
    }

    /// An upgrade took the error handler and the compensation out of the definition, which its outline does not show:
    /// runs cut off anywhere still come to an end.
    @Test func aRunWhoseHandlersAreGoneFromTheDefinitionEnds() async throws {
        let original = InMemoryStore()
        _ = try await engine(original, Self.booking(Tally())).execute("booking", input: 1, runID: "r-1")
        let whole = try await RecordedRun("r-1", from: original)
        for cut in 1..<whole.stored.history.count {
            let (left, store) = (whole.cut(behind: cut), InMemoryStore())
            try await left.restore(to: store)
            let history = left.stored.history
            let engine = try await engine(store, Self.booking(Tally(), hasHandlers: false))
            let context = try await engine.resume("r-1")
            #expect(context.status == .failed, "cut behind event \(cut), \(history.last?.kind.rawValue ?? "")")
        }
    }

    @Test func aRunWithoutItsDefinitionIsSeenAndEnded() async throws {
        let (store, gate) = (InMemoryStore(), Gate())
        let first = try await engine(
            store,
            single { _, n in
                await gate.wait()
                return n
            }
        )
        let running = Task { try await first.execute("single", input: 1, runID: "r-1") }
        await gate.arrivals(atLeast: 1)
        store.closeTerm(OwnershipTerm(number: 1))
        let second = try await engine(store)
        #expect(try await second.context(of: "r-1").currentTasks == ["only"])
        #expect(try await second.cancel("r-1", cause: "its workflow is gone"))
        #expect(try await second.context(of: "r-1").status == .cancelled)
        gate.open()
        _ = await running.result
        #expect(try await second.history(of: "r-1").last?.cause == "its workflow is gone")
    }

    @Test func aForkLeavesItsParentsEffectsAloneAndMakesAgainWhatWasTakenBack() async throws {
        let (store, tally) = (InMemoryStore(), Tally())
        let sound = try await engine(store, Self.booking(tally) { $0 })
        #expect(try await sound.execute("booking", input: 1, runID: "r-1").status == .completed)
        #expect(try await sound.fork("r-1", from: "charge", as: "r-2") == "r-2")
        #expect(try await sound.cancel("r-2", cause: "no longer wanted"))
        #expect(tally["undo"] == 0, "a fork took its parent's effect back")
        await sound.shutdown()

        let failing = try await engine(store, Self.booking(tally))
        #expect(try await failing.execute("booking", input: 2, runID: "r-3").status == .failed)
        #expect(tally["undo"] == 1 && tally["reserve"] == 2)
        #expect(try await failing.fork("r-3", from: "charge", as: "r-4") == "r-4")
        _ = try await failing.resume("r-4")
        #expect(tally["reserve"] == 3, "a fork was given a result whose effect had been taken back")
    }

    @Test func anIDIsAnsweredForOneWorkflowOnly() async throws {
        let engine = try await engine(InMemoryStore(), single { _, n in n }, diamond())
        _ = try await engine.execute("single", input: 1, runID: "r-1")
        let executed = await #expect(throws: TasktError.self) {
            try await engine.execute("diamond", input: 1, runID: "r-1")
        }
        let submitted = await #expect(throws: TasktError.self) {
            try await engine.submit("diamond", input: 1, runID: "r-1")
        }
        #expect(executed?.code == .runIDTaken && submitted?.code == .runIDTaken)
        #expect(try await engine.context(of: "r-1").workflow == "single")
    }

    /// A command line opened a later term, submitted a run, and is gone; the engine that was there before goes on with it.
    @Test func aRunOfALaterTermThatIsDeadIsTakenOver() async throws {
        let store = InMemoryStore()
        let daemon = try await engine(store, single { _, n in n })
        let visitor = try await engine(store, single { _, n in n })
        _ = try await visitor.submit("single", input: 1, runID: "r-1")
        let held = await #expect(throws: TasktError.self) { try await daemon.resume("r-1") }
        #expect(held?.code == .leaseHeld)
        await visitor.shutdown()
        #expect(try await daemon.resume("r-1").status == .completed)
    }

    @Test func waitingForARunCanBeGivenUpAndEndsWithTheEngine() async throws {
        let engine = try await engine(InMemoryStore(), single { _, n in n })
        _ = try await engine.submit("single", input: 1, runID: "r-1")
        let given = Task { try await engine.wait(for: "r-1") }
        given.cancel()
        let cancelled = await #expect(throws: TasktError.self) { try await given.value }
        #expect(cancelled?.code == .interrupted)
        let other = Task { try await engine.wait(for: "r-1") }
        await engine.shutdown()
        let ended = await #expect(throws: TasktError.self) { try await other.value }
        #expect(ended?.code == .interrupted)
    }

    @Test func anEngineHasOneLoop() async throws {
        let (store, gate) = (InMemoryStore(), Gate())
        let engine = try await engine(
            store,
            single { _, n in
                await gate.wait()
                return n
            }
        )
        _ = try await engine.submit("single", input: 1, runID: "r-1")
        let loop = Task { try await engine.run() }
        await gate.arrivals(atLeast: 1)
        let refused = await #expect(throws: TasktError.self) { try await engine.run() }
        #expect(refused?.code == .alreadyRunning)
        gate.open()
        #expect(try await engine.wait(for: "r-1").status == .completed)
        await engine.shutdown()
        try await loop.value
    }

    @Test func aResultWhoseOrderIsChanceIsNoBrokenOne() async throws {
        let definition = WorkflowDefinition("sets", input: Int.self) { graph in
            let words = graph.task("words", after: graph.input) { _, n in Set((0..<50).map { "word \($0 + n)" }) }
            graph.task("count", after: words) { _, words in words.count }
        }
        let engine = try await engine(InMemoryStore(), definition)
        let context = try await engine.execute("sets", input: 1)
        #expect(try context.result(of: "count", as: Int.self) == 50)
    }

    /// Two branches end in one batch, one of them for good: what the other would begin is stopped, not waited for.
    @Test func whatTheSameBatchBeganIsStoppedWithTheRun() async throws {
        let (gate, tally) = (Gate(), Tally())
        let definition = WorkflowDefinition("race", input: Int.self) { graph in
            let left = graph.task("left", after: graph.input) { _, n in
                await gate.wait()
                return n
            }
            graph.task("right", after: graph.input) { _, _ -> Int in
                await gate.wait()
                throw Fault(isTransient: false)
            }
            graph.task("behind", after: left) { context, n in
                tally.count("behind")
                while !context.isCancelled { await Task.yield() }
                return n
            }
        }
        for _ in 0..<20 {
            let engine = try await engine(InMemoryStore(), definition)
            async let ending = engine.execute("race", input: 1)
            await gate.arrivals(atLeast: 2)
            gate.open()
            #expect(try await ending.status == .failed)
        }
    }
}
