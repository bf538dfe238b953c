import ArgumentParser
import Foundation
import GRDB
import Taskt
import TasktSQLite

/// Fills a database with finished runs by SQL: copies of one that the engine ran, each with its run row, its first two
/// rows of history and its one small checkpoint.
///
/// Whole five-task runs, 15 KB each, would fill the disk without telling more: what counts is the number of rows.
struct FinishedFill: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "engine-finished", shouldDisplay: false)

    @Option var folder: String
    @Option var runs: Int

    /// How many runs a transaction copies.
    private static let batch = 50_000
    private static let template: RunID = "finished"

    func run() async throws {
        let folder = try StateFolder(folder)
        let clock = ContinuousClock()
        let start = clock.now
        try await runTemplate(in: folder.database)
        let queue = try DatabaseQueue(path: folder.database)
        try await queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = OFF; PRAGMA cache_size = -262144")
            let copies = try Copies(of: Self.template, in: db)
            for first in stride(from: 1, to: runs, by: Self.batch) {
                try db.inTransaction {
                    try copies.insert(first..<min(runs, first + Self.batch), in: db)
                    return .commit
                }
            }
        }
        try queue.close()
        try folder.truncateLog()
        let elapsed = clock.now - start
        try ChildOutput.write(TimingFigures(count: runs, milliseconds: elapsed / .milliseconds(1)))
    }

    private func runTemplate(in path: String) async throws {
        let database = try WorkflowDatabase(path: path)
        let engine = try await WorkflowEngine(store: SQLiteWorkflowStore(database))
        let task = TaskDefinition("only") { (_: TaskContext, input: Int) in input }
        try engine.register(WorkflowDefinition(id: "one-task", name: "One task", tasks: [task], dependencies: [:]))
        _ = try await engine.execute("one-task", input: 1, runID: Self.template)
        try database.close()
    }

    /// The statements that copy a run, made from the columns that the tables have.
    private struct Copies {
        private let statements: [String]
        private let template: Int64

        init(of id: RunID, in db: Database) throws {
            guard
                let number = try Int64.fetchOne(
                    db,
                    sql: "SELECT number FROM run WHERE id = ?",
                    arguments: [id.rawValue]
                )
            else { throw BenchFailure(description: "the run to copy is not there") }
            template = number
            statements = [
                try Self.copy("run", key: "number", setting: ["id": "'finished-' || copy"], in: db),
                try Self.copy("history", key: "run", condition: "AND position < 2", in: db),
                try Self.copy("checkpoint", key: "run", in: db),
            ]
        }

        func insert(_ range: Range<Int>, in db: Database) throws {
            for statement in statements {
                try db.execute(
                    sql: statement,
                    arguments: [
                        "first": template + Int64(range.lowerBound), "last": template + Int64(range.upperBound) - 1,
                        "template": template,
                    ]
                )
            }
        }

        private static func copy(
            _ table: String,
            key: String,
            setting values: [String: String] = [:],
            condition: String = "",
            in db: Database
        ) throws -> String {
            let columns = try db.columns(in: table).map(\.name)
            let sources = columns.map { $0 == key ? "copy" : values[$0] ?? "\"\($0)\"" }
            return """
                WITH RECURSIVE copies (copy) AS (
                    SELECT :first UNION ALL SELECT copy + 1 FROM copies WHERE copy < :last
                )
                INSERT INTO \(table) (\(columns.map { "\"\($0)\"" }.joined(separator: ", ")))
                SELECT \(sources.joined(separator: ", ")) FROM copies CROSS JOIN \(table)
                WHERE \(table).\(key) = :template \(condition)
                """
        }
    }
}
