import ArgumentParser
import Inbox
import Taskt
import Tradecraft

/// The command line.
@main
struct TradecraftCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tradecraft",
        abstract: "Maps threat reports to MITRE ATT&CK: drop a document into the inbox, collect its report.",
        version: TradecraftVersion.current,
        subcommands: [
            WatchCommand.self, EvaluateCommand.self, ExtractCommand.self, SubmitCommand.self, StatusCommand.self,
            RunsCommand.self, DocumentsCommand.self, ReportsCommand.self, ReevaluateCommand.self, MetricsCommand.self,
            AuditCommand.self,
            AlertsCommand.self, AttackCommand.self, ModelCommand.self, BackupCommand.self, RestoreCommand.self,
            DoctorCommand.self, ConfigCommand.self,
            EvaluateStoredCommand.self, ManCommand.self,
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
            end(error)
        } catch let error as ConfigurationError {
            end(StartupError(error))
        } catch let error as AgentFailure {
            end(StartupError(error))
        } catch let error as StoreError {
            end(StartupError(error))
        } catch let error as InboxError {
            end(StartupError(error, "a folder"))
        } catch {
            exit(withError: error)
        }
    }

    private static func end(_ error: StartupError) -> Never {
        Terminal.printError("tradecraft: \(error)")
        Terminal.exit(error.exitCode.rawValue)
    }
}
