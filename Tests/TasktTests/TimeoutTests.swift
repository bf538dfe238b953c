import Taskt
import TasktTesting
import Testing

@Suite(.timeLimit(.minutes(5))) struct TimeoutTests {
    private static let retries = RetryPolicy(retries: 5, initialDelay: .seconds(10))

    @Test func aTaskOutOfTimeDuringADelayFailsAtItsDeadline() async throws {
        let clock = ManualClock()
        let rules = TaskRules(totalTimeout: .seconds(15), retryPolicy: Self.retries)
        let engine = try await timedEngine(InMemoryStore(), clock, single(rules) { _, _ in throw Fault() })
        async let ending = engine.execute("single", input: 1)
        await clock.sleepers(atLeast: 2)
        #expect(clock.advanceToNextDeadline() == .seconds(10))
        await clock.sleepers(atLeast: 2)
        #expect(clock.advanceToNextDeadline() == .seconds(5))
        let context = try await ending
        #expect(context.status == .failed)
        #expect(context.failure?.code == .timedOut && context.failure?.isTransient == false)
        #expect(context.failure?.attempt == 2)
        #expect(context.failure?.message.contains("test-fault") == true, "the last failure is named")
        #expect(try await engine.history(of: "r-only").last?.at == origin.advanced(by: .seconds(15)))
    }

    @Test func aTaskOutOfTimeDuringAnAttemptFailsAtItsDeadline() async throws {
        let (clock, hall) = (ManualClock(), ManualClock())
        let rules = TaskRules(totalTimeout: .seconds(15), retryPolicy: Self.retries)
        let definition = single(rules) { context, input in
            if context.attempt == 1 { throw Fault() }
            try await hall.sleep(for: .seconds(1))
            return input
        }
        let engine = try await timedEngine(InMemoryStore(), clock, definition)
        async let ending = engine.execute("single", input: 1)
        await clock.sleepers(atLeast: 2)
        #expect(clock.advanceToNextDeadline() == .seconds(10))
        await hall.sleepers(atLeast: 1)
        #expect(clock.advanceToNextDeadline() == .seconds(5))
        let context = try await ending
        #expect(context.failure?.code == .timedOut && context.failure?.attempt == 2)
        let history = try await engine.history(of: "r-only")
        #expect(history.last { $0.kind == .attemptFailed }?.failure?.code == .timedOut)
        #expect(history.last?.at == origin.advanced(by: .seconds(15)))
    }

    @Test func theTimeThatATaskHasTakenSurvivesARestart() async throws {
        let (clock, store) = (ManualClock(), InMemoryStore())
        let definition = single(TaskRules(totalTimeout: .seconds(15), retryPolicy: Self.retries)) { _, _ in
            throw Fault()
        }
        let first = try await timedEngine(store, clock, definition)
        let running = Task { try await first.execute("single", input: 1) }
        await clock.sleepers(atLeast: 2)
        clock.advanceToNextDeadline()
        await clock.sleepers(atLeast: 2)
        let disk = try await wreck(of: store)
        running.cancel()
        _ = await running.result
        clock.advance(by: .seconds(2))

        let second = try await timedEngine(disk, clock, definition)
        async let ending = second.resume("r-only")
        await clock.sleepers(atLeast: 2)
        #expect(clock.advanceToNextDeadline() == .seconds(3))
        #expect(try await ending.failure?.code == .timedOut)
    }

    /// A timeout is an outcome like any other: recorded, counted, and not lived through again.
    @Test func aTimedOutAttemptIsRecordedAndNotRepeatedOnReplay() async throws {
        let (clock, hall, store, tally) = (ManualClock(), ManualClock(), InMemoryStore(), Tally())
        let rules = TaskRules(timeout: .seconds(5), retryPolicy: RetryPolicy(retries: 1, initialDelay: .seconds(10)))
        let definition = single(rules) { context, input in
            tally.count(context.task)
            try await hall.sleep(for: .seconds(1))
            return input
        }
        let first = try await timedEngine(store, clock, definition)
        let running = Task { try await first.execute("single", input: 1) }
        await hall.sleepers(atLeast: 1)
        await clock.sleepers(atLeast: 1)
        #expect(clock.advanceToNextDeadline() == .seconds(5))
        await clock.sleepers(atLeast: 1)
        let disk = try await wreck(of: store)
        running.cancel()
        _ = await running.result

        let second = try await timedEngine(disk, clock, definition)
        async let ending = second.resume("r-only")
        await clock.sleepers(atLeast: 1)
        #expect(tally["only"] == 1, "the attempt that timed out ran again")
        #expect(clock.advanceToNextDeadline() == .seconds(10))
        await hall.sleepers(atLeast: 1)
        await clock.sleepers(atLeast: 1)
        #expect(clock.advanceToNextDeadline() == .seconds(5))
        let context = try await ending
        #expect(context.failure?.code == .timedOut && context.failure?.attempt == 2)
        #expect(tally["only"] == 2)
        let events = try await second.history(of: "r-only").filter { $0.kind == .attemptFailed }
        #expect(events.map(\.failure?.code) == [.timedOut, .timedOut])

        // A crash between the failure on record and the end of the run: the body is not asked again.
        let whole = try await second.history(of: "r-only")
        let third = try await timedEngine(wreck(of: disk, keeping: whole.count - 1), clock, definition)
        #expect(try await third.resume("r-only").failure?.code == .timedOut)
        #expect(tally["only"] == 2)
    }

    /// A body that cleans up after a cancel runs past its timeout: the run was cancelled, and no timeout is claimed.
    @Test func aCancelWinsOverATimeoutDuringCleanUp() async throws {
        let (clock, hall, gate, store, tally) = (ManualClock(), ManualClock(), Gate(), InMemoryStore(), Tally())
        let definition = single(TaskRules(timeout: .seconds(5))) { context, input in
            tally.count(context.task)
            if tally[context.task] > 1 { return input }
            do {
                try await hall.sleep(for: .seconds(1))
            } catch {
                await gate.wait()
                throw error
            }
            return input
        }
        let engine = try await timedEngine(store, clock, definition)
        async let ending = engine.execute("single", input: 1)
        await hall.sleepers(atLeast: 1)
        await clock.sleepers(atLeast: 1)
        #expect(engine.stop("r-only", cause: "asked"))
        await gate.arrivals(atLeast: 1)
        clock.advance(by: .seconds(6))
        gate.open()
        let context = try await ending
        #expect(context.status == .cancelled)
        #expect(context.errors.isEmpty && context.results.isEmpty)
        let history = try await engine.history(of: "r-only")
        #expect(!history.contains { $0.kind == .attemptFailed || $0.failure != nil })
        #expect(try await engine.resume("r-only", cause: "again").status == .completed)
        #expect(tally["only"] == 2)
    }

    /// Timeout and cancel reach the run while it waits for a commit: both are there at its next look.
    @Test func aCancelThatArrivesTogetherWithATimeoutWins() async throws {
        let (clock, hall, commit) = (ManualClock(), ManualClock(), Gate())
        let isHeld = Tally()
        let plan = FaultPlan(delaying: { operation in
            guard operation == "append history", isHeld["now"] == 1 else { return }
            await commit.wait()
        })
        let definition = WorkflowDefinition("pair", input: Int.self) { graph in
            graph.task("slow", after: graph.input, rules: TaskRules(timeout: .seconds(5))) { _, input in
                try await hall.sleep(for: .seconds(9))
                return input
            }
            graph.task("quick", after: graph.input) { _, input in
                try await hall.sleep(for: .seconds(1))
                return input
            }
        }
        let engine = try await timedEngine(InMemoryStore(faults: plan), clock, definition)
        async let ending = engine.execute("pair", input: 1)
        await hall.sleepers(atLeast: 2)
        await clock.sleepers(atLeast: 1)
        isHeld.count("now")
        hall.advance(by: .seconds(1))
        await commit.arrivals(atLeast: 1)
        clock.advance(by: .seconds(5))
        #expect(engine.stop("r-only", cause: "asked"))
        commit.open()
        #expect(try await ending.status == .cancelled)
        let history = try await engine.history(of: "r-only")
        #expect(!history.contains { $0.failure?.code == .timedOut })
    }

    /// The result of an attempt that had timed out is refused, its successor's is recorded, and the history tells.
    @Test func aLateCompletionOfATimedOutAttemptIsRefusedAndShown() async throws {
        let (clock, gate, store) = (ManualClock(), Gate(), ObservedStore())
        let rules = TaskRules(timeout: .seconds(5), retryPolicy: RetryPolicy(retries: 1, initialDelay: .seconds(1)))
        let definition = single(rules) { context, input in
            if context.attempt == 1 { await gate.wait() }
            return context.attempt * 100
        }
        let engine = try await timedEngine(store, clock, definition)
        async let ending = engine.execute("single", input: 1)
        await gate.arrivals(atLeast: 1)
        await clock.sleepers(atLeast: 1)
        clock.advance(by: .seconds(5))
        await clock.sleepers(atLeast: 2)
        clock.advance(by: .seconds(1))
        await store.recorded(.attemptStarted, times: 2)
        gate.open()
        let context = try await ending
        #expect(try context.result(of: "only", as: Int.self) == 200)
        let late = try await engine.history(of: "r-only").filter { $0.kind == .attemptLate }
        #expect(late.map(\.attempt) == [1])
        #expect(late.first?.cause?.contains("refused") == true)
        #expect(try await store.run("r-only")?.checkpoints.count == 1)
    }

    /// A body that does not answer to cancellation is given up after its grace: its task goes on without it.
    @Test func aBodyThatIgnoresItsTimeoutHoldsItsRunNoLongerThanTheGrace() async throws {
        let (clock, gate, store) = (ManualClock(), Gate(), ObservedStore())
        defer { gate.open() }
        let rules = TaskRules(timeout: .seconds(5), retryPolicy: RetryPolicy(retries: 1, initialDelay: .seconds(1)))
        let definition = single(rules) { context, input in
            if context.attempt == 1 { await gate.wait() }
            return context.attempt * 100
        }
        let options = WorkflowEngine.Options(storeRetries: .never, cancellationGrace: .seconds(30))
        let engine = try await timedEngine(store, clock, options: options, definition)
        async let ending = engine.execute("single", input: 1)
        await gate.arrivals(atLeast: 1)
        await clock.sleepers(atLeast: 1)
        clock.advance(by: .seconds(5))
        await clock.sleepers(atLeast: 2)
        #expect(clock.advanceToNextDeadline() == .seconds(1))
        await store.recorded(.attemptStarted, times: 2)
        #expect(clock.advanceToNextDeadline() == .seconds(29))
        #expect(try await ending.result(of: "only", as: Int.self) == 200)
    }

    @Test func aBodyThatIgnoresACancelHoldsItsRunNoLongerThanTheGrace() async throws {
        let (clock, gate) = (ManualClock(), Gate())
        defer { gate.open() }
        let definition = single { _, input in
            await gate.wait()
            return input
        }
        let options = WorkflowEngine.Options(storeRetries: .never, cancellationGrace: .seconds(30))
        let engine = try await timedEngine(InMemoryStore(), clock, options: options, definition)
        async let ending = engine.execute("single", input: 1)
        await gate.arrivals(atLeast: 1)
        #expect(engine.stop("r-only", cause: "asked"))
        await clock.sleepers(atLeast: 1)
        #expect(clock.advanceToNextDeadline() == .seconds(30))
        #expect(try await ending.status == .cancelled)
    }

    /// The next attempt waits for a body that timed out and still runs; a cancel must not let it begin after all.
    @Test func anAttemptThatWaitsForItsPredecessorToEndIsNotBegunAfterACancel() async throws {
        let (clock, gate, store, tally) = (ManualClock(), Gate(), ObservedStore(), Tally())
        let rules = TaskRules(timeout: .seconds(5), retryPolicy: RetryPolicy(retries: 1, initialDelay: .seconds(1)))
        let definition = single(rules) { context, input in
            tally.count(context.task)
            await gate.wait()
            return input
        }
        let engine = try await timedEngine(store, clock, definition)
        async let ending = engine.execute("single", input: 1)
        await gate.arrivals(atLeast: 1)
        await clock.sleepers(atLeast: 1)
        clock.advance(by: .seconds(5))
        await clock.sleepers(atLeast: 2)
        clock.advance(by: .seconds(1))
        await store.recorded(.attemptStarted, times: 2)
        #expect(engine.stop("r-only", cause: "asked"))
        await store.recorded(.attemptInterrupted)
        gate.open()
        #expect(try await ending.status == .cancelled)
        #expect(tally["only"] == 1)
    }
}
