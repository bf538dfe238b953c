import Taskt
import TasktTesting
import Testing

@Suite(.timeLimit(.minutes(5))) struct WorkflowEngineTests {
    @Test func aRunEndsWithEveryTypedResultRecorded() async throws {
        let tally = Tally()
        let engine = try await engine(InMemoryStore(), diamond(tally))
        let context = try await engine.execute("diamond", input: 21, metadata: ["name": "a"])
        #expect(context.status == .completed)
        #expect(try context.result(of: "eval", as: String.self) == "parsed 42: words of 21")
        #expect(try context.result(of: "report", as: Int.self) == 22)
        #expect(try context.input(as: Int.self) == 21)
        #expect(context.metadata["name"] == "a")
        #expect(context.currentTasks.isEmpty && context.errors.isEmpty)
        for task: TaskName in ["fetch", "parse", "ingest", "eval", "report"] { #expect(tally[task] == 1) }
    }

    @Test func independentBranchesRunAtTheSameTime() async throws {
        let (meeting, arrive) = AsyncStream.makeStream(of: Void.self)
        // fetch waits until ingest has begun: a sequential engine would never end.
        let definition = diamond { context in
            if context.task == "ingest" { arrive.finish() }
            if context.task == "fetch" { for await _ in meeting {} }
        }
        let context = try await engine(InMemoryStore(), definition).execute("diamond", input: 1)
        #expect(context.status == .completed)
    }

    @Test func everyDependencyIsRecordedBeforeATaskBegins() async throws {
        let store = InMemoryStore()
        let definition = diamond { context in
            let stored = try await store.run(context.workflow.workflowID)
            let recorded = Set(stored?.checkpoints.map(\.task) ?? [])
            let needed: [TaskName: Set<TaskName>] = ["parse": ["fetch"], "eval": ["parse", "ingest"]]
            guard recorded.isSuperset(of: needed[context.task] ?? []) else { throw Fault(isTransient: false) }
        }
        let context = try await engine(store, definition).execute("diamond", input: 1)
        #expect(context.status == .completed)
    }

    @Test func aTransientFailureIsTriedAgainAfterItsDelay() async throws {
        let (clock, tally) = (ManualClock(), Tally())
        let definition = diamond(tally) { context in
            if context.task == "ingest", context.attempt < 3 { throw Fault() }
        }
        let engine = try await engine(InMemoryStore(), clock: clock, definition)
        async let ending = engine.execute("diamond", input: 1)
        await clock.sleepers(atLeast: 1)
        #expect(clock.advanceToNextDeadline() == .seconds(10))
        await clock.sleepers(atLeast: 1)
        #expect(clock.advanceToNextDeadline() == .seconds(20))
        #expect(try await ending.status == .completed)
        #expect(tally["ingest"] == 3)
        #expect(tally["fetch"] == 1)
    }

    @Test func thereIsNoDelayAfterTheLastAttempt() async throws {
        let (clock, tally) = (ManualClock(), Tally())
        let definition = diamond(tally) { context in if context.task == "ingest" { throw Fault() } }
        let engine = try await engine(InMemoryStore(), clock: clock, definition)
        async let ending = engine.execute("diamond", input: 1)
        for _ in 0..<2 {
            await clock.sleepers(atLeast: 1)
            clock.advanceToNextDeadline()
        }
        let context = try await ending
        #expect(context.status == .failed)
        #expect(context.errors["ingest"]?.attempt == 3)
        #expect(context.errors["ingest"]?.code == "test-fault")
        #expect(tally["ingest"] == 3)
    }

    @Test func aPermanentFailureEndsTheRunAtOnceAndKeepsOtherResults() async throws {
        let tally = Tally()
        let definition = diamond(tally) { context in
            if context.task == "parse" { throw Fault(failureCode: "broken", isTransient: false) }
        }
        let engine = try await engine(InMemoryStore(), definition)
        let context = try await engine.execute("diamond", input: 1)
        #expect(context.status == .failed)
        #expect(context.errors["parse"]?.code == "broken")
        #expect(context.results["fetch"] != nil)
        #expect(tally["eval"] == 0)
        #expect(try await engine.history(of: "r-only").last?.kind == .runFailed)
    }

    @Test func anAttemptThatTakesTooLongIsStoppedAndRecorded() async throws {
        let clock = ManualClock()
        let definition = WorkflowDefinition(
            id: "slow",
            name: "Slow",
            tasks: [
                TaskDefinition("only", timeout: .seconds(5)) { (_: TaskContext, input: Int) in
                    try await clock.sleep(for: .seconds(1_000))
                    return input
                }
            ],
            dependencies: [:]
        )
        let engine = try await engine(InMemoryStore(), clock: clock, definition)
        async let ending = engine.execute("slow", input: 1)
        await clock.sleepers(atLeast: 2)
        clock.advance(by: .seconds(5))
        let context = try await ending
        #expect(context.status == .failed)
        #expect(context.errors["only"]?.code == .timedOut)
    }

    @Test func aCancelledRunEndsOnceAndItsBodiesAreStopped() async throws {
        let (clock, store) = (ManualClock(), InMemoryStore())
        let definition = diamond { context in
            if context.task == "ingest" { try await clock.sleep(for: .seconds(1_000)) }
        }
        let engine = try await engine(store, clock: clock, definition)
        async let ending = engine.execute("diamond", input: 1)
        await clock.sleepers(atLeast: 1)
        #expect(try await engine.cancel("r-only", cause: "asked by a test"))
        #expect(try await ending.status == .cancelled)
        let history = try await engine.history(of: "r-only")
        #expect(history.filter { $0.resultingStatus?.isTerminal == true }.map(\.cause) == ["asked by a test"])
        #expect(try await !engine.cancel("r-only", cause: "too late"))
    }

    @Test func twoStartsOfOneRunShareOneExecution() async throws {
        let tally = Tally()
        let engine = try await engine(InMemoryStore(), diamond(tally))
        async let first = engine.execute("diamond", input: 3, runID: "r-shared")
        async let second = engine.execute("diamond", input: 3, runID: "r-shared")
        let results = try await [first, second].map { try $0.result(of: "report", as: Int.self) }
        #expect(results[0] == results[1])
        let third = try await engine.execute("diamond", input: 3, runID: "r-shared")
        #expect(third.status == .completed)
        #expect(tally["report"] == 1)
    }

    @Test func aFailedRunResumedByHandRunsOnlyWhatHasNoResult() async throws {
        let (tally, isMended) = (Tally(), Tally())
        let definition = diamond(tally) { context in
            if context.task == "eval", isMended["now"] == 0 { throw Fault(isTransient: false) }
        }
        let engine = try await engine(InMemoryStore(), definition)
        let failed = try await engine.execute("diamond", input: 1)
        #expect(failed.status == .failed)
        #expect(try await engine.resume("r-only").status == .failed, "without a cause an ended run stays ended")
        isMended.count("now")
        let context = try await engine.resume("r-only", cause: "retried by a test")
        #expect(context.status == .completed)
        #expect(tally["fetch"] == 1 && tally["ingest"] == 1 && tally["eval"] == 2)
    }

    @Test func aCauseIsActedOnOnce() async throws {
        let tally = Tally()
        let definition = diamond(tally) { context in
            if context.task == "eval" { throw Fault(isTransient: false) }
        }
        let engine = try await engine(InMemoryStore(), definition)
        _ = try await engine.execute("diamond", input: 1)
        for cause in ["first", "first", "second"] {
            #expect(try await engine.resume("r-only", cause: cause).status == .failed)
        }
        #expect(tally["eval"] == 3)
    }

    @Test func aRunThatNobodyDrivesIsCancelledInTheStore() async throws {
        let (clock, store) = (ManualClock(), InMemoryStore())
        let hanging = diamond { _ in try await clock.sleep(for: .seconds(1_000)) }
        let first = try await engine(store, clock: clock, hanging)
        let running = Task { try await first.execute("diamond", input: 1) }
        await clock.sleepers(atLeast: 2)
        running.cancel()
        _ = await running.result
        await first.shutdown()
        let second = try await engine(store, hanging)
        #expect(try await second.cancel("r-only", cause: "asked"))
        #expect(try await second.context(of: "r-only").status == .cancelled)
        #expect(try await second.unfinishedRuns().isEmpty)
    }

    @Test func theFailureOfARunIsTheOneThatEndedIt() async throws {
        let clock = ManualClock()
        let definition = diamond { context in
            if context.task == "ingest" { throw Fault() }
            try await clock.sleep(for: .seconds(5))
            throw Fault(failureCode: "broken", isTransient: false)
        }
        let engine = try await engine(InMemoryStore(), clock: clock, definition)
        async let ending = engine.execute("diamond", input: 1)
        await clock.sleepers(atLeast: 2)
        clock.advance(by: .seconds(5))
        let context = try await ending
        #expect(context.failure?.code == "broken" && context.failure?.task == "fetch")
        #expect(context.errors["ingest"]?.code == "test-fault")
    }

    @Test func aStoppedEngineLeavesARunThatAnotherOneFinishes() async throws {
        let (clock, store, tally) = (ManualClock(), InMemoryStore(), Tally())
        let hanging = diamond { context in
            if context.task == "ingest" { try await clock.sleep(for: .seconds(1_000)) }
        }
        let first = try await engine(store, clock: clock, hanging)
        let running = Task { try await first.execute("diamond", input: 1) }
        await clock.sleepers(atLeast: 1)
        running.cancel()
        let error = await #expect(throws: TasktError.self) { try await running.value }
        #expect(error?.code == .interrupted)
        await first.shutdown()
        let second = try await engine(store, diamond(tally))
        #expect(try await second.unfinishedRuns() == ["r-only"])
        let context = try await second.resume("r-only")
        #expect(context.status == .completed)
        #expect(tally["ingest"] == 1)
        let attempts = try await second.history(of: "r-only").filter { $0.kind == .attemptInterrupted }
        #expect(attempts.contains { $0.task == "ingest" })
    }

    @Test func aRunBegunUnderAnotherDefinitionIsRefusedWithTheTaskNamed() async throws {
        let (clock, store) = (ManualClock(), InMemoryStore())
        let first = try await engine(
            store,
            clock: clock,
            diamond { _ in try await clock.sleep(for: .seconds(1_000)) }
        )
        let running = Task { try await first.execute("diamond", input: 1) }
        await clock.sleepers(atLeast: 2)
        running.cancel()
        _ = await running.result
        await first.shutdown()
        let changed = WorkflowDefinition(
            id: "diamond",
            name: "Changed",
            tasks: [TaskDefinition("fetch", version: 2) { (_: TaskContext, input: Int) in input }],
            dependencies: [:]
        )
        let second = try await engine(store, changed)
        let error = await #expect(throws: TasktError.self) { try await second.resume("r-only") }
        #expect(error?.code == .definitionChanged)
        #expect(error?.task == "eval")
    }

    @Test func anInputOfAnotherTypeIsRefusedBeforeAnythingIsRecorded() async throws {
        let engine = try await engine(InMemoryStore(), diamond())
        let error = await #expect(throws: TasktError.self) { try await engine.execute("diamond", input: "text") }
        #expect(error?.code == .inputTypeMismatch)
        #expect(try await engine.unfinishedRuns().isEmpty)
    }

    @Test func anUnknownWorkflowOrRunIsNamed() async throws {
        let engine = try await engine(InMemoryStore())
        let workflow = await #expect(throws: TasktError.self) { try await engine.execute("nothing", input: 1) }
        #expect(workflow?.code == .unknownWorkflow && workflow?.workflow == "nothing")
        let run = await #expect(throws: TasktError.self) { try await engine.context(of: "r-none") }
        #expect(run?.code == .unknownRun && run?.runID == "r-none")
    }

    @Test func valuesThatBreakASchemaFailTheirTaskForGood() async throws {
        let definition = WorkflowDefinition(
            id: "strict",
            name: "Strict",
            tasks: [
                TaskDefinition(
                    "only",
                    inputSchema: .integer(in: 0...9),
                    outputSchema: .array(of: .string(length: 1...3)),
                    retries: 5
                ) { (_: TaskContext, input: Int) in ["ok", String(repeating: "x", count: input)] }
            ],
            dependencies: [:]
        )
        let engine = try await engine(InMemoryStore(), definition)
        let input = try await engine.execute("strict", input: 10, runID: "r-1").errors["only"]
        #expect(input?.code == .invalidInput && input?.attempt == 1)
        #expect(input?.message.contains("$: expected a whole number in 0...9, found 10") == true)
        let output = try await engine.execute("strict", input: 4, runID: "r-2").errors["only"]
        #expect(output?.code == .invalidOutput)
        #expect(output?.message.contains("$[1]: expected 1...3 characters, found \"xxxx\"") == true)
        #expect(try await engine.execute("strict", input: 3, runID: "r-3").status == .completed)
    }
}
