import ArgumentParser
import Taskt
import TasktSQLite

/// Opens a database and lists its unfinished runs, as a daemon does when it starts.
struct RecoveryScan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "engine-scan", shouldDisplay: false)

    @Option var folder: String

    func run() async throws {
        let path = try StateFolder(folder).database
        let clock = ContinuousClock()
        let start = clock.now
        let database = try WorkflowDatabase(path: path)
        let engine = try await WorkflowEngine(store: SQLiteWorkflowStore(database))
        let runs = try await engine.unfinishedRuns()
        let elapsed = clock.now - start
        try database.close()
        try ChildOutput.write(TimingFigures(count: runs.count, milliseconds: elapsed / .milliseconds(1)))
    }
}
