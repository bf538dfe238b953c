import GRDB
import Inbox
import Taskt
import TasktSQLite
import Testing

@testable import Tradecraft

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Opening the database for reading, in every state that it can be in.
@Suite(.timeLimit(.minutes(5))) struct QueryDatabaseTests {
    private func failure(of state: StateFolder) -> StartupError? {
        do throws(StartupError) {
            _ = try QueryDatabase(state)
            return nil
        } catch {
            return error
        }
    }

    @Test func beforeTheFirstStartThereIsNoDatabaseAndTheErrorSaysWhatToDo() throws {
        let folder = try TemporaryFolder()
        let error = failure(of: StateFolder(SystemPath("\(folder.path)/state")))
        #expect(error?.exitCode == .unavailable)
        #expect(error?.description.contains("tradecraft watch") == true)
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/state"))
    }

    @Test func aDamagedFileIsNamedAsSuch() throws {
        let folder = try TemporaryFolder()
        _ = try folder.file("tradecraft.sqlite", String(repeating: "no database ", count: 1_000))
        let error = failure(of: StateFolder(SystemPath(folder.path)))
        #expect(error?.exitCode == .badData)
        #expect(error?.description.contains("damaged") == true)
    }

    @Test func aDatabaseFromTheFutureIsRefused() throws {
        let folder = try TemporaryFolder()
        let state = StateFolder(SystemPath(folder.path))
        let database = try WorkflowDatabase(path: state.database.string) { migrator in
            TradecraftSchema.register(in: &migrator)
            migrator.registerMigration("tradecraft-999") { _ in }
        }
        try database.close()
        let error = failure(of: state)
        #expect(error?.exitCode == .badData)
        #expect(error?.description.contains("newer version") == true)
    }

    @Test func aDatabaseThatIsBeingMadeAsksForAnotherTry() throws {
        let folder = try TemporaryFolder()
        _ = try folder.file("tradecraft.sqlite", "")
        #expect(failure(of: StateFolder(SystemPath(folder.path)))?.exitCode == .tryAgain)
    }

    @Test func itReadsBesideAWriterAndAfterIt() async throws {
        let recorded = try await RecordedInstallation()
        try await recorded.claim(RecordedInstallation.id("a"), Array("a.txt".utf8))
        let reader = try recorded.database
        #expect(try reader.documents(Page(limit: 10)).count == 1)
        try await recorded.claim(RecordedInstallation.id("b"), Array("b.txt".utf8))
        #expect(try reader.documents(Page(limit: 10)).count == 2)
        try recorded.ledger.database.close()
        #expect(try recorded.database.documents(Page(limit: 10)).map(\.name) == ["b.txt", "a.txt"])
        #expect(
            try reader.schemaVersions() == [
                "taskt-1", "taskt-2", "tradecraft-1", "tradecraft-2", "tradecraft-3", "tradecraft-4", "tradecraft-5",
                "tradecraft-6", "tradecraft-7",
            ]
        )
        #expect(try reader.quickCheck().isEmpty)
    }

    @Test func theReaderCannotWrite() async throws {
        let recorded = try await RecordedInstallation()
        let reader = try recorded.database
        #expect(throws: StartupError.self) { try reader.read("try") { try $0.execute(sql: "DELETE FROM document") } }
    }

    @Test func whetherADaemonRunsIsReadOffTheLock() throws {
        let folder = try TemporaryFolder()
        let state = SystemPath("\(folder.path)/state")
        let before = try DaemonPresence(state: state)
        #expect(!before.isRunning && before.processID == nil)
        let lock = try StateLock(folder: state)
        let presence = try DaemonPresence(state: state)
        #expect(presence.isRunning && presence.processID == ProcessInfo.processInfo.processIdentifier)
        lock.release()
        #expect(try !DaemonPresence(state: state).isRunning)
        // The look left nothing behind that would keep a daemon out.
        try StateLock(folder: state).release()
    }
}
