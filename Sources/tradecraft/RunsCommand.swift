import ArgumentParser
import Taskt
import Tradecraft

/// The runs of the workflow.
struct RunsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs",
        abstract: "List, show and follow runs; retry, cancel, fork and prune them.",
        subcommands: [
            List.self, Show.self, History.self, Retry.self, Cancel.self, Fork.self, Prune.self,
        ],
        defaultSubcommand: List.self
    )

    /// What happened in one run.
    struct History: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the audit trail of a run: a line for everything that happened, with its cause."
        )

        @OptionGroup var options: SettingsOptions

        @Argument(
            help: ArgumentHelp("The run or the document: its id, its report's folder or its name.", valueName: "run")
        )
        var subject: String

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let history = try options.database().run(named: subject).history
            if json {
                try Terminal.printJSON(history)
            } else {
                for event in history { Terminal.print(RunText.line(event)) }
            }
        }
    }

    /// Tries a document again.
    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Try a rejected or waiting document again.")

        @OptionGroup var request: RequestOptions

        func run() async throws { try await request.deliver { .retry($0) } }
    }

    /// Stops the analysis of a document.
    struct Cancel: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Stop the analysis of a document.")

        @OptionGroup var request: RequestOptions

        func run() async throws { try await request.deliver { .cancel($0) } }
    }

    /// Analyses a document once more.
    struct Fork: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Analyse a document once more, from a task on, as another document.",
            discussion: """
                The fork takes over the results that do not depend on the task, and gets a run and a report folder of \
                its own; the run and the report that are there stay as they are.
                """
        )

        @OptionGroup var request: RequestOptions

        @Option(help: ArgumentHelp("The first task to run again; without it, all are.", valueName: "task"))
        var from: String?

        func run() async throws {
            var generator = SystemRandomNumberGenerator()
            let id = DocumentID(using: &generator)
            try await request.deliver { .fork($0, from: from.map(TaskName.init(rawValue:)), as: id) }
        }
    }
}

extension RunStatus {
    /// Reads a status that a run can have.
    static func parsed(_ text: String) throws -> RunStatus {
        try parsed(text, among: allCases)
    }

    /// Reads a status that a run can end with.
    static func parsedEnd(_ text: String) throws -> RunStatus {
        try parsed(text, among: allCases.filter(\.isTerminal))
    }

    private static func parsed(_ text: String, among known: [RunStatus]) throws -> RunStatus {
        guard let status = RunStatus(rawValue: text), known.contains(status) else {
            let names = known.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("expected one of \(names), found \"\(text)\"")
        }
        return status
    }
}

extension PastInstant: ExpressibleByArgument {
    /// Reads a duration, or a date or time.
    public init?(argument: String) { self.init(argument) }
}
