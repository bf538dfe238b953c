import GRDB
import Taskt
import TasktTesting
import Testing

@testable import TasktSQLite

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Results that are too large for a row: where they go, and that they go with the last run that names them.
@Suite(.timeLimit(.minutes(6))) struct PayloadTests {
    private static let everything = Retention(endedBefore: Timestamp(microseconds: .max))

    @Test func aPayloadIsNamedForItsSHA256() {
        let name = PayloadFolder.name(of: Data("abc".utf8))
        #expect(name == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    /// 64 KiB of JSON stay in their row, one byte more goes to a file; the quotes of a string count.
    @Test(arguments: [(65_534, false), (65_535, true)])
    func aResultIsKeptInAFileFromOneByteAboveTheLimitOn(length: Int, isFile: Bool) async throws {
        let folder = try TemporaryFolder()
        let (database, engine) = try await open(folder)
        let context = try await engine.execute("large", input: "a\(length)", runID: "r-1")
        #expect(try context.result(of: "make", as: String.self).utf8.count == length)
        #expect(try files(folder).count == (isFile ? 1 : 0))
        try database.close()
    }

    /// Two runs with equal results share a file, which is whole, named for its content, and read again by the next
    /// engine.
    @Test func equalResultsShareAFileThatSurvivesReopening() async throws {
        let folder = try TemporaryFolder()
        let (first, engine) = try await open(folder)
        for id: RunID in ["r-1", "r-2"] { _ = try await engine.execute("large", input: "a100000", runID: id) }
        let before = try await engine.context(of: "r-1")
        try first.close()
        let file = try #require(try files(folder).first)
        #expect(try files(folder).count == 1)
        let bytes = try Data(contentsOf: URL(filePath: "\(folder.database)-payloads/\(file)"))
        let name = PayloadFolder.name(of: bytes)
        #expect(file == "\(name.prefix(2))/\(name)" && bytes.count == 100_002)
        let (second, reopened) = try await open(folder)
        for id: RunID in ["r-1", "r-2"] {
            let context = try await reopened.context(of: id)
            #expect(context.results["make"]?.output == before.results["make"]?.output)
            #expect(context.results["make"]?.defect == nil)
            #expect(try context.result(of: "make", as: String.self) == String(repeating: "a", count: 100_000))
        }
        try second.close()
    }

    /// The file that a run shares with one that stays is kept; it goes with the last that names it.
    @Test func pruningDeletesFilesThatNobodyNamesAndKeepsSharedOnes() async throws {
        let folder = try TemporaryFolder()
        let (database, engine) = try await open(folder)
        _ = try await engine.execute("large", input: "a100000", runID: "r-1")
        _ = try await engine.execute("large", input: "b200000", runID: "r-2")
        let forks = [
            try await engine.fork("r-1", as: "r-3"), try await engine.fork("r-1", from: "measure", as: "r-4"),
        ]
        #expect(try files(folder).count == 2)
        let pruned = try await engine.prune(Self.everything)
        #expect(pruned == PruneReport(runs: 2, payloads: 1, payloadBytes: 200_002))
        #expect(try files(folder).count == 1)
        for id in forks { #expect(try await engine.resume(id).status == .completed) }
        #expect(try await engine.prune(Self.everything) == PruneReport(runs: 2, payloads: 1, payloadBytes: 100_002))
        #expect(try files(folder).isEmpty)
        try await expectNoRows(database)
        try database.close()
    }

    /// A crash between the deletion of rows and that of their files leaves a note in `payload_garbage`, which the next
    /// call acts on: the file goes where nobody names it, and stays where a run has come to name it since.
    @Test func filesThatACrashLeftAreDeletedByTheNextPrune() async throws {
        let folder = try TemporaryFolder()
        let (first, engine) = try await open(folder)
        _ = try await engine.execute("large", input: "a100000", runID: "r-1")
        _ = try await engine.execute("large", input: "b100000", runID: "r-2")
        let names = try await first.write("crash") { db in
            let names = try String.fetchAll(db, sql: "SELECT payload FROM checkpoint WHERE payload IS NOT NULL")
            for name in names {
                try db.execute(sql: "INSERT INTO payload_garbage VALUES (?)", arguments: [name])
            }
            try db.execute(sql: "DELETE FROM history WHERE run = 1; DELETE FROM checkpoint WHERE run = 1")
            try db.execute(sql: "DELETE FROM run WHERE number = 1")
            return names
        }
        try first.close()
        let (second, reopened) = try await open(folder)
        let none = Retention(endedBefore: Timestamp(microseconds: 0))
        _ = try await reopened.prune(none)
        #expect(try files(folder) == ["\(names[1].prefix(2))/\(names[1])"])
        #expect(try await reopened.context(of: "r-2").results["make"]?.defect == nil)
        let left = try await second.read("count") { try Int.fetchOne($0, sql: "SELECT count(*) FROM payload_garbage") }
        #expect(left == 0)
        try second.close()
    }

    /// How a payload file is spoilt.
    enum Damage: String, CaseIterable, Sendable {
        case missing
        case altered
        case cutOff
    }

    /// A run that needs a result whose file is gone or holds something else fails and says so, naming the file; other
    /// results stay readable, and running the task again in a fork mends it.
    @Test(arguments: Damage.allCases)
    func aSpoiltPayloadFailsTheRunThatNeedsIt(damage: Damage) async throws {
        let folder = try TemporaryFolder()
        let (first, engine) = try await open(folder, stops: true)
        let stopped = await #expect(throws: TasktError.self) {
            try await engine.execute("large", input: "a100000", runID: "r-1")
        }
        #expect(stopped?.code == .interrupted)
        try first.close()
        let file = "\(folder.database)-payloads/\(try #require(try files(folder).first))"
        let bytes = try Data(contentsOf: URL(filePath: file))
        switch damage {
        case .missing: try FileManager.default.removeItem(atPath: file)
        case .altered: try (bytes.dropLast(2) + Data("b\"".utf8)).write(to: URL(filePath: file))
        case .cutOff: try bytes.prefix(70_000).write(to: URL(filePath: file))
        }
        let (second, reopened) = try await open(folder)
        let context = try await reopened.resume("r-1")
        #expect(context.status == .failed && context.failure?.code == .unreadableResult)
        #expect(context.failure?.task == "measure")
        #expect(context.failure?.message.contains(PayloadFolder.name(of: bytes)) == true)
        #expect(try context.result(of: "small", as: Int.self) == 7)
        let unreadable = #expect(throws: TasktError.self) { try context.result(of: "make", as: String.self) }
        #expect(unreadable?.code == .resultUndecodable && unreadable?.task == "make" && unreadable?.runID == "r-1")
        #expect(try await reopened.unfinishedRuns().isEmpty)
        let fork = try await reopened.fork("r-1", from: "make")
        #expect(try await reopened.resume(fork).status == .completed)
        try second.close()
    }

    /// The folder of the payloads cannot be made: the run is given back with a typed error that names the place, and
    /// goes on from where it stood once it can.
    @Test func aFolderThatCannotBeMadeIsReportedAndTheRunGoesOnLater() async throws {
        let folder = try TemporaryFolder()
        let (database, engine) = try await open(folder)
        let obstacle = "\(folder.database)-payloads"
        try Data().write(to: URL(filePath: obstacle))
        let error = await #expect(throws: TasktError.self) {
            try await engine.execute("large", input: "a100000", runID: "r-1")
        }
        #expect(error?.code == .storeFailed && error?.runID == "r-1" && error?.operation == "append history")
        #expect((error?.underlying as? StoreError)?.code == .inputOutput)
        #expect((error?.underlying as? StoreError)?.detail.contains(obstacle) == true)
        try FileManager.default.removeItem(atPath: obstacle)
        #expect(try await engine.resume("r-1").status == .completed)
        try database.close()
    }

    /// A large input is kept in a file as well, and goes with its run.
    @Test func aLargeInputIsKeptInAFile() async throws {
        let folder = try TemporaryFolder()
        let (database, engine) = try await open(folder)
        let input = "a1" + String(repeating: " ", count: 70_000)
        let context = try await engine.execute("large", input: input, runID: "r-1")
        #expect(context.status == .completed)
        #expect(try files(folder).count == 1)
        #expect(try await engine.context(of: "r-1").input(as: String.self) == input)
        #expect(try await engine.prune(Self.everything).payloads == 1)
        #expect(try files(folder).isEmpty)
        try database.close()
    }

    /// A process is killed in the middle of a deletion, after each of its commits and in between.
    ///
    /// What is left is whole runs; the next deletion finishes; ids can be used again, and see nothing old.
    @Test func aDeletionThatIsKilledIsFinishedByTheNextAndIDsCanBeUsedAgain() async throws {
        let deaths = (1...7).map { "occurrence=\($0)" } + [3_000, 9_000, 15_000, 21_000].map { "after=\($0)" }
        let more = FaultDepth.isNightly ? (1...100).map { "after=\($0 * 300)" } : []
        for death in deaths + more {
            let folder = try ProbeFolder()
            let filled = try folder.drive("runs=9", "atOnce=9", "size=70000")
            #expect(await filled.ended() == .exited(0))
            let victim = try ProbeProcess("prune", ["database=\(folder.database)", "batch=2", death])
            #expect(await victim.ended() != .exited(1), "\(death)")
            let left = try folder.look(death)
            for (run, tasks) in left.recorded { #expect(tasks == ProbeFolder.tasks, "\(death): \(run)") }
            let database = try WorkflowDatabase(path: folder.database)
            let engine = try await WorkflowEngine(store: SQLiteWorkflowStore(database))
            let pruned = try await engine.prune(Self.everything)
            #expect(pruned.runs == left.recorded.count, "\(death)")
            try await expectNoRows(database)
            #expect(try files(folder.folder).isEmpty, "\(death)")
            try engine.register(steeredDiamond())
            let context = try await engine.execute("diamond", input: 4, runID: "r-1")
            #expect(try context.result(of: "parse", as: String.self) == "parsed 8", "\(death)")
            #expect(context.results.values.allSatisfy { $0.attempt == 1 }, "\(death)")
            #expect(try await engine.history(of: "r-1").first?.kind == .runCreated, "\(death)")
            try database.close()
        }
    }

    private func expectNoRows(_ database: WorkflowDatabase) async throws {
        for table in ["run", "checkpoint", "history", "progress", "payload_garbage"] {
            let count = try await database.read("count") { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") }
            #expect(count == 0, "\(table)")
        }
    }

    /// An engine with a workflow that makes a text of the length that its input says: `a100` is a hundred times `a`.
    private func open(
        _ folder: TemporaryFolder,
        stops: Bool = false
    ) async throws -> (WorkflowDatabase, WorkflowEngine) {
        let database = try WorkflowDatabase(path: folder.database)
        let engine = try await WorkflowEngine(store: SQLiteWorkflowStore(database))
        try engine.register(
            WorkflowDefinition("large", input: String.self) { graph in
                let small = graph.task("small", after: graph.input) { _, _ in 7 }
                let made = graph.task("make", after: graph.input, small) { _, order, _ in
                    let count = Int(order.dropFirst().prefix { $0 != " " }) ?? 0
                    return String(repeating: String(order.prefix(1)), count: count)
                }
                graph.task("measure", after: made) { [weak engine] _, text in
                    if stops {
                        Task { [engine] in await engine?.shutdown(grace: .zero) }
                        try await Task.sleep(for: .seconds(60))
                    }
                    return text.utf8.count
                }
            }
        )
        return (database, engine)
    }

    /// The payload files, as `ab/abcd...`.
    private func files(_ folder: TemporaryFolder) throws -> [String] {
        let path = "\(folder.database)-payloads"
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: path)
            .flatMap { part in
                try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(part)").map { "\(part)/\($0)" }
            }
            .sorted()
    }
}
