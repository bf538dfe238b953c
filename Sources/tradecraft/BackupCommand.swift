import ArgumentParser
import Inbox
import Taskt
import Tradecraft

/// All that is needed to go on, in one file.
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Write all that is needed to go on into one file; a daemon may run meanwhile.",
        discussion: """
            The file holds the database, the originals of documents in work, results, releases of ATT&CK with their models, \
            and the configuration file. What lies in the inbox, the outbox and the folders of processed and rejected \
            documents is not part of it: back those up as files. It is a tar archive; it is read again and compared before \
            it gets its name, and replaces nothing. Beside it, the backup needs the space of the database once more while \
            it is written.
            """
    )

    @OptionGroup var options: SettingsOptions

    @Flag(help: "Print JSON.")
    var json = false

    @Argument(help: ArgumentHelp("The backup, a file that is not there yet.", valueName: "file"))
    var file: String

    func run() throws {
        let effective = try options.effective()
        let line = ProgressLine()
        defer { line.end() }
        let backup = Backup(
            of: StateFolder(effective.values.state),
            configuration: effective.file.map { SystemPath($0) },
            now: EngineEnvironment.systemTime,
            progress: { line.show($0) }
        )
        let manifest = try backup.write(to: SystemPath(file))
        line.end()
        AuditNote.append(.backedUp, file: file, to: StateFolder(effective.values.state))
        if json {
            try Terminal.printJSON(BackupSummary(file, manifest))
            return
        }
        Terminal.print("\(file): \(BackupSummary(file, manifest).sentence)")
        BackupSummary.warn(of: manifest)
    }
}

/// What a command adds to the audit trail once its work is done.
enum AuditNote {
    /// Adds an entry; where that cannot be done the work stands all the same, and it is said.
    static func append(_ action: AuditAction, file: String, to state: StateFolder) {
        do throws(StartupError) {
            let entry = AuditEntry(action, by: AuditActor.current(), ["file": .text(file)])
            try AuditTrail.append(entry, to: state, at: EngineEnvironment.systemTime())
        } catch {
            Terminal.printError("tradecraft: this is not in the audit trail: \(error)")
        }
    }
}

/// What a backup holds, for people and for scripts.
struct BackupSummary: Encodable {
    let file: String
    let takenAt: String
    let documents: Int
    let unfinished: Int
    let files: Int
    let bytes: Int64
    let missingOriginals: [String]

    init(_ file: String, _ manifest: BackupManifest) {
        self.file = file
        takenAt = manifest.takenAt.description
        documents = manifest.documents
        unfinished = manifest.unfinished
        files = manifest.entries.count
        bytes = manifest.entries.reduce(0) { $0 + $1.size }
        missingOriginals = manifest.missingOriginals
    }

    /// One line.
    var sentence: String {
        "\(documents) documents, \(unfinished) of them in work, as of \(takenAt); \(files) files, \(Shown.size(bytes)), checked"
    }

    /// Says what is not in a backup and should be.
    static func warn(of manifest: BackupManifest) {
        guard !manifest.missingOriginals.isEmpty else { return }
        let list = manifest.missingOriginals.joined(separator: ", ")
        Terminal.printError("without their originals, which were not there: \(list)")
    }
}
