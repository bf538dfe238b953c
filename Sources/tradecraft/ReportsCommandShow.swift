import ArgumentParser
import AttackReports
import Inbox
import Tradecraft

extension ReportsCommand {
    /// One report.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a report: what it says in short, the matrix, techniques with their evidence, indicators.",
            discussion: """
                A report is named by its folder or by its document (id, run or name), with @2 behind it for its second \
                version; without a version the latest is meant. With --json the folder's report.json as it was \
                published, or the same from the database where the folder is gone.
                """
        )

        @OptionGroup var options: SettingsOptions

        @Argument(help: "The report's folder, or its document: id, run or name.")
        var report: String

        @Option(help: ArgumentHelp("Which report on the document.", valueName: "number"))
        var version: Int?

        @Flag(help: "Print JSON.")
        var json = false

        func validate() throws {
            if let version, version < 1 { throw ValidationError("--version: expected 1 or more, found \(version)") }
        }

        func run() throws {
            let configuration = try options.effective().values
            let database = try options.database()
            var place = try database.report(named: report)
            if let version { place = try database.report(on: place.document, version: version) }
            let folder = configuration.outbox.appending(place.folder)
            if !ReportExport.isFolder(folder) { Terminal.printError("the folder \(folder) is no longer there") }
            var releases = ReportKnowledge(configuration)
            let output = try database.reportForOutput(place, in: configuration.outbox, &releases)
            if let notice = output.notice { Terminal.printError(notice) }
            if json {
                // Its writer leaves no character raw that a terminal would obey; who knows about the file in the folder.
                let bytes = ReportRenderer.bytes(of: output.report, as: .json, knowledge: output.knowledge)
                print(String(decoding: bytes, as: UTF8.self), terminator: "")
                return
            }
            let lines = TerminalReport.lines(
                for: output.report,
                knowledge: output.knowledge,
                history: try database.history(of: place),
                style: TerminalReport.Style(
                    width: Terminal.isTerminal ? Terminal.size.columns : 100,
                    hasColor: Terminal.hasColor
                )
            )
            for line in lines { Terminal.printRaw(line) }
        }
    }
}
