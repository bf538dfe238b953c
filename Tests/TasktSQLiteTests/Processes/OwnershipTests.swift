import GRDB
import Taskt
import TasktSQLite
import TasktTesting
import Testing

/// Which of several processes drives a run, and who may write of it.
@Suite(.timeLimit(.minutes(5))) struct OwnershipTests {
    /// The body of a run's task hangs in another process.
    ///
    /// While that process lives, even stopped, nobody takes the run
    /// over; when it has been killed, the next who asks has it at once, with no time-out to wait for.
    @Test func aRunIsTakenFromADeadProcessAtOnceAndFromALivingOrStoppedOneNever() async throws {
        let folder = try ProbeFolder()
        let owner = try folder.drive("hang=ingest", "failpoint=step-commit.after")
        #expect(await owner.line("hanging") == "hanging r-1 ingest")
        let database = try WorkflowDatabase(path: folder.database)
        // Its clock stands still: whatever it waited for would never come.
        let environment = EngineEnvironment(clock: ManualClock())
        let engine = try await WorkflowEngine(store: SQLiteWorkflowStore(database), environment: environment)
        try engine.register(steeredDiamond())
        try await expectHeld(engine, "its process lives")
        owner.stop()
        try await expectHeld(engine, "its process is stopped")
        owner.resume()
        owner.kill()
        #expect(await owner.ended() == .killed(9))
        let stuck = try await engine.stuckRuns(idle: .zero)
        #expect(stuck.map(\.isOwned) == [false])
        #expect(try await engine.resume("r-1").status == .completed)
        try database.close()
    }

    private func expectHeld(_ engine: WorkflowEngine, _ situation: Comment) async throws {
        let refused = await #expect(throws: TasktError.self, situation) { try await engine.resume("r-1") }
        #expect(refused?.code == .leaseHeld && refused?.runID == "r-1" && refused?.operation == "resume", situation)
        let kept = await #expect(throws: TasktError.self, situation) { try await engine.cancel("r-1", cause: "test") }
        #expect(kept?.code == .leaseHeld && kept?.operation == "cancel", situation)
        #expect(try await engine.recover().isEmpty, situation)
        let stuck = try await engine.stuckRuns(idle: .zero)
        #expect(stuck.map(\.isOwned) == [true], situation)
    }

    /// An engine whose term was declared over goes on without knowing.
    ///
    /// What it writes after another has taken the run
    /// over is refused, and it cannot take the run back, though the other has not ended it yet.
    @Test func aStaleOwnersWritesAreRefusedAndItCannotTakeTheRunBack() async throws {
        let folder = try TemporaryFolder()
        let (slow, other) = (Gate(), Gate())
        let (stale, new) = (try WorkflowDatabase(path: folder.database), try WorkflowDatabase(path: folder.database))
        let (staleStore, newStore) = (SQLiteWorkflowStore(stale), SQLiteWorkflowStore(new))
        let staleEngine = try await WorkflowEngine(store: staleStore)
        let newEngine = try await WorkflowEngine(store: newStore)
        try staleEngine.register(steeredDiamond { if $0.task == "ingest" { await slow.pass() } })
        try newEngine.register(steeredDiamond { if $0.task == "report" { await other.pass() } })
        let run = Task { () async -> TasktError? in
            do throws(TasktError) {
                _ = try await staleEngine.execute("diamond", input: 21, runID: "r-1")
                return nil
            } catch {
                return error
            }
        }
        await slow.arrivals(1)
        let term = try #require(try await newEngine.runs().first?.term)
        staleStore.closeTerm(term)
        async let taken = newEngine.resume("r-1")
        await other.arrivals(1)
        slow.open()
        let error = try #require(await run.value, "the stale engine believes that its run has ended")
        #expect(error.code == .storeFailed && error.runID == "r-1" && error.operation == "append history")
        #expect((error.underlying as? StoreError)?.code == .leaseLost)
        #expect((error.underlying as? StoreError)?.runID == "r-1")
        let again = await #expect(throws: TasktError.self) { try await staleEngine.resume("r-1") }
        #expect(again?.code == .leaseHeld, "\(String(describing: again))")
        other.open()
        let context = try await taken
        #expect(context.status == .completed)
        let history = try await newEngine.history(of: "r-1")
        #expect(history.count { $0.kind == .runCompleted } == 1)
        #expect(history.count { $0.kind == .taskCompleted && $0.task == "ingest" } == 1)
        #expect(context.results["ingest"]?.attempt == 2, "the result is the stale engine's")
        try stale.close()
        try new.close()
    }

    /// Processes that open one new database at the same moment all succeed, with one schema and a term each.
    @Test func processesThatMakeADatabaseAtTheSameMomentAllSucceed() async throws {
        for round in 1...(FaultDepth.isNightly ? 200 : 12) {
            let folder = try TemporaryFolder()
            let probes = try (0..<3).map { _ in try ProbeProcess("open", ["database=\(folder.database)"]) }
            for probe in probes { #expect(await probe.line("waiting") != nil) }
            for probe in probes { probe.release() }
            var terms: Set<String> = []
            for probe in probes {
                let line = await probe.line("")
                let term = try #require(line)
                #expect(term.hasPrefix("term "), "round \(round): \(term)")
                terms.insert(term)
                #expect(await probe.ended() == .exited(0), "round \(round)")
            }
            #expect(terms == ["term 1", "term 2", "term 3"], "round \(round)")
            let database = try WorkflowDatabase(path: folder.database)
            let findings = try await database.read("check") { db in
                try String.fetchAll(db, sql: "PRAGMA integrity_check")
                    + String.fetchAll(db, sql: "SELECT identifier FROM grdb_migrations ORDER BY rowid")
            }
            #expect(findings == ["ok", "taskt-1", "taskt-2"], "round \(round)")
            try database.close()
        }
    }
}
