import ArgumentParser

/// The benchmarks.
@main
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tradecraft-bench",
        abstract: "Measures Tradecraft.",
        subcommands: [
            PipelineBench.self, EngineBench.self,
            // Hidden: what the engine's benchmark starts as processes of their own.
            EngineWorkload.self, FloorWorkload.self, UnfinishedFill.self, RecoveryScan.self, FinishedFill.self,
            ListingScan.self,
        ]
    )
}
