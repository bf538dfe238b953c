import ArgumentParser

/// The reports.
struct ReportsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reports",
        abstract: "List, search, show, compare, aggregate, review, export, hand on and delete reports.",
        subcommands: [
            List.self, Search.self, Show.self, Compare.self, Aggregate.self, Review.self, Export.self, Deliver.self,
            Delete.self,
        ],
        defaultSubcommand: List.self
    )
}
