import ArgumentParser
import Tradecraft

extension ReportsCommand {
    /// The reports with certain words.
    struct Search: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Find reports by the words of their titles, evidence and entities.",
            discussion: """
                All words must be in the report; case and accents do not matter. "words in a row" are a phrase, \
                beginning* stands for all words that begin so, -word must not be there, OR stands between \
                alternatives, and title:, evidence: or entities: before a word says where it must be. Ids and \
                indicators are words too, also defanged: T1059.001, G0016, evil[.]example.

                  tradecraft reports search 'powershell "scheduled task" -ransomware'
                  tradecraft reports search 'title:apt29 OR entities:G0016' --since 90d

                The newest reports come first. With --rank those that fit best come first, among the newest two \
                thousand that have the words.
                """
        )

        @OptionGroup var options: SettingsOptions
        @OptionGroup(title: "Filters") var filters: ReportFilterOptions
        @OptionGroup var listing: ListingOptions

        @Flag(help: "Order by relevance, among the newest 2000 hits.")
        var rank = false

        @Argument(
            parsing: .remaining,
            help: ArgumentHelp(
                "The words to look for; behind -- where they begin with a minus sign.",
                valueName: "query"
            )
        )
        var query: [String]

        func run() throws {
            let words = try SearchQuery(query.joined(separator: " "))
            let database = try options.database()
            let filter = try filters.filter(options, database, query: words)
            let hits = try database.search(filter, listing.page, isRanked: rank)
            if listing.json {
                try Terminal.printJSON(hits)
            } else if hits.isEmpty {
                Terminal.print("No report has these words.")
            } else {
                for hit in hits { show(hit) }
                listing.printMore(after: hits.count)
            }
            try ReportFilterOptions.noteUnindexed(filter, database)
        }

        private func show(_ hit: SearchHit) {
            let report = hit.report
            let version = report.version > 1 ? "@\(report.version)" : ""
            Terminal.printHeading(Shown.short(report.title ?? report.name, 100))
            Terminal.print(
                "  \(report.document)\(version)  \(Shown.time(report.createdAt))  "
                    + "\(Shown.count(report.techniques, "technique"))"
                    + (report.title == nil ? "" : "  \(Shown.short(report.name, 60))")
            )
            guard let excerpt = hit.excerpt, excerpt.field != "title" else { return }
            var line = "  "
            for piece in excerpt.pieces {
                var inert = ""
                inert.appendInert(piece.text)
                line += piece.isMarked ? Terminal.marked(inert) : inert
            }
            Terminal.printRaw(line + (excerpt.page.map { "  (page \($0))" } ?? ""))
        }
    }
}

extension Terminal {
    /// A hit within a line: in colour, or between brackets that a pipe keeps.
    static func marked(_ text: String) -> String { hasColor ? "\u{1B}[1;33m\(text)\u{1B}[0m" : "[\(text)]" }
}
