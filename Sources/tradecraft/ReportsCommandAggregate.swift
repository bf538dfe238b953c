import ArgumentParser
import AttackKnowledge
import AttackReports
import Inbox
import Taskt
import Tradecraft

extension ReportsCommand {
    /// Many reports together.
    struct Aggregate: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Count techniques over many reports: a table, a Navigator layer, a heat map page, CSV.",
            discussion: """
                Of all reports, or of those that the filters let through: a campaign, a quarter, a group. With --output \
                the folder gets aggregate-layer.json (ATT&CK Navigator), aggregate.html and aggregate.csv.

                  tradecraft reports aggregate --group APT29 --since 2026-01-01 --until 2026-04-01 --output q1/

                Ids that ATT&CK has replaced count for those that replaced them. The reports are of one domain: that of \
                --domain, or the one that most of them have.
                """
        )

        @OptionGroup var options: SettingsOptions
        @OptionGroup(title: "Filters") var filters: ReportFilterOptions

        @Option(help: ArgumentHelp("What the reports have in common, for the headings.", valueName: "text"))
        var title: String?

        @Option(help: ArgumentHelp("Write layer, page and table into this folder.", valueName: "folder"))
        var output: String?

        @Option(help: ArgumentHelp("Show at most so many techniques.", valueName: "count"))
        var limit = 25

        @Flag(help: "Print JSON.")
        var json = false

        func validate() throws {
            if limit < 1 { throw ValidationError("--limit: expected 1 or more, found \(limit)") }
        }

        func run() throws {
            let configuration = try options.effective().values
            let database = try options.database()
            var filter = try filters.filter(options, database)
            if filter.domain == nil {
                let main = try database.mainDomain(filter)
                filter.domain = main?.domain ?? configuration.domain
                if let main, main.others > 0 {
                    Terminal.printError(
                        "\(Shown.count(main.others, "report")) of other domains than \(main.domain.rawValue) left out; "
                            + "choose with --domain"
                    )
                }
            }
            var releases = ReportKnowledge(configuration)
            let knowledge = try releases.current(filter.domain ?? configuration.domain)
            let aggregate = try database.aggregate(filter, title: heading, knowledge: knowledge)
            if let output {
                let folder = SystemPath(output)
                try AggregateFiles.write(aggregate, knowledge, into: folder, at: EngineEnvironment.systemTime())
                Terminal.printError("\(AggregateFiles.names.joined(separator: ", ")) written into \(folder)")
            }
            if json {
                try Terminal.printJSON(aggregate)
            } else if output == nil || Terminal.isTerminal {
                show(aggregate)
            }
            try ReportFilterOptions.noteUnindexed(filter, database)
        }

        private func show(_ aggregate: ReportAggregate) {
            Terminal.print(
                "\(Shown.count(aggregate.reports, "report")), \(Shown.count(aggregate.techniques.count, "technique")) of "
                    + "\(aggregate.domain.rawValue) \(aggregate.attack)"
            )
            guard !aggregate.techniques.isEmpty else { return }
            Terminal.print("")
            Terminal.printTable(
                ["id", "technique", "reports", "share %", "max", "mean", "first seen", "last seen"],
                aggregate.techniques.prefix(limit)
                    .map { technique in
                        [
                            "\(technique.id)", Shown.short(technique.name, 52), "\(technique.reports)",
                            "\((technique.share * 1_000).rounded() / 10)", Shown.score(technique.maximum),
                            Shown.score(technique.mean), String(technique.firstSeen.prefix(10)),
                            String(technique.lastSeen.prefix(10)),
                        ]
                    }
            )
            let others = aggregate.techniques.count - limit
            if others > 0 {
                Terminal.printError("\(others) more; show them with --limit \(aggregate.techniques.count)")
            }
        }

        /// What the reports have in common: the title, or the filters as they were written.
        private var heading: String {
            if let title { return title }
            let named = [
                filters.groups, filters.software, filters.campaigns, filters.techniques, filters.tactics,
                filters.indicators, filters.sources,
            ]
            .flatMap(\.self)
            var text = named.isEmpty ? "All reports" : "Reports on \(named.joined(separator: ", "))"
            if let since = filters.since { text += " since \(since.text)" }
            if let until = filters.until { text += " until \(until.text)" }
            return text
        }
    }
}

extension PastInstant {
    /// The time to the day, or how long ago.
    fileprivate var text: String {
        switch self {
        case .ago(let duration): "\(Since(duration).text) ago"
        case .at(let instant): String(instant.description.prefix(10))
        }
    }
}
