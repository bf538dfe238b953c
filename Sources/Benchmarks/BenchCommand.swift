import ArgumentParser

/// The benchmarks.
@main
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tradecraft-bench",
        abstract: "Measures Tradecraft.",
        subcommands: [
            PipelineBench.self, EngineBench.self, MappingBench.self, IngestBench.self, ReportsBench.self,
            // Hidden: what the benchmarks start as processes of their own.
            EngineWorkload.self, FloorWorkload.self, UnfinishedFill.self, RecoveryScan.self, FinishedFill.self,
            ListingScan.self, MappingWorkload.self,
        ]
    )
}
