import ArgumentParser
import AttackKnowledge
import Inbox
import Taskt
import Tradecraft

/// The reports.
struct ReportsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reports",
        abstract: "List reports, show them, say what is right in them, hand them on.",
        subcommands: [List.self, Show.self, Review.self, Deliver.self],
        defaultSubcommand: List.self
    )

    /// The reports there are.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List reports, the newest first.")

        @OptionGroup var options: SettingsOptions
        @OptionGroup var listing: ListingOptions

        @Option(help: ArgumentHelp("Those with this technique or one of its sub-techniques.", valueName: "id"))
        var technique: String?

        @Option(help: ArgumentHelp("Those of the last so much time, such as 7d or 24h.", valueName: "duration"))
        var since: Since?

        func validate() throws {
            if let technique, TechniqueID(technique.uppercased()) == nil {
                throw ValidationError("--technique: expected an id such as T1059 or T1059.001, found \"\(technique)\"")
            }
        }

        func run() throws {
            let filter = ReportFilter(
                technique: technique.flatMap { TechniqueID($0.uppercased()) },
                since: since?.instant(before: EngineEnvironment.systemTime()).microseconds
            )
            let reports = try options.database().reports(filter, listing.page)
            if listing.json {
                try Terminal.printJSON(reports)
            } else if reports.isEmpty {
                Terminal.print("No reports.")
            } else {
                Terminal.printTable(
                    ["document", "created", "techniques", "ATT&CK", "folder"],
                    reports.map { report in
                        [
                            report.document, Shown.time(report.createdAt), "\(report.techniques)", report.attack,
                            report.folder,
                        ]
                    }
                )
                listing.printMore(after: reports.count)
            }
        }
    }

    /// One report.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a report's techniques.",
            discussion: "With --json the folder's report.json, or what the database holds when the folder is gone."
        )

        @OptionGroup var options: SettingsOptions

        @Argument(help: "The report's folder, or its document: id, run or name.")
        var report: String

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let outbox = try options.effective().values.outbox
            let database = try options.database()
            let name = SystemPath(report).name.map(\.description) ?? report
            let detail = try database.report(on: database.document(named: name).id)
            let published = try detail.publishedJSON(in: outbox)
            if published == nil {
                Terminal.printError("the folder \(detail.folder(in: outbox)) is no longer there")
            }
            if json {
                guard let published else {
                    try Terminal.printJSON(detail)
                    return
                }
                // Its writer has left no character raw that a terminal would obey.
                print(String(decoding: published, as: UTF8.self), terminator: "")
            } else {
                show(detail, outbox)
            }
        }

        private func show(_ detail: ReportDetail, _ outbox: SystemPath) {
            let report = detail.report
            Terminal.print("document    \(report.document) \(report.name)")
            if let title = report.title { Terminal.print("title       \(title)") }
            Terminal.print("content     \(report.mediaType), sha256 \(report.sha256)")
            Terminal.print("created     \(report.createdAt)")
            Terminal.print("ATT&CK      \(report.domain) \(report.attack), model \(report.model)")
            Terminal.print("folder      \(detail.folder(in: outbox))")
            if report.warnings > 0 { Terminal.print("warnings    \(report.warnings), see report.json") }
            Terminal.print("")
            guard !detail.matches.isEmpty else {
                Terminal.print("No technique was found.")
                return
            }
            Terminal.printTable(
                ["id", "technique", "score", "evidence"],
                detail.matches.map { [$0.technique, $0.name, Shown.score($0.score), "\($0.evidence)"] }
            )
        }
    }
}
