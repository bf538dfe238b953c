import ArgumentParser
import GRDB

/// Opens a database and reads the first page of its runs, newest first.
struct ListingScan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "engine-listing", shouldDisplay: false)

    /// What is timed.
    static let explanation = "SELECT * FROM run ORDER BY number DESC LIMIT 50, on a connection that was just opened"

    @Option var folder: String

    func run() async throws {
        let path = try StateFolder(folder).database
        let clock = ContinuousClock()
        let start = clock.now
        let queue = try DatabaseQueue(path: path)
        let count = try await queue.read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM run ORDER BY number DESC LIMIT 50").count
        }
        let elapsed = clock.now - start
        try queue.close()
        try ChildOutput.write(TimingFigures(count: count, milliseconds: elapsed / .milliseconds(1)))
    }
}
