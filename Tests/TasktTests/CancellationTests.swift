import Taskt
import TasktTesting
import Testing

@Suite(.timeLimit(.minutes(5))) struct CancellationTests {
    /// A run is cancelled at a random body and resumed, five times over: what is recorded is recorded once, has all
    /// that it needs, and never runs again.
    @Test(arguments: 0..<UInt64(depth(60, nightly: 1_000)))
    func recordedTasksNeverRunAgainOverRoundsOfCancelAndResume(seed: UInt64) async throws {
        let (tally, hook, hall) = (Tally(), Hook<TaskContext>(), ManualClock())
        let graph = RandomGraph(seed: seed) { context in
            tally.count(context.task)
            hook(context)
            // A body that is stopped says so; one that is not goes on at once.
            try Task.checkCancellation()
            if context.isCancelled { try await hall.sleep(for: .seconds(1)) }
        }
        let store = InMemoryStore()
        let engine = try await engine(store, graph.definition)
        var random = SeededRandom(seed: ~seed)
        var before: [TaskName: Int] = [:]
        for round in 0...5 {
            let (left, entered) = (Int.random(in: 1...6, using: &random), Tally())
            hook.set { [weak engine] _ in
                entered.count("body")
                if round < 5, entered["body"] == left { _ = engine?.stop("r-1", cause: "round \(round)") }
            }
            let context =
                round == 0
                ? try await engine.execute("random", input: 1, runID: "r-1")
                : try await engine.resume("r-1", cause: "round \(round)")
            let recorded = try #require(try await store.run("r-1")).checkpoints.map(\.task)
            #expect(Set(recorded).count == recorded.count, "a task is recorded twice")
            #expect(graph.isClosed(Set(recorded)), "a task is recorded without one that it needs")
            #expect(context.status == (recorded.count == graph.names.count ? .completed : .cancelled) || round < 5)
            for (task, count) in before { #expect(tally[task] == count, "\(task) was recorded and ran again") }
            for task in recorded { before[task] = tally[task] }
        }
        #expect(try await engine.context(of: "r-1").status == .completed)
        try await expectOneEnd(of: "r-1", at: engine)
    }

    /// The cancel lands behind the last result and before the end of the run is on record.
    @Test(arguments: [EngineFailpoint.bodyDone, .stepCommitBefore, .runDoneBefore, .runDoneAfter])
    func aCancelAroundTheLastCommitLeavesExactlyOneEnd(moment: EngineFailpoint) async throws {
        let hook = Hook<RunID>()
        let options = WorkflowEngine.Options(
            storeRetries: .never,
            failpoint: { point, id in if point == moment { hook(id) } }
        )
        let engine = try await engine(InMemoryStore(), options: options, single { _, input in input })
        hook.set { [weak engine] id in _ = engine?.stop(id, cause: "asked at the last moment") }
        let context = try await engine.execute("single", input: 1)
        try await expectOneEnd(of: "r-only", at: engine)
        #expect(try await engine.context(of: "r-only").status == context.status)
        #expect(context.status == .completed || moment == .bodyDone)
        #expect(context.results["only"] != nil, "what the body gave is kept either way")
    }

    /// The end of a cancelled run is being written while it is resumed: the second run of it waits for no one dead,
    /// and ends.
    @Test func aResumeDuringTheLastWriteOfACancelledRunEnds() async throws {
        let (hall, write, tally) = (ManualClock(), Gate(), Tally())
        let plan = FaultPlan(delaying: { operation in
            if operation == "append history", tally["cancelled"] == 1 { await write.wait() }
        })
        let definition = single { context, input in
            tally.count(context.task)
            if tally[context.task] == 1 { try await hall.sleep(for: .seconds(1)) }
            return input
        }
        let engine = try await engine(InMemoryStore(faults: plan), definition)
        async let first = engine.execute("single", input: 1)
        await hall.sleepers(atLeast: 1)
        tally.count("cancelled")
        #expect(engine.stop("r-only", cause: "asked"))
        await write.arrivals(atLeast: 1)
        async let second = engine.resume("r-only", cause: "again")
        write.open()
        #expect(try await first.status == .cancelled)
        #expect(try await second.status == .completed)
        #expect(tally["only"] == 2)
    }

    @Test func aCancelReachesABodyThatAsksForIt() async throws {
        let (gate, seen) = (Gate(), Tally())
        let definition = single { context, input in
            await withTaskCancellationHandler {
                await gate.wait()
            } onCancel: {
                gate.open()
            }
            if context.isCancelled { seen.count("cancelled") }
            return input
        }
        let engine = try await engine(InMemoryStore(), definition)
        async let ending = engine.execute("single", input: 1)
        await gate.arrivals(atLeast: 1)
        #expect(engine.stop("r-only", cause: "asked"))
        let context = try await ending
        #expect(context.status == .cancelled)
        #expect(seen["cancelled"] == 1)
        #expect(try await engine.history(of: "r-only").last?.cause == "asked")
        #expect(!engine.stop("r-only", cause: "too late"))
    }

    @Test func aRunThatWasNeverBegunIsCancelledWithoutABodyRunning() async throws {
        let tally = Tally()
        let engine = try await engine(InMemoryStore(), diamond(tally))
        let id = try await engine.submit("diamond", input: 1)
        #expect(try await engine.cancel(id, cause: "not needed"))
        #expect(try await engine.context(of: id).status == .cancelled)
        #expect(try await engine.recover().isEmpty)
        #expect(tally["fetch"] == 0)
    }
}

/// Checks that a run ended, and that it did once for each time that it was begun or resumed.
func expectOneEnd(of id: RunID, at engine: WorkflowEngine) async throws {
    let history = try await engine.history(of: id)
    let ends = history.indices.filter { history[$0].resultingStatus?.isTerminal == true }
    #expect(!ends.isEmpty, "the run has no end")
    for (end, next) in zip(ends, ends.dropFirst()) {
        #expect(history[end..<next].contains { $0.kind == .runResumed }, "the run ended twice")
    }
}
