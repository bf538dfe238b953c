import Taskt
import TasktSQLite
import Testing

@Suite(.timeLimit(.minutes(60))) struct FullDiskTests {
    /// The disk is full from the n-th write of a run on.
    ///
    /// The engine says so, with the operation and the run, and the same engine goes on with the same run once there is
    /// room.
    ///
    /// Nightly: every write of a run. Short: 4 of them.
    @Test func aFullDiskIsNamedAndTheRunGoesOnOnceThereIsRoom() async throws {
        let total = try await operations(.write)
        for target in FaultDepth.points(of: total, short: 4) where target <= total {
            let folder = try FaultyFolder()
            let (database, ledger) = (try WorkflowDatabase(path: folder.database), Ledger())
            let engine = try await DiamondRuns.one.engine(database, ledger)
            folder.fail(.full, at: target, count: .max)
            do {
                _ = try await engine.execute("diamond", input: 21, runID: "r-1")
                Issue.record("write \(target) of \(total): the run ended on a full disk")
            } catch {
                let trouble = DiamondRuns.trouble(error)
                #expect(trouble.code == .full && error.runID == "r-1", "write \(target) of \(total): \(error)")
                #expect(trouble.description.contains("store-full"))
            }
            // Still full: the run is as it was, and can be looked at.
            let recorded = try await SQLiteWorkflowStore(database).run("r-1")?.checkpoints ?? []
            let before = recorded.map { ($0.task, ledger.count($0.task, of: "r-1")) }
            folder.disarm()
            let context = try await engine.execute("diamond", input: 21, runID: "r-1")
            #expect(context.status == .completed, "write \(target) of \(total)")
            for (task, count) in before {
                #expect(ledger.count(task, of: "r-1") == count, "write \(target) of \(total): \(task) ran again")
            }
            try database.close()
        }
    }

    /// A disk that fails for a moment while a run is under way is waited out: the caller never hears of it, and no body
    /// runs twice.
    ///
    /// Nightly: from every operation of a run on. Short: 3 for each kind and mode.
    @Test(arguments: [FaultyFolder.Fault.full, .write, .sync], FaultyFolder.Mode.allCases)
    func aDiskThatFailsForAMomentIsWaitedOut(fault: FaultyFolder.Fault, mode: FaultyFolder.Mode) async throws {
        let total = try await operations(fault.operations)
        for target in FaultDepth.points(of: total, short: 3) where target <= total {
            let folder = try FaultyFolder()
            let (database, ledger) = (try WorkflowDatabase(path: folder.database), Ledger())
            var runs = DiamondRuns.one
            runs.storeRetries = RetryPolicy(retries: 4, initialDelay: .zero)
            let engine = try await runs.engine(database, ledger)
            folder.fail(fault, at: target, count: 3, mode)
            let context = try await engine.execute("diamond", input: 21, runID: "r-1")
            #expect(context.status == .completed, "\(fault.rawValue) \(target) of \(total)")
            for task in DiamondRuns.tasks {
                #expect(ledger.count(task, of: "r-1") == 1, "\(fault.rawValue) \(target) of \(total): \(task)")
            }
            #expect(folder.disarm() > 0)
            try database.close()
        }
    }

    /// A disk that is full already when the database is to be made: the opening says so, and works once there is room.
    @Test func aDatabaseIsNotMadeOnAFullDisk() async throws {
        let folder = try FaultyFolder()
        folder.fail(.full, at: 1, count: .max)
        let error = #expect(throws: StoreError.self) { try WorkflowDatabase(path: folder.database) }
        #expect(error?.code == .full && error?.operation == "open")
        #expect(error?.description.contains(folder.database) == true)
        folder.disarm()
        try await DiamondRuns.one.finish(in: folder.database, after: DiamondRuns.Acknowledged(), "after a full disk")
    }

    /// How many operations a run takes, without the making and the closing of the database.
    private func operations(_ operations: FaultyFolder.Operations) async throws -> Int {
        let folder = try FaultyFolder()
        let database = try WorkflowDatabase(path: folder.database)
        let engine = try await DiamondRuns.one.engine(database, Ledger())
        let before = folder.count(operations)
        _ = try await engine.execute("diamond", input: 21, runID: "r-1")
        let total = folder.count(operations) - before
        try database.close()
        return total
    }
}
