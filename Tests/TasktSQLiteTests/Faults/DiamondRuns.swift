import GRDB
import Synchronization
import Taskt
import TasktSQLite
import Testing

/// Which bodies were entered, by run.
final class Ledger: Sendable {
    private let entries = Mutex<[RunID: [TaskName: Int]]>([:])

    func enter(_ task: TaskName, of run: RunID) { entries.withLock { $0[run, default: [:]][task, default: 0] += 1 } }

    func count(_ task: TaskName, of run: RunID) -> Int { entries.withLock { $0[run]?[task] ?? 0 } }

    func entered(_ run: RunID) -> Set<TaskName> { entries.withLock { Set($0[run, default: [:]].keys) } }
}

/// Runs of a workflow with two branches (`fetch -> parse` beside `ingest`, joined by `eval`, then `report`) on a
/// database, in two lives: one that may be disturbed, and one after it that must bring every run to its end.
struct DiamondRuns: Sendable {
    /// An error that ended something in a disturbed life.
    struct Trouble: Sendable, CustomStringConvertible {
        let code: StoreError.Code?
        let operation: String
        let description: String
    }

    /// What a life was promised.
    struct Acknowledged: Sendable {
        /// The runs that must be there.
        var runs: Set<RunID> = []
        /// The results that must be there.
        var results: [RunID: Set<TaskName>] = [:]
        /// What was thrown, in no order.
        var troubles: [Trouble] = []
    }

    static let tasks: Set<TaskName> = ["fetch", "parse", "ingest", "eval", "report"]
    static let dependencies: [TaskName: Set<TaskName>] = [
        "parse": ["fetch"], "eval": ["parse", "ingest"], "report": ["eval"],
    ]

    /// The runs: those of one group at once, one group after the other.
    let groups: [[RunID]]
    var durability: WorkflowDatabase.Durability = .full
    var storeRetries: RetryPolicy = .never
    /// How many pages the log takes before they are moved into the database; nil for SQLite's own choice.
    var checkpointPages: Int?

    /// A run alone.
    static let one = DiamondRuns(groups: [["r-1"]])
    /// A run alone, then three that share commits, then one alone; the log is emptied and begun anew in between.
    static let several = DiamondRuns(groups: [["r-1"], ["r-2", "r-3", "r-4"], ["r-5"]], checkpointPages: 12)

    /// Opens the database, runs everything, closes it; whatever fails on the way is noted, and ends no more than it
    /// must.
    func live(in path: String) async -> Acknowledged {
        let ledger = Ledger()
        var acknowledged = Acknowledged()
        do {
            let database = try WorkflowDatabase(path: path, durability: durability)
            do {
                if let pages = checkpointPages {
                    try await database.write("set up") { db in
                        _ = try Int.fetchOne(db, sql: "PRAGMA wal_autocheckpoint = \(pages)")
                    }
                }
                let engine = try await patientEngine(database, ledger, &acknowledged)
                for group in groups {
                    for (run, trouble) in await execute(group, on: engine) {
                        if let trouble {
                            acknowledged.troubles.append(trouble)
                        } else {
                            acknowledged.results[run] = Self.tasks
                        }
                    }
                }
            } catch {
                acknowledged.troubles.append(Self.trouble(error))
            }
            try database.close()
        } catch {
            acknowledged.troubles.append(Self.trouble(error))
        }
        for run in groups.joined() {
            let entered = ledger.entered(run)
            if !entered.isEmpty { acknowledged.runs.insert(run) }
            for task in entered { acknowledged.results[run, default: []].formUnion(Self.dependencies[task] ?? []) }
        }
        return acknowledged
    }

    /// Opens the database again and finishes the runs, and checks what must hold on the way.
    ///
    /// - SQLite finds nothing wrong with the file.
    /// - What was acknowledged is there.
    /// - What is recorded of a run holds everything it depends on.
    /// - No recorded task runs again, the others run once, and every run completes.
    func finish(in path: String, after acknowledged: Acknowledged, _ situation: String) async throws {
        let ledger = Ledger()
        let database = try WorkflowDatabase(path: path, durability: durability)
        let findings = try await database.read("check") { db in
            try String.fetchAll(db, sql: "PRAGMA integrity_check")
                + String.fetchAll(db, sql: "PRAGMA foreign_key_check")
        }
        #expect(findings == ["ok"], "\(situation)")
        let store = SQLiteWorkflowStore(database)
        let engine = try await engine(database, ledger)
        for run in groups.joined() {
            let stored = try await store.run(run)
            let recorded = stored?.checkpoints ?? []
            let tasks = Set(recorded.map(\.task))
            #expect(recorded.count == tasks.count, "\(situation): \(run) has a result twice")
            #expect(stored != nil || !acknowledged.runs.contains(run), "\(situation): \(run) is lost")
            let lost = acknowledged.results[run, default: []].subtracting(tasks)
            #expect(lost.isEmpty, "\(situation): \(run) has lost \(lost)")
            for task in tasks {
                let missing = Self.dependencies[task, default: []].subtracting(tasks)
                #expect(missing.isEmpty, "\(situation): \(run) has \(task) without \(missing)")
            }
            let context = try await engine.execute("diamond", input: 21, runID: run)
            #expect(context.status == .completed, "\(situation): \(run)")
            #expect(try context.result(of: "report", as: Int.self) == 22, "\(situation): \(run)")
            for checkpoint in recorded {
                #expect(context.results[checkpoint.task] == checkpoint, "\(situation): \(run)")
            }
            for task in Self.tasks {
                let expected = tasks.contains(task) ? 0 : 1
                #expect(ledger.count(task, of: run) == expected, "\(situation): \(run) ran \(task) so often")
            }
        }
        #expect(try await engine.unfinishedRuns().isEmpty, "\(situation)")
        try database.close()
    }

    /// Whether anything that was acknowledged is missing.
    func isLost(_ acknowledged: Acknowledged, in folder: TemporaryFolder) async throws -> Bool {
        let database = try WorkflowDatabase(path: folder.database, durability: durability)
        let store = SQLiteWorkflowStore(database)
        var isLost = false
        for run in acknowledged.runs {
            let recorded = Set(try await store.run(run)?.checkpoints.map(\.task) ?? [])
            isLost = isLost || !acknowledged.results[run, default: []].isSubset(of: recorded)
        }
        try database.close()
        return isLost
    }

    /// An engine that knows the workflow.
    func engine(_ database: WorkflowDatabase, _ ledger: Ledger) async throws -> WorkflowEngine {
        let options = WorkflowEngine.Options(storeRetries: storeRetries)
        let engine = try await WorkflowEngine(store: SQLiteWorkflowStore(database), options: options)
        try engine.register(Self.definition(ledger))
        return engine
    }

    /// An engine, if need be at the second try: a caller that waits for its disk goes on with the same database.
    private func patientEngine(
        _ database: WorkflowDatabase,
        _ ledger: Ledger,
        _ acknowledged: inout Acknowledged
    ) async throws -> WorkflowEngine {
        do {
            return try await engine(database, ledger)
        } catch  where storeRetries.retries > 0 {
            acknowledged.troubles.append(Self.trouble(error))
            return try await engine(database, ledger)
        }
    }

    private func execute(_ runs: [RunID], on engine: WorkflowEngine) async -> [(RunID, Trouble?)] {
        await withTaskGroup(of: (RunID, Trouble?).self) { group in
            for run in runs {
                group.addTask {
                    do {
                        let context = try await engine.execute("diamond", input: 21, runID: run)
                        #expect(context.status == .completed)
                        return (run, nil)
                    } catch {
                        return (run, Self.trouble(error))
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }

    /// What an error says; one that is not typed is a failure of the test.
    static func trouble(_ error: any Error) -> Trouble {
        let engineError = error as? TasktError
        let storeError = error as? StoreError ?? engineError?.underlying as? StoreError
        #expect(storeError != nil, "expected an error of the store, found \(error)")
        if let engineError { #expect(engineError.code == .storeFailed) }
        let operation = engineError?.operation ?? storeError?.operation ?? ""
        #expect(!operation.isEmpty)
        return Trouble(code: storeError?.code, operation: operation, description: "\(error)")
    }

    private static func definition(_ ledger: Ledger) -> WorkflowDefinition {
        @Sendable func enter(_ context: TaskContext) { ledger.enter(context.task, of: context.workflow.workflowID) }
        return WorkflowDefinition(
            id: "diamond",
            name: "Diamond",
            tasks: [
                TaskDefinition("fetch") { (context: TaskContext, input: Int) in
                    enter(context)
                    return input * 2
                },
                TaskDefinition("parse") { (context: TaskContext, fetched: Int) in
                    enter(context)
                    return "parsed \(fetched)"
                },
                TaskDefinition("ingest") { (context: TaskContext, input: Int) in
                    enter(context)
                    return ["words", "of", "\(input)"]
                },
                TaskDefinition("eval") { (context: TaskContext, parsed: String, words: [String]) in
                    enter(context)
                    return parsed + ": " + words.joined(separator: " ")
                },
                TaskDefinition("report") { (context: TaskContext, text: String) in
                    enter(context)
                    return text.count
                },
            ],
            dependencies: ["parse": ["fetch"], "eval": ["parse", "ingest"], "report": ["eval"]]
        )
    }
}
