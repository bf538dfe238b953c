import ArgumentParser
import Inbox
import Taskt
import Tradecraft

/// Going on from a backup.
struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a backup in the place of the state directory; no daemon may run.",
        discussion: """
            All of the backup is checked first; then the state directory is replaced at one moment. One that is not empty is \
            refused, or with --force put aside under another name. Documents that were in work are finished by the next \
            start of `tradecraft watch`, each once. Inbox, outbox and the other folders stay as they are. The \
            configuration file of the backup is put into the state directory, for you to compare.
            """
    )

    @OptionGroup var options: SettingsOptions

    @Flag(help: "Put what is in the state directory aside.")
    var force = false

    @Argument(help: ArgumentHelp("The backup.", valueName: "file"))
    var file: String

    func run() throws {
        let state = try options.effective().values.state
        let restore = Restore(
            SystemPath(file),
            to: state,
            isForced: force,
            now: EngineEnvironment.systemTime()
        )
        let outcome = try restore.run()
        AuditNote.append(.restored, file: file, to: StateFolder(state))
        Terminal.print("restored: \(BackupSummary(file, outcome.manifest).sentence)")
        if let earlier = outcome.earlier { Terminal.print("what was there before: \(earlier)") }
        if let configuration = outcome.configuration {
            Terminal.print("the configuration of the backup: \(configuration)")
        }
        BackupSummary.warn(of: outcome.manifest)
    }
}
