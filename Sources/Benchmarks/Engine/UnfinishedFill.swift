import ArgumentParser
import Foundation
import Taskt
import TasktSQLite

/// Fills a database with runs that were begun and never ended, through the store's port.
struct UnfinishedFill: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "engine-unfinished", shouldDisplay: false)

    @Option var folder: String
    @Option var runs: Int

    func run() async throws {
        let database = try WorkflowDatabase(path: StateFolder(folder).database, durability: .process)
        let store = SQLiteWorkflowStore(database)
        let term = try await store.openTerm()
        let input = try JSONEncoder().encode(1)
        let outline = ["fetch", "ingest", "parse after fetch", "eval after ingest, parse", "report after eval"]
        let clock = ContinuousClock()
        let start = clock.now
        try await withThrowingTaskGroup(of: Void.self) { lanes in
            for lane in 0..<256 {
                lanes.addTask {
                    for number in stride(from: lane, to: runs, by: 256) {
                        let now = EngineEnvironment.systemTime()
                        let record = RunRecord(
                            id: RunID(rawValue: "unfinished-\(number)"),
                            workflow: FiveTaskWorkflow.id,
                            outline: outline,
                            input: input,
                            metadata: [:],
                            createdAt: now
                        )
                        let events = [
                            HistoryEvent(.runCreated, at: now),
                            HistoryEvent(.attemptStarted, at: now, task: "fetch", attempt: 1),
                        ]
                        _ = try await store.create(record, events: events, term: term)
                    }
                }
            }
            try await lanes.waitForAll()
        }
        let elapsed = clock.now - start
        try database.close()
        try ChildOutput.write(TimingFigures(count: runs, milliseconds: elapsed / .milliseconds(1)))
    }
}
