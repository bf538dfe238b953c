import GRDB
import Taskt
import TasktSQLite
import TasktTesting
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Databases as each released schema left them, opened by today's code: `Fixtures/TasktSQLite/taskt-N.sqlite`.
///
/// They are recorded once, before a schema is released, and never again: `TRADECRAFT_RECORD=1` records the one of
/// today's schema where it is missing.
@Suite(.timeLimit(.minutes(6))) struct GoldenDatabaseTests {
    /// What an operator finds in the databases of both schemas.
    private static let statuses: [RunID: RunStatus] = [
        "r-completed": .completed, "r-failed": .failed, "r-backoff": .running, "r-hang": .running,
        "r-cancelled": .cancelled, "r-crashed": .running,
    ]
    /// The tasks with a result.
    private static let recorded: [RunID: Set<TaskName>] = [
        "r-completed": DiamondRuns.tasks, "r-failed": ["fetch", "ingest"], "r-backoff": ["fetch", "parse"],
        "r-hang": ["fetch", "parse"], "r-cancelled": ["fetch", "parse"], "r-crashed": ["fetch", "parse"],
    ]

    /// Today's schema has its database among the fixtures, so that a later one finds it there.
    @Test func todaysSchemaIsOnRecord() async throws {
        let folder = try TemporaryFolder()
        let database = try WorkflowDatabase(path: folder.database)
        let version = try await database.read("read version") { db in
            try String.fetchOne(db, sql: "SELECT identifier FROM grdb_migrations ORDER BY rowid DESC")
        }
        try database.close()
        let path = "\(Self.fixtures)/\(try #require(version)).sqlite"
        if FileManager.default.fileExists(atPath: path) { return }
        if ProcessInfo.processInfo.environment["TRADECRAFT_RECORD"] == "1" {
            let golden = try TemporaryFolder()
            try await GoldenRuns().record(to: golden.database)
            for suffix in ["", "-payloads"] {
                try FileManager.default.copyItem(atPath: golden.database + suffix, toPath: path + suffix)
            }
        }
        Issue.record("\(path) was missing: record it with TRADECRAFT_RECORD=1 and look at it before you keep it")
    }

    /// A database of each schema is brought up to date, and all that it holds is there: states, results, histories.
    @Test(arguments: [1, 2]) func everyRunIsReadBackAsItWasRecorded(version: Int) async throws {
        let folder = try Self.copy(version)
        let rows = try Self.rows(folder.database)
        let (database, engine, _) = try await open(folder)
        for (id, status) in Self.statuses {
            let context = try await engine.context(of: id)
            #expect(context.status == status, "\(id)")
            #expect(Set(context.results.keys) == Self.recorded[id], "\(id)")
            #expect(try context.input(as: Int.self) == 21, "\(id)")
        }
        let completed = try await engine.context(of: "r-completed")
        #expect(try completed.result(of: "report", as: Int.self) == 22)
        #expect(completed.metadata["name"] == "one")
        #expect(try await engine.context(of: "r-failed").failure?.code == "broken")
        #expect(try await engine.history(of: "r-cancelled").last?.cause == "asked by an operator")
        #expect(Set(try await engine.unfinishedRuns()).isSuperset(of: ["r-backoff", "r-hang", "r-crashed"]))
        for overview in try await engine.runs() where Self.statuses[overview.id] != nil {
            let history = try await engine.history(of: overview.id)
            #expect(overview.attempts == history.count { $0.kind == .attemptStarted }, "\(overview.id)")
            #expect(overview.updatedAt == history.last?.at, "\(overview.id)")
        }
        try database.close()
        #expect(try Self.rows(folder.database) == rows, "the migration or reading it has changed what is recorded")
    }

    /// Runs that were under way, waited for a retry, were stopped, or failed, go on to their ends; what was recorded is
    /// not run again, and the old histories stand at the beginning of the new.
    @Test(arguments: [1, 2]) func runsOfAnOlderSchemaGoOnToTheirEnds(version: Int) async throws {
        let folder = try Self.copy(version)
        let (database, engine, ledger) = try await open(folder)
        var before: [RunID: [HistoryEvent]] = [:]
        for id in Self.statuses.keys { before[id] = try await engine.history(of: id) }
        for id: RunID in ["r-backoff", "r-hang", "r-crashed"] {
            #expect(try await engine.resume(id).status == .completed, "\(id)")
        }
        #expect(try await engine.resume("r-failed").status == .failed, "a run that failed is resumed by hand only")
        for id: RunID in ["r-failed", "r-cancelled"] {
            #expect(try await engine.resume(id, cause: "mended").status == .completed, "\(id)")
        }
        for (id, recorded) in Self.recorded {
            let context = try await engine.context(of: id)
            #expect(try context.result(of: "report", as: Int.self) == 22, "\(id)")
            #expect(try await engine.history(of: id).starts(with: before[id, default: []]), "\(id)")
            for task in DiamondRuns.tasks {
                #expect(ledger.count(task, of: id) == (recorded.contains(task) ? 0 : 1), "\(id) ran \(task)")
            }
        }
        #expect(
            try await engine.history(of: "r-crashed").contains { $0.kind == .attemptCrashed && $0.task == "ingest" }
        )
        let findings = try await database.read("check") { try String.fetchAll($0, sql: "PRAGMA integrity_check") }
        #expect(findings == ["ok"])
        _ = try await engine.prune(Retention(endedBefore: Timestamp(microseconds: .max)))
        #expect(try await engine.runs().allSatisfy { Self.statuses[$0.id] == nil })
        try database.close()
    }

    /// What the second schema brought: forks, skipped tasks, compensations, schedules, warnings, results in files.
    @Test func whatTheSecondSchemaHoldsBesidesIsReadBack() async throws {
        let folder = try Self.copy(2)
        let (database, engine, _) = try await open(folder)
        let fork = try await engine.context(of: "r-forked")
        #expect(fork.forkedFrom == "r-completed" && fork.status == .pending)
        #expect(Set(fork.results.keys) == ["fetch", "parse", "ingest"])
        #expect(try await engine.resume("r-forked").status == .completed)
        let skipped = try await engine.context(of: "r-skipped")
        #expect(skipped.status == .completed && skipped.skippedTasks == ["never", "therefore"])
        #expect(skipped.warnings["odd"] == ["21 is odd"])
        let undone = try await engine.history(of: "r-compensated").map(\.kind)
        #expect(undone.suffix(4) == [.runEnding, .compensationStarted, .compensationCompleted, .runFailed])
        let spilled = try await engine.context(of: "r-spilled")
        #expect(try spilled.result(of: "make", as: String.self) == String(repeating: "a", count: 70_000))
        let scheduled = try await engine.runs().first { $0.id == "r-scheduled" }
        #expect(scheduled?.status == .pending && scheduled?.priority == 7 && scheduled?.dueAt == GoldenRuns.due)
        let pruned = try await engine.prune(Retention(endedBefore: Timestamp(microseconds: .max)))
        #expect(pruned.payloads == 1)
        try database.close()
    }

    private static let fixtures: String = {
        var folder = URL(filePath: #filePath)
        while !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) {
            folder.deleteLastPathComponent()
        }
        return folder.appending(path: "Fixtures/TasktSQLite").path
    }()

    private static func copy(_ version: Int) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for suffix in ["", "-payloads"] {
            let source = "\(fixtures)/taskt-\(version).sqlite\(suffix)"
            guard suffix.isEmpty || FileManager.default.fileExists(atPath: source) else { continue }
            try FileManager.default.copyItem(atPath: source, toPath: folder.database + suffix)
        }
        return folder
    }

    /// What both schemas hold of runs, checkpoints and histories.
    private static func rows(_ path: String) throws -> [Row] {
        let queue = try DatabaseQueue(path: path)
        let rows = try queue.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id, workflow, outline, input, metadata, status, created_at, ended_at, failure, events
                    FROM run ORDER BY number
                    """
            )
                + Row.fetchAll(
                    db,
                    sql: "SELECT run, task, attempt, output, started_at, duration_us FROM checkpoint ORDER BY run, task"
                )
                + Row.fetchAll(
                    db,
                    sql: """
                        SELECT run, position, kind, at, task, attempt, duration_us, due_at, failure, cause
                        FROM history ORDER BY run, position
                        """
                )
        }
        try queue.close()
        return rows
    }

    private func open(_ folder: TemporaryFolder) async throws -> (WorkflowDatabase, WorkflowEngine, Ledger) {
        let (database, ledger) = (try WorkflowDatabase(path: folder.database), Ledger())
        let engine = try await WorkflowEngine(store: SQLiteWorkflowStore(database))
        try engine.register(steeredDiamond { ledger.enter($0.task, of: $0.workflow.workflowID) })
        for definition in GoldenRuns.definitions { try engine.register(definition) }
        return (database, engine, ledger)
    }
}
