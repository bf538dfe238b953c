import ArgumentParser
import AttackReports
import Foundation
import Inbox
import Tradecraft

extension ReportFormat: ExpressibleByArgument {}

extension ReportsCommand {
    /// Reports as files again.
    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write reports again, from the database, in any format.",
            discussion: """
                The files are those of the outbox, with what analysts have said since; the folder may be gone. They are \
                made with the release of ATT&CK of the report, or with the one in force where that is not held any more.

                  tradecraft reports export apt.pdf --format stix > bundle.json
                  tradecraft reports export --group APT29 --since 90d --format html --format layer --output quarter/
                  tradecraft reports export --technique T1566 --format csv --output matches.csv

                One report in one format goes to --output, a file, or to standard output. Several reports or formats \
                go into a folder, in it one for each report; as CSV alone they are one table in one file.
                """
        )

        @OptionGroup var options: SettingsOptions
        @OptionGroup(title: "Filters") var filters: ReportFilterOptions

        @Argument(help: ArgumentHelp("The reports: folders, or documents by id, run or name, also with @version."))
        var reports: [String] = []

        @Option(
            name: .customLong("format"),
            help: ArgumentHelp("html, json, markdown, csv, layer, stix or misp; may be repeated.", valueName: "format")
        )
        var formats: [ReportFormat]

        @Option(help: ArgumentHelp("A folder, a file, or - for standard output.", valueName: "path"))
        var output = "-"

        @Flag(help: "Every report there is, where nothing else is said.")
        var all = false

        func validate() throws {
            if reports.isEmpty, filters.isEmpty, options.domain == nil, !all {
                throw ValidationError("name the reports to export, or give filters, or --all")
            }
            if !reports.isEmpty, !filters.isEmpty || all {
                throw ValidationError("name reports or give filters, not both")
            }
        }

        func run() throws {
            let configuration = try options.effective().values
            let database = try options.database()
            let places =
                reports.isEmpty
                ? try database.places(filters.filter(options, database)) : try reports.map(database.report(named:))
            guard !places.isEmpty else { throw StartupError(.badData, "no report has what was asked for") }
            var export = ReportExport(database, configuration)
            defer { for notice in export.notices { Terminal.printError(notice) } }
            let formats = Set(formats)
            let path = SystemPath(output)
            let isFolder = output.hasSuffix("/") || (output != "-" && ReportExport.isFolder(path))
            if formats == [.csv], !isFolder {
                try writeTable(places, to: path, &export)
            } else if places.count == 1, formats.count == 1, !isFolder {
                let bytes = try export.files(of: places[0], as: formats)[0].bytes
                try write(bytes, to: path)
            } else {
                guard output != "-" else {
                    throw StartupError(
                        .usage,
                        "\(Shown.count(places.count, "report")) in \(Shown.count(formats.count, "format")): "
                            + "name a folder with --output"
                    )
                }
                for place in places { _ = try export.write(place, as: formats, below: path) }
                Terminal.printError("\(Shown.count(places.count, "report")) written below \(path)")
            }
        }

        private func writeTable(_ places: [ReportPlace], to path: SystemPath, _ export: inout ReportExport) throws {
            guard output != "-" else {
                try export.table(of: places) { bytes in try FileHandle.standardOutput.write(contentsOf: Data(bytes)) }
                return
            }
            var all: [UInt8] = []
            try export.table(of: places) { bytes in all += bytes }
            try ReportExport.write(all, to: path)
        }

        private func write(_ bytes: [UInt8], to path: SystemPath) throws {
            if output == "-" {
                try FileHandle.standardOutput.write(contentsOf: Data(bytes))
            } else {
                try ReportExport.write(bytes, to: path)
            }
        }
    }
}
