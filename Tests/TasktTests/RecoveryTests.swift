import Taskt
import TasktTesting
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What dead engines left is taken up again, and a run that kills its engine is put aside.
@Suite(.timeLimit(.minutes(5))) struct RecoveryTests {
    /// A body that holds the process up until the test ends it, where the run's input says so.
    private static func poison(_ gate: Gate, _ tally: Tally) -> WorkflowDefinition {
        single { context, input in
            tally.count(TaskName(rawValue: "\(context.workflow.workflowID)"))
            if input < 0 { await gate.wait() }
            return input
        }
    }

    /// One run takes the process down with it again and again.
    ///
    /// It is put aside after as many crashes as the limit
    /// says; the others are finished by the first recovery; by hand it is resumed with a clean slate.
    @Test func aRunThatKillsItsEngineIsQuarantinedAndKeepsNoOtherFromRecovering() async throws {
        let (gate, tally, limit) = (Gate(), Tally(), 3)
        let options = WorkflowEngine.Options(crashLimit: limit, storeRetries: .never)
        var disk = InMemoryStore()
        let starter = try await engine(disk, Self.poison(gate, tally))
        for number in 0..<4 {
            _ = try await starter.submit("single", input: number == 1 ? -1 : number, runID: numbered("r", number))
        }
        disk = try await wreck(of: disk)
        for crash in 1...limit {
            let engine = try await engine(disk, options: options, Self.poison(gate, tally))
            let recovery = Task { try await engine.recover() }
            await gate.arrivals(atLeast: crash)
            // Sound runs end beside the poisoned one; suspects run behind them.
            for id: RunID in ["r-0", "r-2", "r-3"] { #expect(try await engine.wait(for: id).status == .completed) }
            disk = try await wreck(of: disk)
            recovery.cancel()
        }
        gate.open()
        let engine = try await engine(disk, options: options, Self.poison(gate, tally))
        let outcomes = try await engine.recover()
        #expect(Set(outcomes.keys) == ["r-1"])
        let context = try #require(try outcomes["r-1"]?.get())
        #expect(context.status == .failed && context.failure?.code == .crashed)
        #expect(try await engine.history(of: "r-1").last?.kind == .runQuarantined)
        #expect(tally["r-1"] == limit)
        #expect(try await engine.recover().isEmpty)
        for id: TaskName in ["r-0", "r-2", "r-3"] { #expect(tally[id] == 1) }

        #expect(try await engine.runs(RunQuery(statuses: [.failed])).map(\.crashes) == [limit])
        #expect(try await engine.resume("r-1", cause: "mended").status == .completed)
    }

    /// Resuming by hand gives the run all its crashes back.
    @Test func aResumeByHandResetsTheCountOfCrashes() async throws {
        let (gate, tally) = (Gate(), Tally())
        let options = WorkflowEngine.Options(crashLimit: 2, storeRetries: .never)
        var disk = InMemoryStore()
        var cause: String?
        _ = try await engine(disk, Self.poison(gate, tally)).submit("single", input: -1, runID: "r-1")
        disk = try await wreck(of: disk)
        for round in 1...2 {
            for crash in 1...2 {
                let engine = try await engine(disk, options: options, Self.poison(gate, tally))
                let asked = crash == 1 ? cause : nil
                let resumed = Task { try await engine.resume("r-1", cause: asked) }
                await gate.arrivals(atLeast: (round - 1) * 2 + crash)
                disk = try await wreck(of: disk)
                resumed.cancel()
            }
            let engine = try await engine(disk, options: options, Self.poison(gate, tally))
            #expect(try await engine.resume("r-1").failure?.code == .crashed)
            disk = try await wreck(of: disk)
            cause = "by hand \(round)"
        }
        #expect(tally["r-1"] == 4)
        gate.open()
    }

    /// Crashes count against a run that was under way, not against one that had ended.
    @Test func aFinishedRunIsNeverQuarantined() async throws {
        var disk = InMemoryStore()
        let options = WorkflowEngine.Options(crashLimit: 1, storeRetries: .never)
        let first = try await engine(disk, options: options, diamond())
        _ = try await first.execute("diamond", input: 1, runID: "r-1")
        let whole = try await first.history(of: "r-1")
        for _ in 0..<3 {
            disk = try await wreck(of: disk)
            let engine = try await engine(disk, options: options, diamond())
            #expect(try await engine.recover().isEmpty)
            #expect(try await engine.resume("r-1").status == .completed)
        }
        #expect(try await disk.run("r-1")?.history == whole)
    }

    /// A run whose results were all on record when the process ended is ended, and not blamed for the crash.
    @Test func aCrashBehindTheLastResultIsNoCrashOfATask() async throws {
        let (store, tally) = (InMemoryStore(), Tally())
        let options = WorkflowEngine.Options(crashLimit: 1, storeRetries: .never)
        _ = try await engine(store, options: options, diamond(tally)).execute("diamond", input: 1)
        let count = try #require(try await store.run("r-only")).history.count
        let disk = try await wreck(of: store, keeping: count - 1)
        let engine = try await engine(disk, options: options, diamond(tally))
        #expect(try await engine.recover()["r-only"]?.get().status == .completed)
        #expect(tally["report"] == 1)
    }

    /// More runs of a live engine than a listing has on a page stand before the one that a dead engine left.
    @Test func aStuckRunBehindAFullPageOfLongOnesIsFoundAndFinished() async throws {
        let (store, tally) = (InMemoryStore(), Tally())
        let (alive, dead) = (try await store.openTerm(), try await store.openTerm())
        let engine = try await engine(store, diamond(tally))
        let outline = try #require(try await sampleRecord(of: diamond())).outline
        let begun = [HistoryEvent(.runCreated, at: origin), HistoryEvent(.runResumed, at: origin)]
        func create(_ id: RunID, _ term: OwnershipTerm) async throws {
            let record = RunRecord(
                id: id,
                workflow: "diamond",
                outline: outline,
                input: .init("1".utf8),
                metadata: [:],
                createdAt: origin
            )
            _ = try await store.create(record, events: begun, term: term)
        }
        for number in 0..<1_200 { try await create(numbered("long", number), alive) }
        try await create("stuck", dead)
        store.closeTerm(dead)
        let outcomes = try await engine.recover()
        #expect(Set(outcomes.keys) == ["stuck"])
        #expect(try outcomes["stuck"]?.get().status == .completed)
    }

    /// ``WorkflowEngine/run()`` looks at a page of the most urgent runs: those of a live engine must not fill it.
    @Test func theRunLoopFindsAStuckRunBehindTheRunsOfALiveEngine() async throws {
        let (store, other) = (ObservedStore(), ManualClock())
        let owner = try await engine(store.base, diamond())
        for number in 0..<200 {
            _ = try await owner.submit("diamond", input: 1, runID: numbered("long", number), priority: 5)
        }
        let dead = try await engine(store.base, diamond())
        _ = try await dead.submit("diamond", input: 1, runID: "stuck")
        await dead.shutdown()
        let options = WorkflowEngine.Options(storeRetries: .never, maximumRuns: 1)
        let engine = try await timedEngine(store, other, options: options, diamond())
        async let loop: Void = engine.run()
        await store.recorded(.runCompleted)
        await engine.shutdown()
        try await loop
        #expect(try await owner.context(of: "stuck").status == .completed)
        #expect(try await owner.runs(RunQuery(statuses: [.pending], limit: .max)).count == 200)
    }

    @Test func aRunThatCannotBeTakenUpKeepsNoOtherFromIt() async throws {
        let store = InMemoryStore()
        let first = try await engine(store, diamond(), single { _, input in input })
        _ = try await first.submit("diamond", input: 1, runID: "r-unknown")
        _ = try await first.submit("single", input: 1, runID: "r-known")
        await first.shutdown()
        let second = try await engine(store, single { _, input in input })
        let outcomes = try await second.recover()
        #expect(try outcomes["r-known"]?.get().status == .completed)
        let error = #expect(throws: TasktError.self) { try outcomes["r-unknown"]?.get() }
        #expect(error?.code == .unknownWorkflow && error?.runID == "r-unknown")
    }

    private func sampleRecord(of definition: WorkflowDefinition) async throws -> RunRecord? {
        let store = InMemoryStore()
        _ = try await engine(store, definition).submit(definition.id, input: 1, runID: "sample")
        return try await store.run("sample")?.record
    }
}
