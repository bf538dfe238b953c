import ArgumentParser
import Taskt
import TasktSQLite

/// Opens a database and reads the first page of its runs, newest first.
struct ListingScan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "engine-listing", shouldDisplay: false)

    /// What is timed.
    static let explanation = "engine.runs(RunQuery(limit: 50)), the first of a process that just opened the file"

    @Option var folder: String

    func run() async throws {
        let database = try WorkflowDatabase(path: try StateFolder(folder).database)
        let engine = try await WorkflowEngine(store: SQLiteWorkflowStore(database))
        let clock = ContinuousClock()
        let start = clock.now
        let count = try await engine.runs(RunQuery(limit: 50)).count
        let elapsed = clock.now - start
        await engine.shutdown()
        try database.close()
        try ChildOutput.write(TimingFigures(count: count, milliseconds: elapsed / .milliseconds(1)))
    }
}
