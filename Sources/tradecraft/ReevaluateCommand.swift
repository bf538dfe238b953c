import ArgumentParser
import AttackKnowledge
import Taskt
import Tradecraft

/// Maps documents anew from the texts that were kept of them.
struct ReevaluateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reevaluate",
        abstract: "Map documents anew: with another release of ATT&CK, another model or other settings.",
        discussion: """
            The text that was kept of a document is mapped again; the next report stands beside the one before it and says \
            what differs. The daemon does it when new documents leave room, at most as often as the key reevaluation.rate \
            says; without one, the next `tradecraft watch` begins with it.
            """,
        subcommands: [Ask.self, List.self, Cancel.self],
        defaultSubcommand: Ask.self
    )

    /// Asks for it.
    struct Ask: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Ask for documents to be mapped anew.")

        @OptionGroup var options: SettingsOptions

        @Argument(help: "Documents, by id, report folder or name; all that the options fit where none is given.")
        var documents: [String] = []

        @Flag(help: "Those too whose report was made with the release and the model in force.")
        var all = false

        @Option(
            help: ArgumentHelp("Those whose report has this technique or one of its sub-techniques.", valueName: "id")
        )
        var technique: TechniqueArgument?

        @Option(help: ArgumentHelp("Those whose report was made since then: 7d, 24h, 2026-11-22.", valueName: "time"))
        var since: PastInstant?

        @Option(help: ArgumentHelp("Those whose report was made before then: 90d, 2026-11-22.", valueName: "time"))
        var until: PastInstant?

        @Flag(help: "Only say how many documents that would be.")
        var dryRun = false

        @Flag(help: "Wait until all that was asked for has ended.")
        var wait = false

        @Flag(help: "Print JSON.")
        var json = false

        private struct Counts: Encodable {
            let fitting: Int
            let possible: Int
        }

        func run() async throws {
            let configuration = try options.effective().values
            let database = try options.database()
            let now = EngineEnvironment.systemTime()
            var filter = ReevaluationFilter()
            filter.documents = try documents.map { try database.document(named: $0).id }
            if let technique {
                var text = ReportFilterText(database, ReportKnowledge(configuration))
                let found = try text.technique(technique.id)
                if let notice = found.notice { Terminal.printError(notice) }
                filter.technique = found.id
            }
            filter.since = since?.instant(before: now)
            filter.until = until?.instant(before: now)
            if !all, documents.isEmpty { filter.outdated = try options.knowledgeInForce() }
            let counts = try filter.counts(in: database)
            if dryRun {
                if json {
                    try Terminal.printJSON(Counts(fitting: counts.fitting, possible: counts.possible))
                } else {
                    Terminal.print("would map \(Shown.count(counts.possible, "document")) anew\(left(counts))")
                }
                return
            }
            let cause = "a request of \(Terminal.userName)"
            let state = StateFolder(configuration.state)
            let request = try ReevaluationRequest.deliver(filter, cause: cause, to: state, at: now)
            if !json {
                let follow =
                    request.asked == 0
                    ? "" : request.isHandedOver ? "; the daemon is at it" : "; the next daemon begins with it"
                Terminal.print("\(Shown.count(request.asked, "document")) to be mapped anew\(left(counts))\(follow)")
            }
            if wait, request.asked > 0 {
                guard request.isHandedOver else {
                    throw StartupError(.unavailable, "no daemon runs; start one with `tradecraft watch`")
                }
                while try database.reevaluationCounts().open > 0 { try await Task.sleep(for: .milliseconds(200)) }
            }
            if json { try Terminal.printJSON(request) }
        }

        private func left(_ counts: (fitting: Int, possible: Int)) -> String {
            let left = counts.fitting - counts.possible
            return left == 0 ? "" : " (\(left) left out: their text is no longer kept, or they are asked for already)"
        }
    }

    /// What was asked for.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List what was asked for, the newest first.")

        @OptionGroup var options: SettingsOptions
        @OptionGroup var listing: ListingOptions

        @Option(help: "Show those of this state only.")
        var status: ReevaluationState?

        func run() throws {
            let found = try options.database().reevaluations(state: status, listing.page)
            if listing.json {
                try Terminal.printJSON(found)
            } else if found.isEmpty {
                Terminal.print("No re-evaluations.")
            } else {
                Terminal.printTable(
                    ["document", "name", "state", "version", "asked", "cause or reason"],
                    found.map { item in
                        [
                            item.document, Shown.short(item.name, 40), item.state, item.version.map { "\($0)" } ?? "-",
                            Shown.time(item.askedAt), Shown.short(item.reason ?? item.cause, 60),
                        ]
                    }
                )
                listing.printMore(after: found.count)
            }
        }
    }

    /// Stops what has not begun.
    struct Cancel: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Stop what has not begun.")

        @OptionGroup var options: SettingsOptions

        func run() throws {
            let state = StateFolder(try options.effective().values.state)
            // Says what is wrong with the database before anything is written to it.
            _ = try QueryDatabase(state)
            let count = try ReevaluationRequest.cancel(state, at: EngineEnvironment.systemTime())
            Terminal.print("\(Shown.count(count, "re-evaluation")) cancelled")
        }
    }
}

extension ReevaluationState: ExpressibleByArgument {}

/// The id of a technique as an argument.
struct TechniqueArgument: ExpressibleByArgument {
    let id: TechniqueID

    /// Reads an id such as `T1059.001`, in any case.
    init?(argument: String) {
        guard let id = TechniqueID(argument.uppercased()) else { return nil }
        self.id = id
    }
}

extension SettingsOptions {
    /// The releases and models that documents are mapped with now.
    func knowledgeInForce() throws -> [ReevaluationFilter.Knowledge] {
        let configuration = try effective().values
        return try configuration.domains.map { domain in
            let library = KnowledgeLibrary(
                configuration.limited(to: domain),
                now: EngineEnvironment.systemTime,
                logger: try LogFile.logger(configuration)
            )
            return ReevaluationFilter.Knowledge(try library.status())
        }
    }
}
