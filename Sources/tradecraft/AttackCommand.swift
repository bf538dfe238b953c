import ArgumentParser
import AttackKnowledge
import Inbox
import Taskt
import Tradecraft

/// The releases of ATT&CK.
struct AttackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attack",
        abstract: "The release of ATT&CK in force.",
        subcommands: [Status.self, Update.self, Import.self, Diff.self, Catalogue.self],
        defaultSubcommand: Status.self
    )

    /// What is in force.
    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show the release in force and its model.")

        @OptionGroup var options: SettingsOptions

        @Flag(help: "Print JSON.")
        var json = false

        func run() async throws {
            let library = try options.library()
            try AttackCommand.show(try library.status(), json: json)
        }
    }

    /// Asks the source.
    struct Update: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ask the source for a newer release; retrain and switch over when there is one."
        )

        @OptionGroup var options: SettingsOptions

        @Flag(help: "Print JSON.")
        var json = false

        func run() async throws {
            let library = try options.library()
            // Where the release in force cannot be read, any other is a change.
            let before = try? library.current().sha256
            let knowledge = try await AttackCommand.classified { try await library.update() }
            try AttackCommand.note(knowledge, after: before, in: options)
            try AttackCommand.show(knowledge, json: json)
            if knowledge.release.notice != nil {
                throw ExitCode(StartupError.ExitCode.unavailable.rawValue)
            }
        }
    }

    /// Takes a bundle from a file.
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a release from a STIX bundle (.json or .json.gz); retrain and switch over."
        )

        @OptionGroup var options: SettingsOptions

        @Argument(help: "The bundle.")
        var file: String

        @Flag(help: "Print JSON.")
        var json = false

        func run() async throws {
            let library = try options.library()
            // Where the release in force cannot be read, any other is a change.
            let before = try? library.current().sha256
            let knowledge = try await AttackCommand.classified { try await library.importBundle(SystemPath(file)) }
            try AttackCommand.note(knowledge, after: before, in: options)
            try AttackCommand.show(knowledge, json: json)
        }
    }

    /// Writes the embedded form of a bundle's facts.
    struct Catalogue: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write a bundle's facts in the form that is embedded.",
            shouldDisplay: false
        )

        @Argument(help: "The bundle (.json or .json.gz).")
        var file: String

        @Option(name: .shortAndLong, help: "The file to write.")
        var output: String

        func run() async throws {
            let knowledge = try await AttackCommand.classified {
                try CatalogueFile.write(bundle: SystemPath(file), to: SystemPath(output))
            }
            Terminal.print("\(knowledge.domain.rawValue) \(knowledge.version): \(knowledge.techniques) techniques")
        }
    }

    static func classified<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let failure as AgentFailure {
            throw StartupError(failure)
        }
    }

    /// Writes into the audit trail who put another release in force; before the first start of a daemon there is none.
    private static func note(
        _ knowledge: KnowledgeReference,
        after before: String?,
        in options: SettingsOptions
    ) throws {
        guard knowledge.release.sha256 != before else { return }
        let state = StateFolder(try options.effective().values.state)
        do throws(StartupError) {
            let entry = AuditEntry(knowledge, by: AuditActor.current())
            try AuditTrail.append(entry, to: state, at: EngineEnvironment.systemTime())
        } catch {
            // The release is in force all the same, and a daemon writes it down where this could not.
            if error.exitCode != .unavailable { Terminal.printError("not in the audit trail: \(error)") }
        }
    }

    private static func show(_ knowledge: KnowledgeReference, json: Bool) throws {
        if json {
            try Terminal.printJSON(knowledge)
            return
        }
        let release = knowledge.release
        Terminal.print("ATT&CK \(release.domain.title) \(release.version ?? "unknown"), from \(release.source)")
        if let fetchedAt = release.fetchedAt { Terminal.print("fetched    \(fetchedAt)") }
        Terminal.print("sha256     \(release.sha256)")
        Terminal.print("model      \(knowledge.model)")
        let counts = knowledge.counts
        Terminal.print(
            "holds      \(counts.techniques) techniques, \(counts.tactics) tactics, \(counts.groups) groups, "
                + "\(counts.software) software"
        )
        if let notice = release.notice { Terminal.print("notice     \(notice)") }
    }
}

extension SettingsOptions {
    /// The library of releases of the configuration in force.
    func library() throws -> KnowledgeLibrary {
        let configuration = try effective().values
        return KnowledgeLibrary(
            configuration,
            now: EngineEnvironment.systemTime,
            logger: try LogFile.logger(configuration)
        )
    }
}
