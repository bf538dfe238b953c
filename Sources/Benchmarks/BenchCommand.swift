import ArgumentParser

/// The benchmarks.
@main
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tradecraft-bench",
        abstract: "Measures Tradecraft.",
        subcommands: [PipelineBench.self]
    )
}
