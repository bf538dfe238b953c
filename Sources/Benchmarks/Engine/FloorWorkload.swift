import ArgumentParser
import CCommitFloor
import Foundation

/// The floor's share of the benchmark, in a process of its own: the same commits in C, without an engine.
struct FloorWorkload: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "engine-floor", shouldDisplay: false)

    /// What the floor does, so that a ratio to it can be read.
    static let explanation = """
        A C program on the same disk: for each set of concurrent workflows five commits, each with one step row \
        (2 KB payload) and one event row for every workflow of the set; WAL, synchronous FULL or NORMAL, one thread. \
        No run rows, no started-events, no updates, no reads, no JSON.
        """

    @Option var folder: String
    @Option var durability: EngineDurability = .full
    @Option var concurrent: Int
    @Option var seconds: Double

    func run() throws {
        let folder = try StateFolder(folder)
        let payload = try JSONEncoder().encode(StepResult(workflow: 1, step: "fetch", inputs: 0))
        let before = ProcessUsage()
        var result = commit_floor_result()
        let code = payload.withUnsafeBytes { bytes in
            commit_floor_run(
                folder.database,
                Int32(concurrent),
                durability == .full ? 1 : 0,
                seconds,
                bytes.baseAddress,
                bytes.count,
                &result
            )
        }
        let after = ProcessUsage()
        guard code == 0 else {
            let problem = withUnsafeBytes(of: result.problem) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            throw BenchFailure(description: "the floor failed: SQLite error \(code): \(problem)")
        }
        let peak = try ProcessUsage.peakMegabytes()
        try folder.truncateLog()
        try ChildOutput.write(
            WorkloadFigures(
                workflows: Int(result.workflows),
                seconds: result.seconds,
                commits: Int(result.commits),
                usage: (before, after),
                peakMegabytes: peak,
                stateBytes: folder.size()
            )
        )
    }
}
