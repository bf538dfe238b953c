import ArgumentParser
import Tradecraft

/// The command line.
@main
struct TradecraftCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tradecraft",
        abstract: "Maps threat reports to MITRE ATT&CK: drop a document into the inbox, collect its report.",
        version: TradecraftVersion.current,
        subcommands: [
            WatchCommand.self, EvaluateCommand.self, ExtractCommand.self, ConfigCommand.self, AttackCommand.self,
            ModelCommand.self,
        ]
    )

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let error as StartupError {
            Terminal.printError("tradecraft: \(error)")
            Terminal.exit(error.exitCode.rawValue)
        } catch let error as ConfigurationError {
            Terminal.printError("tradecraft: \(error)")
            Terminal.exit(StartupError.ExitCode.configuration.rawValue)
        } catch {
            exit(withError: error)
        }
    }
}
