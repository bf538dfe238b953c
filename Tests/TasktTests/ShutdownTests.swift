import Taskt
import TasktTesting
import Testing

@Suite(.timeLimit(.minutes(5))) struct ShutdownTests {
    /// What is under way ends within the grace and is recorded; nothing new begins; another engine does the rest.
    @Test func aDrainLetsBodiesEndAndBeginsNothingNew() async throws {
        let (gate, tally, store) = (Gate(), Tally(), ObservedStore())
        let definition = diamond(tally) { context in if context.task == "fetch" { await gate.wait() } }
        let first = try await timedEngine(store, ManualClock(), definition)
        let running = Task { try await first.execute("diamond", input: 1, runID: "r-1") }
        await gate.arrivals(atLeast: 1)
        await store.recorded(.taskCompleted, "ingest")
        async let stopped: Void = first.shutdown()
        gate.open()
        await stopped
        let calls = store.calls.count
        let error = await #expect(throws: TasktError.self) { try await running.value }
        #expect(error?.code == .interrupted && error?.runID == "r-1")
        #expect(try await Set(store.base.run("r-1")?.checkpoints.map(\.task) ?? []) == ["fetch", "ingest"])
        let refused = await #expect(throws: TasktError.self) { try await first.execute("diamond", input: 1) }
        #expect(refused?.code == .interrupted)
        #expect(store.calls.count == calls)

        let second = try await engine(store.base, definition)
        #expect(try await second.recover()["r-1"]?.get().status == .completed)
        #expect(tally["fetch"] == 1 && tally["ingest"] == 1 && tally["parse"] == 1)
    }

    @Test func whatDoesNotEndWithinTheGraceIsStoppedAndRunsAgainLater() async throws {
        let (clock, hall, tally, store) = (ManualClock(), ManualClock(), Tally(), ObservedStore())
        let definition = single { context, input in
            tally.count(context.task)
            if tally[context.task] == 1 { try await hall.sleep(for: .seconds(1)) }
            return input
        }
        let first = try await timedEngine(store, clock, definition)
        let running = Task { try await first.execute("single", input: 1) }
        await hall.sleepers(atLeast: 1)
        async let stopped: Void = first.shutdown(grace: .seconds(20))
        await clock.sleepers(atLeast: 1)
        #expect(clock.advanceToNextDeadline() == .seconds(20))
        await stopped
        _ = await running.result
        #expect(try await store.base.run("r-only")?.history.last?.kind == .attemptInterrupted)
        #expect(try await engine(store.base, definition).recover()["r-only"]?.get().status == .completed)
        #expect(tally["only"] == 2)
    }

    /// A body that answers to nothing is waited for no longer than the two graces; what it does later reaches the
    /// store no more.
    @Test func nothingUsesTheStoreAfterAShutdownHasReturned() async throws {
        let (clock, gate, ended, store) = (ManualClock(), Gate(), Gate(), ObservedStore())
        let definition = single { context, input in
            await gate.wait()
            do { try await context.heartbeat("still here") } catch { ended.open() }
            return input
        }
        let options = WorkflowEngine.Options(storeRetries: .never, cancellationGrace: .seconds(30))
        let first = try await timedEngine(store, clock, options: options, definition)
        let running = Task { try await first.execute("single", input: 1, runID: "r-1") }
        await gate.arrivals(atLeast: 1)
        async let stopped: Void = first.shutdown(grace: .seconds(20))
        await clock.sleepers(atLeast: 1)
        clock.advance(by: .seconds(20))
        await clock.sleepers(atLeast: 1)
        clock.advance(by: .seconds(30))
        await stopped
        let calls = store.calls
        gate.open()
        await ended.wait()
        _ = await running.result
        #expect(store.calls == calls)
        #expect(try await engine(store.base, definition).recover()["r-1"]?.get().status == .completed)
    }

    /// The loop is reading the store when the shutdown begins: the shutdown waits for it.
    @Test func aShutdownWaitsForTheRunLoopToLetGoOfTheStore() async throws {
        let (reading, notes) = (Gate(), Notes())
        let plan = FaultPlan(delaying: { operation in
            guard operation == "list runs" else { return }
            await reading.wait()
            notes.add("read")
        })
        let engine = try await timedEngine(InMemoryStore(faults: plan), ManualClock(), diamond())
        async let loop: Void = engine.run()
        await reading.arrivals(atLeast: 1)
        let stopping = Task {
            await engine.shutdown()
            notes.add("shut down")
        }
        reading.open()
        await stopping.value
        try await loop
        #expect(notes.all.last == "shut down")
        #expect(notes.all.count(where: { $0 == "shut down" }) == 1)
    }

    @Test func aDelayBeforeARetryDoesNotHoldAShutdown() async throws {
        let (clock, store, tally) = (ManualClock(), InMemoryStore(), Tally())
        let rules = TaskRules(retryPolicy: RetryPolicy(retries: 3, initialDelay: .seconds(60)))
        let definition = single(rules) { context, input in
            tally.count(context.task)
            if context.attempt == 1 { throw Fault() }
            return input
        }
        let first = try await timedEngine(store, clock, definition)
        let running = Task { try await first.execute("single", input: 1) }
        await clock.sleepers(atLeast: 1)
        await first.shutdown()
        _ = await running.result
        let second = try await timedEngine(store, clock, definition)
        async let ending = second.resume("r-only")
        await clock.sleepers(atLeast: 1)
        #expect(clock.advanceToNextDeadline() == .seconds(60))
        #expect(try await ending.status == .completed)
        #expect(tally["only"] == 2)
    }

    @Test func aCompensationThatAShutdownCutsShortRunsAgain() async throws {
        let (clock, hall, notes, store) = (ManualClock(), ManualClock(), Notes(), InMemoryStore())
        let definition = WorkflowDefinition("undo", input: Int.self) { graph in
            let booked = graph.task("booked", after: graph.input) { _, number in number }
            graph.compensate(booked) { _, _ in
                notes.add("undo")
                if notes.all.count == 1 { try await hall.sleep(for: .seconds(1)) }
            }
            graph.task("pay", after: booked) { _, _ -> Int in throw Fault(isTransient: false) }
        }
        let first = try await timedEngine(store, clock, definition)
        let running = Task { try await first.execute("undo", input: 1) }
        await hall.sleepers(atLeast: 1)
        async let stopped: Void = first.shutdown(grace: .seconds(1))
        await clock.sleepers(atLeast: 1)
        clock.advance(by: .seconds(1))
        await stopped
        _ = await running.result
        #expect(try await store.run("r-only")?.status == .running)
        #expect(try await timedEngine(store, clock, definition).resume("r-only").status == .failed)
        #expect(notes.all == ["undo", "undo"])
    }
}
