import ArgumentParser
import Foundation
import Tradecraft

/// Maps a text that the daemon keeps; the daemon starts it for very large ones.
struct EvaluateStoredCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate-stored",
        abstract: "Map a text that is kept in the database; started by the daemon.",
        shouldDisplay: false
    )

    @OptionGroup var options: SettingsOptions

    func run() async throws {
        let configuration = try options.effective().values
        let order = try FileHandle.standardInput.readToEnd() ?? Data()
        let logger = try LogFile.logger(configuration)
        let evaluation = try await StoredEvaluation.run(order, configuration, logger: logger)
        try FileHandle.standardOutput.write(contentsOf: evaluation)
    }
}
