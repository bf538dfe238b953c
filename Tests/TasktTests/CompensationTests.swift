import Taskt
import TasktTesting
import Testing

/// Effects are taken back in reverse order where a run does not complete.
@Suite(.timeLimit(.minutes(5))) struct CompensationTests {
    private static let broken = Fault(failureCode: "broken", isTransient: false)

    /// Three bookings in a row, each with a compensation, then a task that does as `last` says.
    private static func trip(
        _ notes: Notes,
        rules: TaskRules = TaskRules(),
        undo: @escaping @Sendable (TaskContext) async throws -> Void = { _ in },
        last: @escaping @Sendable (TaskContext) async throws -> Void = { _ in throw Self.broken }
    ) -> WorkflowDefinition {
        WorkflowDefinition("trip", input: Int.self) { graph in
            var before = graph.input
            for name: TaskName in ["flight", "hotel", "car"] {
                before = graph.task(name, after: before, rules: rules) { _, number in number + 1 }
                graph.compensate(before) { context, number in
                    notes.add("\(context.task) \(number)")
                    try await undo(context)
                }
            }
            graph.task("pay", after: before) { context, number in
                try await last(context)
                return number
            }
        }
    }

    @Test func effectsAreTakenBackInReverseOrderOfCompletion() async throws {
        let notes = Notes()
        let engine = try await engine(InMemoryStore(), Self.trip(notes))
        let context = try await engine.execute("trip", input: 0)
        #expect(context.status == .failed && context.failure?.code == "broken")
        #expect(notes.all == ["car 3", "hotel 2", "flight 1"])
        let kinds = try await engine.history(of: "r-only").map(\.kind).suffix(8)
        let pair: [HistoryEvent.Kind] = [.compensationStarted, .compensationCompleted]
        #expect(Array(kinds) == [.runEnding] + pair + pair + pair + [.runFailed])
    }

    /// What decides is the order in which results were recorded, not the order of the definition.
    @Test func theTaskThatCompletedLastIsTakenBackFirst() async throws {
        let (notes, store, gates) = (Notes(), ObservedStore(), [Gate(), Gate(), Gate()])
        let definition = WorkflowDefinition("fan", input: Int.self) { graph in
            for number in 0..<3 {
                let name = TaskName(rawValue: "branch-\(number)")
                let done = graph.task(name, after: graph.input) { _, _ in
                    await gates[number].wait()
                    return number
                }
                graph.compensate(done) { _, number in notes.add("\(number)") }
            }
            graph.task("fails", after: graph.input) { _, _ -> Int in
                await store.recorded(.taskCompleted, times: 3)
                throw Self.broken
            }
        }
        let engine = try await engine(store, definition)
        async let ending = engine.execute("fan", input: 0)
        for number in [1, 2, 0] {
            gates[number].open()
            await store.recorded(.taskCompleted, TaskName(rawValue: "branch-\(number)"))
        }
        _ = try await ending
        #expect(notes.all == ["0", "2", "1"])
    }

    @Test func aCompensationThatFailsIsTriedAgainUnderThePolicyAndTheOthersStillRun() async throws {
        let (clock, notes) = (ManualClock(), Notes())
        let rules = TaskRules(retryPolicy: RetryPolicy(retries: 2, initialDelay: .seconds(10)))
        let definition = Self.trip(
            notes,
            rules: rules,
            undo: { context in
                if context.task == "hotel" { throw Fault(failureCode: "closed") }
                if context.task == "flight", context.attempt == 1 { throw Fault() }
            }
        )
        let engine = try await timedEngine(InMemoryStore(), clock, definition)
        async let ending = engine.execute("trip", input: 0)
        for delay in [10, 20, 10] {
            await clock.sleepers(atLeast: 1)
            #expect(clock.advanceToNextDeadline() == .seconds(delay))
        }
        #expect(try await ending.failure?.code == "broken", "the run failed by what failed it")
        #expect(notes.all == ["car 3", "hotel 2", "hotel 2", "hotel 2", "flight 1", "flight 1"])
        let failed = try await engine.history(of: "r-only").filter { $0.kind == .compensationFailed }
        #expect(failed.map(\.task) == ["hotel"] && failed.map(\.failure?.code) == ["closed"])
    }

    /// A compensation is under way when the process ends: it runs again, and those that were recorded do not.
    @Test func aCrashInTheMiddleOfACompensationRepeatsThatOneOnly() async throws {
        let (gate, notes, tally, store) = (Gate(), Notes(), Tally(), InMemoryStore())
        let definition = Self.trip(
            notes,
            undo: { context in
                tally.count(context.task)
                if context.task == "hotel", tally["hotel"] == 1 { await gate.wait() }
            }
        )
        let first = try await engine(store, definition)
        async let crashed = first.execute("trip", input: 0)
        await gate.arrivals(atLeast: 1)
        let second = try await engine(wreck(of: store), definition)
        let context = try await second.resume("r-only")
        #expect(context.status == .failed && context.failure?.code == "broken")
        #expect(notes.all == ["car 3", "hotel 2", "hotel 2", "flight 1"])
        gate.open()
        _ = try await crashed
    }

    /// The process ends behind any event of an undone run: its end is the same, and no recorded compensation repeats.
    @Test func afterACutBehindAnyEventEachEffectIsTakenBack() async throws {
        let (notes, store) = (Notes(), InMemoryStore())
        let definition = Self.trip(notes)
        _ = try await engine(store, definition).execute("trip", input: 0)
        let history = try #require(try await store.run("r-only")).history
        for cut in 1..<history.count {
            let (before, kept) = (notes.all.count, history.prefix(cut))
            let done = kept.count { $0.kind == .compensationCompleted }
            let context = try await engine(wreck(of: store, keeping: cut), definition).resume("r-only")
            #expect(context.status == .failed && context.failure?.code == "broken", "cut behind event \(cut)")
            #expect(notes.all.dropFirst(before) == ["car 3", "hotel 2", "flight 1"].dropFirst(done))
        }
    }

    @Test func aCancelledRunIsTakenBackToo() async throws {
        let (notes, hall) = (Notes(), ManualClock())
        let definition = Self.trip(notes, last: { _ in try await hall.sleep(for: .seconds(1)) })
        let engine = try await engine(InMemoryStore(), definition)
        async let ending = engine.execute("trip", input: 0)
        await hall.sleepers(atLeast: 1)
        #expect(try await engine.cancel("r-only", cause: "asked"))
        #expect(try await ending.status == .cancelled)
        #expect(notes.all == ["car 3", "hotel 2", "flight 1"])
        let last = try await engine.history(of: "r-only").last
        #expect(last?.kind == .runCancelled && last?.cause == "asked")
    }

    @Test func aRunThatNobodyDrivesIsTakenBackWhenItIsCancelled() async throws {
        let (notes, hall, store) = (Notes(), ManualClock(), InMemoryStore())
        let definition = Self.trip(notes, last: { _ in try await hall.sleep(for: .seconds(1)) })
        let first = try await engine(store, definition)
        let crashed = Task { try await first.execute("trip", input: 0) }
        await hall.sleepers(atLeast: 1)
        let second = try await engine(wreck(of: store), definition)
        crashed.cancel()
        #expect(try await second.cancel("r-only", cause: "asked"))
        #expect(try await second.context(of: "r-only").status == .cancelled)
        #expect(notes.all == ["car 3", "hotel 2", "flight 1"])
    }

    /// What was taken back cannot be built upon: the run is forked instead.
    @Test func anUndoneRunCanBeForkedAndNotResumed() async throws {
        let (notes, tally) = (Notes(), Tally())
        let definition = Self.trip(notes, last: { _ in if tally["mended"] == 0 { throw Self.broken } })
        let engine = try await engine(InMemoryStore(), definition)
        _ = try await engine.execute("trip", input: 0)
        let error = await #expect(throws: TasktError.self) { try await engine.resume("r-only", cause: "again") }
        #expect(error?.code == .notResumable && error?.runID == "r-only")
        tally.count("mended")
        let fork = try await engine.fork("r-only", as: "r-fork")
        #expect(try await engine.resume(fork).status == .completed)
        #expect(try await engine.context(of: "r-only").status == .failed)
    }

    @Test func aCompletedRunIsNotTakenBack() async throws {
        let notes = Notes()
        let engine = try await engine(InMemoryStore(), Self.trip(notes, last: { _ in }))
        #expect(try await engine.execute("trip", input: 0).status == .completed)
        #expect(notes.all.isEmpty)
    }

    /// A run that is put aside is to be resumed: its effects stay.
    @Test func aQuarantinedRunIsNotTakenBack() async throws {
        let (notes, gate, store) = (Notes(), Gate(), InMemoryStore())
        let definition = Self.trip(notes, last: { _ in await gate.wait() })
        let first = try await engine(store, definition)
        async let crashed = first.execute("trip", input: 0)
        await gate.arrivals(atLeast: 1)
        let options = WorkflowEngine.Options(crashLimit: 1, storeRetries: .never)
        let second = try await engine(wreck(of: store), options: options, definition)
        #expect(try await second.resume("r-only").failure?.code == .crashed)
        #expect(notes.all.isEmpty)
        gate.open()
        #expect(try await second.resume("r-only", cause: "mended").status == .completed)
        _ = try await crashed
    }

    /// An attempt to take an effect back timed out, and its body ends while the next one runs: it once counted for
    /// that one, and a second body of it was begun beside it.
    @Test func aCompensationThatEndsAfterItsTimeoutIsNotTakenForTheNext() async throws {
        let (clock, old, new, notes, store) = (ManualClock(), Gate(), Gate(), Notes(), ObservedStore())
        let rules = TaskRules(timeout: .seconds(5), retryPolicy: RetryPolicy(retries: 1, initialDelay: .zero))
        let definition = WorkflowDefinition("late", input: Int.self) { graph in
            let booked = graph.task("booked", after: graph.input, rules: rules) { _, number in number }
            graph.compensate(booked) { context, _ in
                notes.add("begun \(context.attempt)")
                await (context.attempt == 1 ? old : new).wait()
                notes.add("ended \(context.attempt)")
                try Task.checkCancellation()
            }
            graph.task("pay", after: booked) { _, _ -> Int in throw Self.broken }
        }
        let engine = try await timedEngine(store, clock, definition)
        async let ending = engine.execute("late", input: 0)
        await old.arrivals(atLeast: 1)
        await clock.sleepers(atLeast: 1)
        clock.advance(by: .seconds(5))
        // The next attempt begins once the body has had its grace.
        await clock.sleepers(atLeast: 1)
        #expect(clock.advanceToNextDeadline() == .seconds(30))
        await new.arrivals(atLeast: 1)
        old.open()
        await clock.sleepers(atLeast: 1)
        new.open()
        #expect(try await ending.status == .failed)
        #expect(notes.all.filter { $0 == "begun 2" }.count == 1)
        let events = try await engine.history(of: "r-only").filter { $0.kind == .compensationCompleted }
        #expect(events.map(\.attempt) == [2])
    }
}
