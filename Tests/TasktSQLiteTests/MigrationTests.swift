import GRDB
import Taskt
import TasktSQLite
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What becomes of a database whose schema cannot be brought up to date.
@Suite(.timeLimit(.minutes(6))) struct MigrationTests {
    /// How an application's migration fails half-way.
    enum Defect: String, CaseIterable, Sendable {
        case throwsAnError
        case isWrongSQL
        case breaksAConstraint
    }

    /// A migration that fails after it has changed tables changes nothing: the file is refused, stays at its version,
    /// and the software that knows that version goes on with it.
    @Test(arguments: Defect.allCases)
    func aMigrationThatFailsHalfWayLeavesTheOldVersionIntact(defect: Defect) async throws {
        let folder = try TemporaryFolder()
        let first = try WorkflowDatabase(path: folder.database) { $0.registerMigration("app-1", migrate: Self.first) }
        let engine = try await WorkflowEngine(store: SQLiteWorkflowStore(first))
        try engine.register(steeredDiamond())
        let before = try await engine.execute("diamond", input: 21, runID: "r-1")
        try first.close()
        let error = #expect(throws: StoreError.self) {
            try WorkflowDatabase(path: folder.database) { migrator in
                migrator.registerMigration("app-1", migrate: Self.first)
                migrator.registerMigration("app-2") { db in
                    try db.execute(sql: "CREATE TABLE half (n INTEGER); DELETE FROM note; DELETE FROM run")
                    switch defect {
                    case .throwsAnError: throw BodyFailure()
                    case .isWrongSQL: try db.execute(sql: "ALTER TABLE nowhere ADD COLUMN n")
                    case .breaksAConstraint: try db.execute(sql: "INSERT INTO ownership_term VALUES (2, 1)")
                    }
                }
            }
        }
        #expect(error?.operation == "open" && error?.description.contains(folder.database) == true)
        #expect(error?.code == (defect == .breaksAConstraint ? .conflict : .other))
        let old = try WorkflowDatabase(path: folder.database) { $0.registerMigration("app-1", migrate: Self.first) }
        let findings = try await old.read("check") { db in
            try String.fetchAll(db, sql: "PRAGMA integrity_check")
                + String.fetchAll(db, sql: "SELECT identifier FROM grdb_migrations ORDER BY rowid")
                + String.fetchAll(db, sql: "SELECT text FROM note")
                + String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE name = 'half'")
        }
        #expect(findings == ["ok", "taskt-1", "taskt-2", "app-1", "kept"])
        let reopened = try await WorkflowEngine(store: SQLiteWorkflowStore(old))
        try reopened.register(steeredDiamond())
        #expect(try await reopened.context(of: "r-1").results == before.results)
        #expect(try await reopened.execute("diamond", input: 1, runID: "r-2").status == .completed)
        try old.close()
    }

    /// A newer file is refused with its tables and rows as they were.
    @Test func aNewerFileIsRefusedAsItIs() async throws {
        let folder = try TemporaryFolder()
        let newer = try WorkflowDatabase(path: folder.database) { $0.registerMigration("app-1", migrate: Self.first) }
        let engine = try await WorkflowEngine(store: SQLiteWorkflowStore(newer))
        try engine.register(steeredDiamond())
        _ = try await engine.execute("diamond", input: 21, runID: "r-1")
        try newer.close()
        let before = try content(of: folder.database)
        let error = #expect(throws: StoreError.self) { try WorkflowDatabase(path: folder.database) }
        #expect(error?.code == .newerSchema && error?.operation == "open")
        #expect(try content(of: folder.database) == before)
        #expect(before.contains("r-1") && before.contains("kept"))
    }

    private func content(of path: String) throws -> String {
        let queue = try DatabaseQueue(path: path)
        var text = ""
        try queue.dumpContent(to: Text { text += $0 })
        try queue.close()
        return text
    }

    private struct Text: TextOutputStream {
        let take: (String) -> Void
        func write(_ string: String) { take(string) }
    }

    @Sendable private static func first(_ db: Database) throws {
        try db.execute(sql: "CREATE TABLE note (text TEXT); INSERT INTO note VALUES ('kept')")
    }
}
