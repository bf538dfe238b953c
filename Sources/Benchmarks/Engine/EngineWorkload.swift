import ArgumentParser
import Foundation
import Taskt
import TasktSQLite

/// The engine's share of the benchmark, in a process of its own: five-task workflows for a while.
struct EngineWorkload: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "engine-workload", shouldDisplay: false)

    @Option var folder: String
    @Option var durability: EngineDurability = .full
    @Option var concurrent: Int
    @Option var seconds: Double

    func run() async throws {
        let folder = try StateFolder(folder)
        let before = try folder.size()
        let database = try WorkflowDatabase(path: folder.database, durability: durability.level)
        let engine = try await WorkflowEngine(store: SQLiteWorkflowStore(database))
        try engine.register(FiveTaskWorkflow.definition)
        let each = max(3, 24 / concurrent)
        let warmUp = try await drive(engine) { $0 < each }
        let clock = ContinuousClock()
        let usage = ProcessUsage()
        let start = clock.now
        let end = start + .seconds(seconds)
        let workflows = try await drive(engine) { _ in clock.now < end }
        let elapsed = clock.now - start
        let usageAfter = ProcessUsage()
        let peak = try ProcessUsage.peakMegabytes()
        try database.close()
        try folder.truncateLog()
        try ChildOutput.write(
            WorkloadFigures(
                workflows: workflows,
                warmUp: warmUp,
                seconds: elapsed / .seconds(1),
                usage: (usage, usageAfter),
                peakMegabytes: peak,
                stateBytes: folder.size() - before
            )
        )
    }

    /// Runs workflows, `concurrent` at a time, each lane until it is told to stop.
    ///
    /// - Returns: how many were run.
    private func drive(_ engine: WorkflowEngine, while goesOn: @escaping @Sendable (Int) -> Bool) async throws -> Int {
        try await withThrowingTaskGroup(of: Int.self) { lanes in
            for lane in 0..<concurrent {
                lanes.addTask {
                    var done = 0
                    while goesOn(done) {
                        let run = try await engine.execute(FiveTaskWorkflow.id, input: lane + done * concurrent)
                        guard run.status == .completed else {
                            throw BenchFailure(description: "run \(run.workflowID) ended as \(run.status)")
                        }
                        done += 1
                    }
                    return done
                }
            }
            return try await lanes.reduce(0, +)
        }
    }
}
