import GRDB
import Synchronization
import Taskt
import TasktSQLite
import TasktTesting
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A folder of its own for a test, removed with it.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = "\(FileManager.default.temporaryDirectory.path)/taskt-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        // A leftover in the temporary folder breaks nothing.
        try? FileManager.default.removeItem(atPath: path)
    }

    var database: String { "\(path)/test.sqlite" }
}

@Suite(.timeLimit(.minutes(6))) struct SQLiteWorkflowStoreTests {
    @Test(arguments: StoreConformance.checks)
    func theStoreConforms(check: StoreConformance.Check) async throws {
        let folder = try TemporaryFolder()
        let database = try WorkflowDatabase(path: folder.database)
        try await check.run(SQLiteWorkflowStore(database))
        try database.close()
    }

    @Test func whatWasWrittenIsThereAfterReopening() async throws {
        let folder = try TemporaryFolder()
        let first = try WorkflowDatabase(path: folder.database)
        let engine = try await WorkflowEngine(store: SQLiteWorkflowStore(first))
        try engine.register(chain)
        let before = try await engine.execute("chain", input: 1, runID: "r-1", metadata: ["k": "v"])
        let history = try await engine.history(of: "r-1")
        try first.close()
        let second = try WorkflowDatabase(path: folder.database)
        let reopened = try await WorkflowEngine(store: SQLiteWorkflowStore(second))
        try reopened.register(chain)
        let after = try await reopened.context(of: "r-1")
        #expect(after.results == before.results && after.status == .completed && after.metadata == before.metadata)
        #expect(try await reopened.history(of: "r-1") == history)
        try second.close()
    }

    @Test(arguments: [(WorkflowDatabase.Durability.full, 2), (.process, 1)])
    func aDatabaseRunsAtTheDurabilityItPromises(durability: WorkflowDatabase.Durability, level: Int) async throws {
        let folder = try TemporaryFolder()
        let database = try WorkflowDatabase(path: folder.database, durability: durability)
        let found = try await database.write("read level") { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
        #expect(found == level)
        let mode = try await database.read("read mode") { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
        #expect(mode == "wal")
        try database.close()
    }

    @Test func aDatabaseFromTheFutureIsRefused() async throws {
        let folder = try TemporaryFolder()
        let database = try WorkflowDatabase(path: folder.database) { migrator in
            migrator.registerMigration("of-a-later-version") { _ in }
        }
        try database.close()
        let error = #expect(throws: StoreError.self) { try WorkflowDatabase(path: folder.database) }
        #expect(error?.code == .newerSchema)
        #expect(error?.description.contains(folder.database) == true)
    }

    @Test func aFileThatIsNoDatabaseIsRefused() async throws {
        let folder = try TemporaryFolder()
        try Data(repeating: 0x41, count: 8_192).write(to: URL(filePath: folder.database))
        let error = #expect(throws: StoreError.self) { try WorkflowDatabase(path: folder.database) }
        #expect(error?.code == .damaged)
    }

    @Test func oneFailedWriteIsUndoneAloneInItsBatch() async throws {
        let folder = try TemporaryFolder()
        let database = try WorkflowDatabase(path: folder.database) { migrator in
            migrator.registerMigration("numbers") { try $0.execute(sql: "CREATE TABLE number (n INTEGER PRIMARY KEY)") }
        }
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for n in 0..<100 {
                group.addTask {
                    do throws(StoreError) {
                        try await database.write("insert") { db in
                            try db.execute(sql: "INSERT INTO number VALUES (?)", arguments: [n])
                            if n % 10 == 0 { throw StoreError(.conflict, during: "insert") }
                        }
                        return true
                    } catch {
                        return false
                    }
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(outcomes == 90)
        #expect(try await database.read("count") { try Int.fetchOne($0, sql: "SELECT count(*) FROM number") } == 90)
        try database.close()
    }

    @Test func writesThatArriveTogetherShareACommit() async throws {
        let folder = try TemporaryFolder()
        let database = try WorkflowDatabase(path: folder.database)
        let commits = Mutex(0)
        try await database.write("observe") { db in
            db.add(transactionObserver: CommitCounter { commits.withLock { $0 += 1 } }, extent: .databaseLifetime)
        }
        let engine = try await WorkflowEngine(store: SQLiteWorkflowStore(database))
        try engine.register(chain)
        let before = commits.withLock { $0 }
        await withTaskGroup(of: Void.self) { group in
            for n in 0..<64 {
                group.addTask {
                    let context = try? await engine.execute("chain", input: n, runID: RunID(rawValue: "r-\(n)"))
                    #expect(context?.status == .completed)
                }
            }
        }
        let perRun = Double(commits.withLock { $0 } - before) / 64
        #expect(perRun < 2, "64 runs at once took \(perRun) commits each; one alone takes 4")
        try database.close()
    }

    @Test func aClosedDatabaseRefusesWritesWithItsCode() async throws {
        let folder = try TemporaryFolder()
        let database = try WorkflowDatabase(path: folder.database)
        try database.close()
        let error = await #expect(throws: StoreError.self) { try await database.write("late") { _ in } }
        #expect(error?.code == .closed)
    }

    private var chain: WorkflowDefinition {
        WorkflowDefinition(
            id: "chain",
            name: "Chain",
            tasks: [
                TaskDefinition("first") { (_: TaskContext, input: Int) in input + 1 },
                TaskDefinition("second") { (_: TaskContext, input: Int) in "\(input)" },
                TaskDefinition("third") { (_: TaskContext, input: String) in [input] },
            ],
            dependencies: ["second": ["first"], "third": ["second"]]
        )
    }
}

private final class CommitCounter: TransactionObserver {
    private let count: @Sendable () -> Void

    init(_ count: @escaping @Sendable () -> Void) { self.count = count }

    func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { true }
    func databaseDidChange(with event: DatabaseEvent) {}
    func databaseDidCommit(_ db: Database) { count() }
    func databaseDidRollback(_ db: Database) {}
}
