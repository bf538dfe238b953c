import ArgumentParser

/// The reports.
struct ReportsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reports",
        abstract: "List, search, show, compare, aggregate, export and delete reports.",
        subcommands: [
            List.self, Search.self, Show.self, Compare.self, Aggregate.self, Export.self, Delete.self,
        ],
        defaultSubcommand: List.self
    )
}
