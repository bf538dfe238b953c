import ArgumentParser
import AttackKnowledge
import Tradecraft

extension AttackCommand {
    /// What changed from one release to another.
    struct Diff: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what changed from one release to another.",
            discussion: """
                A release is a STIX bundle (.json or .json.gz), the version of one that was fetched or imported, or \
                "embedded". A bundle tells the domain; else it is that of the configuration.
                """
        )

        @OptionGroup var options: SettingsOptions

        @Argument(help: "The earlier release.")
        var old: String

        @Argument(help: "The later release.")
        var new: String

        @Flag(help: "Print JSON.")
        var json = false

        func run() async throws {
            let library = try options.library()
            let releases = try await AttackCommand.classified { try library.releases(old, new) }
            let difference = releases.new.difference(from: releases.old)
            if json {
                try Terminal.printJSON(difference)
            } else {
                for line in DifferenceText(difference).lines { Terminal.print(line) }
            }
        }
    }
}
