import ArgumentParser
import Tradecraft

/// The configuration.
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Show or check the configuration.",
        subcommands: [Show.self, Check.self],
        defaultSubcommand: Show.self
    )

    /// The values in force.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show every key with its value and where that came from."
        )

        @OptionGroup var options: SettingsOptions

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let listing = try options.effective().listing
            if json {
                try Terminal.printJSON(
                    listing.map { Entry(key: $0.key, value: $0.value, origin: $0.origin) }
                )
            } else {
                Terminal.printTable(["key", "value", "from"], listing.map { [$0.key, $0.value, $0.origin] })
            }
        }

        private struct Entry: Encodable {
            let key: String
            let value: String
            let origin: String
        }
    }

    /// Whether the configuration can be used.
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check the configuration: exit code 0, or 78 and a sentence on what is wrong."
        )

        @OptionGroup var options: SettingsOptions

        func run() async throws {
            let effective = try options.effective()
            try await AttackCommand.classified { try effective.checkSelection(of: options.library()) }
            Terminal.print("configuration is in order")
        }
    }
}
