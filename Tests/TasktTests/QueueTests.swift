import Taskt
import TasktTesting
import Testing

/// Runs that an engine takes up by itself: submitted, scheduled, or left by another.
@Suite(.timeLimit(.minutes(5))) struct QueueTests {
    @Test func aSubmittedRunIsDrivenAndWaitedFor() async throws {
        let engine = try await timedEngine(InMemoryStore(), ManualClock(), diamond())
        async let loop: Void = engine.run()
        let id = try await engine.submit("diamond", input: 21, metadata: ["name": "a"])
        let context = try await engine.wait(for: id)
        #expect(context.status == .completed && context.metadata["name"] == "a")
        #expect(try await engine.wait(for: id).status == .completed, "a run that has ended is returned at once")
        await engine.shutdown()
        try await loop
    }

    @Test func aSecondSubmissionUnderTheSameIDChangesNothing() async throws {
        let engine = try await engine(InMemoryStore(), single { _, input in input })
        for input in [1, 2] { _ = try await engine.submit("single", input: input, runID: "r-1") }
        #expect(try await engine.recover()["r-1"]?.get().result(of: "only", as: Int.self) == 1)
        #expect(try await engine.runs().count == 1)
    }

    @Test func waitingRunsBeginInTheOrderOfTheirPriority() async throws {
        let notes = Notes()
        let options = WorkflowEngine.Options(storeRetries: .never, maximumRuns: 1)
        let definition = single { context, input in
            notes.add("\(context.workflow.workflowID)")
            return input
        }
        let engine = try await timedEngine(InMemoryStore(), ManualClock(), options: options, definition)
        for (id, priority): (RunID, Int) in [("low", -1), ("first", 0), ("high", 5), ("second", 0)] {
            _ = try await engine.submit("single", input: 1, runID: id, priority: priority)
        }
        async let loop: Void = engine.run()
        #expect(try await engine.wait(for: "low").status == .completed)
        await engine.shutdown()
        try await loop
        #expect(notes.all == ["high", "first", "second", "low"])
    }

    @Test func aScheduledRunBeginsAtItsTimeAndNotBefore() async throws {
        let (clock, store) = (ManualClock(), ObservedStore())
        let engine = try await timedEngine(store, clock, single { _, input in input })
        let due = origin.advanced(by: .seconds(4))
        _ = try await engine.submit("single", input: 1, runID: "r-1", at: due)
        async let loop: Void = engine.run()
        await clock.sleepers(atLeast: 1)
        #expect(try await engine.context(of: "r-1").status == .pending)
        #expect(try await engine.recover().isEmpty)
        #expect(clock.advanceToNextDeadline() == .seconds(4))
        #expect(try await engine.wait(for: "r-1").status == .completed)
        let started = try await engine.history(of: "r-1").first { $0.kind == .attemptStarted }
        #expect(started?.at == due)
        await engine.shutdown()
        try await loop
    }

    @Test func theRunLoopTakesUpWhatADeadEngineLeft() async throws {
        let (gate, tally, store) = (Gate(), Tally(), InMemoryStore())
        let definition = diamond(tally) { context in
            if context.task == "eval", tally["eval"] == 1 { await gate.wait() }
        }
        let first = try await engine(store, definition)
        async let crashed = first.execute("diamond", input: 1, runID: "r-1")
        await gate.arrivals(atLeast: 1)
        let second = try await timedEngine(wreck(of: store), ManualClock(), definition)
        async let loop: Void = second.run()
        #expect(try await second.wait(for: "r-1").status == .completed)
        await second.shutdown()
        try await loop
        #expect(tally["fetch"] == 1 && tally["eval"] == 2)
        gate.open()
        _ = try await crashed
    }

    /// An engine dies while another one's loop waits: its run is found at the next look, ten seconds on at most.
    @Test func theRunLoopFindsARunWhoseEngineDiesLater() async throws {
        let (clock, store) = (ManualClock(), InMemoryStore())
        let dying = try await engine(store, diamond())
        _ = try await dying.submit("diamond", input: 1, runID: "r-1")
        let engine = try await timedEngine(store, clock, diamond())
        async let loop: Void = engine.run()
        await clock.sleepers(atLeast: 1)
        await dying.shutdown()
        #expect(clock.advanceToNextDeadline() == .seconds(10))
        #expect(try await engine.wait(for: "r-1").status == .completed)
        await engine.shutdown()
        try await loop
    }

    /// A scheduled run of another engine is due: this loop cannot begin it, and once looked again every millisecond.
    @Test func aDueRunOfAnotherEngineIsNotLookedAtAgainAndAgain() async throws {
        let (clock, store) = (ManualClock(), InMemoryStore())
        let owner = try await timedEngine(store, clock, diamond())
        _ = try await owner.submit("diamond", input: 1, runID: "r-1", at: origin.advanced(by: .seconds(3)))
        let engine = try await timedEngine(store, clock, diamond())
        async let loop: Void = engine.run()
        await clock.sleepers(atLeast: 1)
        #expect(clock.advanceToNextDeadline() == .seconds(3))
        await clock.sleepers(atLeast: 1)
        #expect(clock.advanceToNextDeadline() == .seconds(10))
        await clock.sleepers(atLeast: 1)
        await engine.shutdown()
        try await loop
    }

    @Test func aRunThatCannotBeResumedHoldsUpNoOther() async throws {
        let store = InMemoryStore()
        let first = try await engine(store, diamond(), single { _, input in input })
        for number in 0..<5 {
            _ = try await first.submit("diamond", input: 1, runID: numbered("r", number), priority: 9)
        }
        _ = try await first.submit("single", input: 1, runID: "r-known")
        await first.shutdown()
        let options = WorkflowEngine.Options(storeRetries: .never, maximumRuns: 1)
        let second = try await timedEngine(store, ManualClock(), options: options, single { _, input in input })
        async let loop: Void = second.run()
        #expect(try await second.wait(for: "r-known").status == .completed)
        await second.shutdown()
        try await loop
    }

    @Test func noMoreRunsAreDrivenAtOnceThanTheEngineMay() async throws {
        let (gate, peak) = (Gate(), Meter())
        let options = WorkflowEngine.Options(storeRetries: .never, maximumRuns: 3)
        let definition = single { _, input in
            peak.enter()
            await gate.wait()
            peak.leave()
            return input
        }
        let engine = try await timedEngine(InMemoryStore(), ManualClock(), options: options, definition)
        for number in 0..<10 { _ = try await engine.submit("single", input: 1, runID: numbered("r", number)) }
        async let loop: Void = engine.run()
        await gate.arrivals(atLeast: 3)
        gate.open()
        for number in 0..<10 { #expect(try await engine.wait(for: numbered("r", number)).status == .completed) }
        #expect(peak.highest <= 3)
        await engine.shutdown()
        try await loop
    }

    @Test func anInputThatIsTooLargeOrOfAnotherTypeIsNotRecorded() async throws {
        let options = WorkflowEngine.Options(storeRetries: .never, payloadLimit: 100)
        let definition = WorkflowDefinition("text", input: String.self) { graph in
            graph.task("only", after: graph.input) { _, text in text.count }
        }
        let engine = try await engine(InMemoryStore(), options: options, definition)
        let long = String(repeating: "x", count: 99)
        let large = await #expect(throws: TasktError.self) { try await engine.submit("text", input: long) }
        #expect(large?.code == .inputTooLarge && large?.detail.contains("101 bytes") == true)
        let typed = await #expect(throws: TasktError.self) { try await engine.submit("text", input: 1) }
        #expect(typed?.code == .inputTypeMismatch)
        for id in ["", String(repeating: "x", count: 201), "a\0b"] {
            let named = await #expect(throws: TasktError.self) {
                try await engine.submit("text", input: "a", runID: RunID(rawValue: id))
            }
            #expect(named?.code == .invalidRunID)
        }
        #expect(try await engine.runs().isEmpty)
    }
}
