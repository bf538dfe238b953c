import ArgumentParser
import AttackKnowledge
import AttackReports
import Inbox
import Taskt
import Tradecraft

extension ReportsCommand {
    /// What an analyst thinks of a report.
    struct Review: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say which techniques of a report are right, wrong or missing.",
            discussion: """
                Verdicts are kept with the document's content: later reports on it, and on files with the same content, \
                honour them. Ids of older releases stand for their current ones. Without a verdict, those on record are \
                listed.

                For many at once, --export writes a line for each match into a file for a spreadsheet; fill in the column \
                "verdict" (accepted, rejected, added or forget; nothing leaves it as it is) and read the file back with \
                --import. For a technique that was missed, add a line with its document, its id and "added".
                """
        )

        @OptionGroup var options: SettingsOptions

        @Argument(help: "The report's folder, or its document: id, run or name; with --export any number of them.")
        var report: [String] = []

        @Option(help: ArgumentHelp("The document describes this technique of the report.", valueName: "id"))
        var accept: [String] = []

        @Option(help: ArgumentHelp("The document does not describe this technique of the report.", valueName: "id"))
        var reject: [String] = []

        @Option(help: ArgumentHelp("The document describes this technique, which was not found.", valueName: "id"))
        var add: [String] = []

        @Option(help: ArgumentHelp("There is to be no verdict on this technique.", valueName: "id"))
        var forget: [String] = []

        @Option(
            help: ArgumentHelp(
                "The sentence that speaks for what is added; once for all, or once for each --add.",
                valueName: "sentence"
            )
        )
        var evidence: [String] = []

        @Option(help: ArgumentHelp("Why, in your words.", valueName: "text"))
        var note: String?

        @Option(help: ArgumentHelp("Who you are, instead of the user who runs this.", valueName: "name"))
        var by: String?

        @Flag(help: "List the verdicts on record.")
        var list = false

        @Option(help: ArgumentHelp("Write the matches of the latest reports for a spreadsheet.", valueName: "file.csv"))
        var export: String?

        @Option(
            name: .customLong("import"),
            help: ArgumentHelp("Take in the verdicts of such a file: all of them, or none.", valueName: "file.csv")
        )
        var table: String?

        @Option(help: ArgumentHelp("With --export: reports of the last so much time.", valueName: "duration"))
        var since: Since?

        @Option(help: ArgumentHelp("With --export: this technique and its sub-techniques.", valueName: "id"))
        var technique: String?

        @Flag(help: "With --export: matches without a verdict.")
        var unreviewed = false

        @Flag(help: "Print JSON.")
        var json = false

        func validate() throws {
            if let technique, TechniqueID(technique.uppercased()) == nil {
                throw ValidationError("--technique: expected an id such as T1059 or T1059.001, found \"\(technique)\"")
            }
            if let by, by.isEmpty || by.utf8.count > 200 { throw ValidationError("--by: expected 1 to 200 bytes") }
            if export == nil, since != nil || technique != nil || unreviewed {
                throw ValidationError("--since, --technique and --unreviewed go with --export")
            }
            for file in [export, table] where file?.isEmpty == true || file == "-" {
                throw ValidationError("--export and --import: expected the name of a file, found \"\(file ?? "")\"")
            }
            if export != nil || table != nil {
                guard asks.isEmpty, !list, note == nil, export == nil || table == nil else {
                    throw ValidationError("--export and --import each go without the other, and without verdicts")
                }
                if table != nil, !report.isEmpty {
                    throw ValidationError("--import: the file says which reports its verdicts are on")
                }
                return
            }
            if report.count != 1 { throw ValidationError("Name one report: its folder, or its document") }
            if !evidence.isEmpty, add.isEmpty { throw ValidationError("--evidence goes with --add") }
            if evidence.count > 1, evidence.count != add.count {
                throw ValidationError(
                    "--evidence: expected one for all, or \(add.count), one for each --add; found \(evidence.count)"
                )
            }
            if note != nil, asks.isEmpty { throw ValidationError("--note goes with a verdict") }
            if list, !asks.isEmpty { throw ValidationError("--list goes without verdicts") }
        }

        private var asks: [ReviewAsk] {
            accept.map { ReviewAsk(.accept, $0, note: note) } + reject.map { ReviewAsk(.reject, $0, note: note) }
                + add.enumerated()
                .map { index, id in
                    let sentence = evidence.count > 1 ? evidence[index] : evidence.first
                    return ReviewAsk(.add, id, evidence: sentence, note: note)
                }
                + forget.map { ReviewAsk(.forget, $0) }
        }

        func run() throws {
            let configuration = try options.effective().values
            let desk = try ReviewDesk(configuration, logger: LogFile.logger(configuration))
            let (asks, reviewer) = (asks, by ?? Terminal.userName)
            if let export { return try write(export, desk) }
            if let table { return try read(table, desk, by: reviewer) }
            guard let name = report.first else { return }
            let id = try Self.document(name, in: desk.database)
            if asks.isEmpty {
                try Self.show(desk.database.reviews(on: id), of: id, json: json)
                return
            }
            let outcome = try desk.take(asks, on: id, by: reviewer, at: EngineEnvironment.systemTime())
            try Self.show(outcome, json: json)
        }

        private func write(_ file: String, _ desk: ReviewDesk) throws {
            var filter = ReviewFilter()
            filter.documents = try report.map { try Self.document($0, in: desk.database) }
            filter.since = since?.instant(before: EngineEnvironment.systemTime())
            if let id = technique.flatMap({ TechniqueID($0.uppercased()) }) {
                var text = ReportFilterText(desk.database, ReportKnowledge(try options.effective().values))
                let found = try text.technique(id)
                if let notice = found.notice { Terminal.printError(notice) }
                filter.technique = found.id
            }
            filter.isUnreviewed = unreviewed
            let count = try desk.export(filter, to: SystemPath(file))
            Terminal.print(
                "\(file): \(Shown.count(count.matches, "match", "matches")) of \(Shown.count(count.reports, "report"))"
            )
        }

        private func read(_ file: String, _ desk: ReviewDesk, by reviewer: String) throws {
            do {
                let outcome = try desk.take(SystemPath(file), by: reviewer, at: EngineEnvironment.systemTime())
                try Self.show(outcome, json: json)
            } catch let error as ReviewTableError {
                for fault in error.faults { Terminal.printError("\(file), \(fault)") }
                let lines = Shown.count(error.count, "fault")
                throw StartupError(.badData, "\(file): \(lines), so nothing of it was taken in")
            }
        }

        /// The document that is meant; a name that several have is refused, for a verdict is on one.
        private static func document(_ name: String, in database: QueryDatabase) throws -> DocumentID {
            try database.onlyReport(named: name).document
        }

        private static func show(_ reviews: [TechniqueReview], of id: DocumentID, json: Bool) throws {
            if json {
                try Terminal.printJSON(reviews)
            } else if reviews.isEmpty {
                Terminal.print("No verdicts on \(id).")
            } else {
                Terminal.printTable(
                    ["technique", "verdict", "score", "ATT&CK", "by", "at", "note or evidence"],
                    reviews.map { review in
                        [
                            review.technique.description, review.verdict.rawValue,
                            review.score.map(Shown.score) ?? "-", review.attack, review.reviewer,
                            Shown.time(review.reviewedAt), Shown.short(review.note ?? review.evidence?.text, 60),
                        ]
                    }
                )
            }
        }

        static func show(_ outcome: ReviewOutcome, json: Bool) throws {
            for notice in outcome.notices { Terminal.printError(notice) }
            if json {
                try Terminal.printJSON(outcome)
                return
            }
            for change in outcome.changes {
                let before = change.before.map { " (was \($0))" } ?? ""
                Terminal.print("\(change.document)  \(change.technique)  \(change.name): \(change.change)\(before)")
            }
            if outcome.changes.isEmpty { Terminal.print("Nothing has changed.") }
            if outcome.unchanged > 0, !outcome.changes.isEmpty {
                Terminal.print("\(Shown.count(outcome.unchanged, "verdict")) stood so already.")
            }
        }
    }
}

extension SettingsOptions {
    /// The last part of a path, for who names a report by the path of its folder.
    static func lastName(_ path: String) -> String { SystemPath(path).name.map(\.description) ?? path }
}
