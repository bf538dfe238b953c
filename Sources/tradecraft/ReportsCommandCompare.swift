import ArgumentParser
import AttackKnowledge
import AttackReports
import Tradecraft

extension ReportsCommand {
    /// Two reports side by side.
    struct Compare: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what report B says that report A does not, and the other way round.",
            discussion: """
                Each is a report's folder or a document (id, run or name), with @2 behind it for its second version: \
                `reports compare apt.pdf@1 apt.pdf@2`. Ids that ATT&CK replaced between the releases of the two count \
                as the same technique.
                """
        )

        @OptionGroup var options: SettingsOptions

        @Argument(help: ArgumentHelp("The report that counts as the earlier one.", valueName: "A"))
        var before: String

        @Argument(help: ArgumentHelp("The report that counts as the later one.", valueName: "B"))
        var after: String

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let configuration = try options.effective().values
            let database = try options.database()
            var releases = ReportKnowledge(configuration)
            let outbox = configuration.outbox
            let old = try database.reportForOutput(database.report(named: before), in: outbox, &releases).report
            let later = try database.reportForOutput(database.report(named: after), in: outbox, &releases)
            let new = later.report
            if old.attack.domain != new.attack.domain {
                Terminal.printError(
                    "A is of \(old.attack.domain.rawValue), B of \(new.attack.domain.rawValue): "
                        + "their techniques have no ids in common"
                )
            }
            if let notice = later.notice { Terminal.printError(notice) }
            let comparison = ReportComparison(from: old, to: new, knowledge: later.knowledge)
            if json {
                try Terminal.printJSON(comparison)
            } else {
                for line in ComparisonLines(comparison).lines { Terminal.print(line) }
            }
        }
    }
}
