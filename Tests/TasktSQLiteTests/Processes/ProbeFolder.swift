import Foundation
import GRDB
import Taskt
import TasktSQLite
import Testing

/// A database that probes work on and are killed over, and what must hold of it however often that happens.
///
/// The probes note in a log which bodies they enter and leave; a line of it outlives the process that wrote it.
final class ProbeFolder: Sendable {
    static let tasks: Set<TaskName> = DiamondRuns.tasks

    let folder: TemporaryFolder
    var database: String { folder.database }
    private var log: String { "\(folder.path)/bodies.log" }

    init() throws { folder = try TemporaryFolder() }

    /// Starts a probe that brings runs to their ends, from `r-1` on.
    func drive(_ arguments: String...) throws -> ProbeProcess { try drive(arguments) }

    /// Starts a probe that brings runs to their ends.
    func drive(_ arguments: [String]) throws -> ProbeProcess {
        try ProbeProcess("drive", ["database=\(database)", "log=\(log)"] + arguments)
    }

    /// What the bodies noted, oldest first.
    func bodies() throws -> [BodyNote] {
        guard FileManager.default.fileExists(atPath: log) else { return [] }
        let text = String(decoding: try Data(contentsOf: URL(filePath: log)), as: UTF8.self)
        return try text.split(separator: "\n").map { try #require(BodyNote($0), "the log holds \"\($0)\"") }
    }

    /// Looks at the database after a death, without writing to it, and at the log.
    func look(_ situation: String) throws -> Aftermath {
        let bodies = try bodies()
        guard FileManager.default.fileExists(atPath: database) else { return Aftermath(bodies: bodies) }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        let queue = try DatabaseQueue(path: database, configuration: configuration)
        let aftermath = try queue.read { db in
            guard try db.tableExists("run") else { return Aftermath(bodies: bodies) }
            return try Aftermath(db, bodies, situation)
        }
        try queue.close()
        return aftermath
    }

    /// Looks at the database after the last death was made good: every run is completed, and no body was entered without
    /// an attempt on record before, nor an attempt begun while another was open.
    func lookAtTheEnd(_ runs: Int, _ situation: String) throws {
        let end = try look(situation)
        #expect(end.statuses.count == runs, "\(situation): there are \(end.statuses.count) of \(runs) runs")
        for (run, status) in end.statuses {
            #expect(status == .completed, "\(situation): \(run) is \(status)")
            #expect(end.recorded[run] == Self.tasks, "\(situation): \(run)")
        }
        var entered: [RunID: [TaskName: Int]] = [:]
        for note in try bodies() where note.isBegin { entered[note.run, default: [:]][note.task, default: 0] += 1 }
        for (run, tasks) in end.attempts {
            for (task, attempts) in tasks {
                let count = entered[run]?[task] ?? 0
                #expect(
                    (1...attempts.begun).contains(count) && attempts.begun == attempts.crashed + 1,
                    "\(situation): \(task) of \(run) was entered \(count) times in \(attempts)"
                )
            }
        }
    }
}

/// A line of the log.
struct BodyNote: Hashable, Sendable {
    let run: RunID
    let task: TaskName
    /// False where the body was left.
    let isBegin: Bool

    init?(_ line: Substring) {
        let words = line.split(separator: " ")
        guard words.count == 3, words[2] == "begin" || words[2] == "end" else { return nil }
        run = RunID(rawValue: String(words[0]))
        task = TaskName(rawValue: String(words[1]))
        isBegin = words[2] == "begin"
    }
}

/// What was found after a death.
struct Aftermath: Sendable {
    /// The tasks with a result, by run.
    private(set) var recorded: [RunID: Set<TaskName>] = [:]
    private(set) var statuses: [RunID: RunStatus] = [:]
    /// How many attempts of each task are on record, and how many of them as ended with their process.
    private(set) var attempts: [RunID: [TaskName: (begun: Int, crashed: Int)]] = [:]
    /// How many lines the log had.
    let noted: Int

    init(bodies: [BodyNote]) { noted = bodies.count }

    /// Reads what is recorded, and checks that it is sound.
    ///
    /// - SQLite finds nothing wrong with the file, and no row belongs to no run.
    /// - A result is recorded together with its event, and with everything that it depends on.
    /// - The history has no gap and is as long as its run says.
    /// - What is recorded came from a body that was left.
    init(_ db: Database, _ bodies: [BodyNote], _ situation: String) throws {
        noted = bodies.count
        #expect(try String.fetchAll(db, sql: "PRAGMA integrity_check") == ["ok"], "\(situation)")
        for table in ["history", "checkpoint", "progress"] where try db.tableExists(table) {
            let orphans = "SELECT count(*) FROM \(table) WHERE run NOT IN (SELECT number FROM run)"
            #expect(try Int.fetchOne(db, sql: orphans) == 0, "\(situation): orphans in \(table)")
        }
        let ends = Set(bodies.filter { !$0.isBegin })
        for row in try Row.fetchAll(db, sql: "SELECT number, id, status, events FROM run") {
            let (number, id): (Int64, RunID) = (row["number"], RunID(rawValue: row["id"]))
            statuses[id] = RunStatus(rawValue: row["status"])
            let results = try String.fetchAll(db, sql: "SELECT task FROM checkpoint WHERE run = ?", arguments: [number])
            let events = try Row.fetchAll(
                db,
                sql: "SELECT position, kind, task FROM history WHERE run = ? ORDER BY position",
                arguments: [number]
            )
            #expect(events.map { $0["position"] } == Array(0..<(row["events"] as Int)), "\(situation): \(id)")
            for event in events {
                guard let name: String = event["task"] else { continue }
                let task = TaskName(rawValue: name)
                if event["kind"] == "attempt-started" { attempts[id, default: [:]][task, default: (0, 0)].begun += 1 }
                if event["kind"] == "attempt-crashed" { attempts[id, default: [:]][task, default: (0, 0)].crashed += 1 }
            }
            let completions = events.filter { $0["kind"] == "task-completed" }.map { $0["task"] as String }
            #expect(completions.sorted() == results.sorted(), "\(situation): \(id)")
            let tasks = Set(results.map(TaskName.init(rawValue:)))
            recorded[id] = tasks
            for task in tasks {
                let missing = DiamondRuns.dependencies[task, default: []].subtracting(tasks)
                #expect(missing.isEmpty, "\(situation): \(id) has \(task) without \(missing)")
                #expect(
                    ends.contains { $0.run == id && $0.task == task },
                    "\(situation): \(id) has a result of \(task), whose body was not left"
                )
            }
        }
    }

    /// How many bodies of recorded tasks were entered since; none, or the promise is broken.
    func repeats(in bodies: [BodyNote]) -> [BodyNote] {
        bodies.dropFirst(noted).filter { $0.isBegin && recorded[$0.run, default: []].contains($0.task) }
    }

    /// Whether all that was recorded is recorded later, and no run that had ended has another end.
    func isKept(in later: Aftermath) -> Bool {
        recorded.allSatisfy { run, tasks in tasks.isSubset(of: later.recorded[run, default: []]) }
            && statuses.allSatisfy { run, status in !status.isTerminal || later.statuses[run] == status }
    }
}
