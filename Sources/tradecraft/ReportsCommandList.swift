import ArgumentParser
import Tradecraft

extension ReportsCommand {
    /// The reports there are.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List reports, the newest first.",
            discussion: """
                Of each document the latest report, unless --all-versions is given. What is asked for several times, or \
                in several ways, must all be so: --group APT29 --technique T1059 --technique T1566.
                """
        )

        @OptionGroup var options: SettingsOptions
        @OptionGroup(title: "Filters") var filters: ReportFilterOptions
        @OptionGroup var listing: ListingOptions

        func run() throws {
            let database = try options.database()
            let filter = try filters.filter(options, database)
            let reports = try database.reports(filter, listing.page)
            if listing.json {
                try Terminal.printJSON(reports)
            } else if reports.isEmpty {
                Terminal.print("No reports.")
            } else {
                Terminal.printTable(
                    ["document", "created", "techniques", "ATT&CK", "name", "folder"],
                    reports.map { report in
                        [
                            report.document + (report.version > 1 ? "@\(report.version)" : ""),
                            Shown.time(report.createdAt), "\(report.techniques)", report.attack,
                            Shown.short(report.title ?? report.name, 48),
                            report.folder + (report.removedAt == nil ? "" : " (removed)"),
                        ]
                    }
                )
                listing.printMore(after: reports.count)
            }
            try ReportFilterOptions.noteUnindexed(filter, database)
        }
    }
}
