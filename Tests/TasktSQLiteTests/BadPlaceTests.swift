import Taskt
import TasktTesting
import Testing

@testable import TasktSQLite

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Places where a database cannot be kept, and databases that go away: each a typed error, and no run left stuck.
@Suite(.timeLimit(.minutes(5))) struct BadPlaceTests {
    @Test func aMissingFolderIsRefused() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/missing/test.sqlite"
        let error = #expect(throws: StoreError.self) { try WorkflowDatabase(path: path) }
        #expect(error?.code == .cannotOpen && error?.operation == "open")
        #expect(error?.detail.contains("\(folder.path)/missing") == true)
    }

    /// What cannot be written to: the folder of a new database, and a database that is there.
    @Test(arguments: [true, false])
    func whatCannotBeWrittenToIsRefused(isNew: Bool) async throws {
        let folder = try TemporaryFolder()
        if !isNew { try WorkflowDatabase(path: folder.database).close() }
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).map { "\(folder.path)/\($0)" }
        for path in files { try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path) }
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.path)
        let probe = try ProbeProcess("open", ["database=\(folder.database)", "user=65534"])
        probe.release()
        let line = await probe.line("failed")
        #expect(line?.contains("store open failed (store-read-only)") == true, "\(line ?? "no error")")
        #expect(line?.contains(folder.database) == true)
        #expect(await probe.ended() == .exited(1))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
    }

    @Test(
        arguments: [(0x6969, "NFS"), (0xFE53_4D42, "SMB2"), (0xFF53_4D42, "CIFS"), (0x0102_1997, "9P")]
            as [(Int64, String)]
    )
    func aNetworkFileSystemIsRefused(type: Int64, name: String) {
        let error = #expect(throws: StoreError.self) { try FileSystem.refuse(type, "/net/test.sqlite") }
        #expect(error?.code == .networkFileSystem && error?.operation == "open")
        #expect(error?.detail.contains(name) == true && error?.detail.contains("/net/test.sqlite") == true)
    }

    @Test(arguments: [0xEF53, 0x9123_683E, 0x5846_5342, 0x0102_1994, 0x794C_7630] as [Int64])
    func aLocalFileSystemIsTaken(type: Int64) throws {
        try FileSystem.refuse(type, "/home/test.sqlite")
    }

    /// Another process keeps the write lock, and is stopped meanwhile.
    ///
    /// A run cannot be recorded, which is said after the busy time-out, with its id. One that was under way waits with
    /// its tries, and goes on when the lock is released.
    @Test func aLockedDatabaseIsWaitedForThenReportedThenWorkedOn() async throws {
        let folder = try TemporaryFolder()
        let database = try WorkflowDatabase(path: folder.database)
        let gate = Gate()
        let second = try WorkflowDatabase(path: folder.database)
        let impatient = try await WorkflowEngine(
            store: SQLiteWorkflowStore(second),
            options: WorkflowEngine.Options(storeRetries: .never)
        )
        let patient = try await WorkflowEngine(
            store: SQLiteWorkflowStore(database),
            options: WorkflowEngine.Options(storeRetries: RetryPolicy(retries: 100, initialDelay: .milliseconds(1)))
        )
        try impatient.register(steeredDiamond())
        try patient.register(steeredDiamond { if $0.task == "ingest" { await gate.pass() } })
        async let waiting = patient.execute("diamond", input: 21, runID: "r-1")
        await gate.arrivals(1)
        let holder = try ProbeProcess("lock", ["database=\(folder.database)"])
        #expect(await holder.line("locked") != nil)
        holder.stop()
        gate.open()
        let error = await #expect(throws: TasktError.self) {
            try await impatient.execute("diamond", input: 21, runID: "r-2")
        }
        #expect(error?.code == .storeFailed && error?.runID == "r-2" && error?.operation == "create run")
        #expect((error?.underlying as? StoreError)?.code == .busy)
        holder.resume()
        holder.release()
        #expect(try await waiting.status == .completed)
        #expect(try await impatient.execute("diamond", input: 21, runID: "r-2").status == .completed)
        #expect(await holder.ended() == .exited(0))
        try second.close()
        try database.close()
    }

    /// The database is closed while bodies run.
    ///
    /// Each run says so with its id, and is taken up when it is opened again.
    @Test func runsWhoseDatabaseIsClosedSaySoAndAreTakenUpLater() async throws {
        let folder = try TemporaryFolder()
        let database = try WorkflowDatabase(path: folder.database)
        let engine = try await WorkflowEngine(store: SQLiteWorkflowStore(database))
        let gate = Gate()
        try engine.register(steeredDiamond { if $0.task == "eval" { await gate.pass() } })
        let ids: [RunID] = ["r-1", "r-2", "r-3"]
        let errors = try await withThrowingTaskGroup(of: TasktError?.self) { group in
            for id in ids {
                group.addTask {
                    do throws(TasktError) {
                        _ = try await engine.execute("diamond", input: 21, runID: id)
                        return nil
                    } catch {
                        return error
                    }
                }
            }
            await gate.arrivals(3)
            try database.close()
            gate.open()
            return try await group.reduce(into: [TasktError?]()) { $0.append($1) }
        }
        #expect(Set(errors.compactMap { $0?.runID }) == Set(ids))
        for error in errors {
            #expect(error?.code == .storeFailed && error?.operation == "append history")
            #expect((error?.underlying as? StoreError)?.code == .closed)
        }
        let late = await #expect(throws: TasktError.self) { try await engine.context(of: "r-1") }
        #expect((late?.underlying as? StoreError)?.code == .closed)
        await engine.shutdown()
        let reopened = try WorkflowDatabase(path: folder.database)
        let heir = try await WorkflowEngine(store: SQLiteWorkflowStore(reopened))
        try heir.register(
            steeredDiamond { #expect(["eval", "report"].contains($0.task), "a recorded task ran again") }
        )
        let outcomes = try await heir.recover()
        #expect(Set(outcomes.keys) == Set(ids))
        for outcome in outcomes.values { #expect(try outcome.get().status == .completed) }
        try reopened.close()
    }
}
