import ArgumentParser
import AttackKnowledge
import Foundation
import Inbox
import Taskt
import Tradecraft

/// Stored reports: listed, filtered, searched, shown and counted.
struct ReportsBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reports",
        abstract:
            "Writing the folders of reports; listing, filtering, searching, showing and counting many stored ones.",
        discussion: """
            The reports are made up: about ten techniques, fifteen sentences and ten indicators each. They are written \
            as the daemon writes them, but many under one commit.
            """
    )

    @Option(help: "How many reports are stored.")
    var reports = 100_000

    @Option(help: "How often each is measured.")
    var rounds = 7

    @Option(help: ArgumentHelp("Keep the database in this folder, and use one that is there.", valueName: "folder"))
    var keep: String?

    @Flag(help: "Exit with 1 where a bar is missed.")
    var check = false

    func validate() throws {
        guard reports > 0, rounds > 0 else { throw ValidationError("--reports and --rounds: expected 1 or more") }
    }

    func run() throws {
        let place =
            keep.map { URL(filePath: $0) }
            ?? FileManager.default.temporaryDirectory.appending(path: "tradecraft-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        defer {
            // What is left in the temporary folder changes no figure.
            if keep == nil { try? FileManager.default.removeItem(at: place) }
        }
        let load = Machine.loadAverage
        let state = Tradecraft.StateFolder(SystemPath(place.path))
        if !FileManager.default.fileExists(atPath: state.database.string) {
            let fill = try ReportsFill(state: state, knowledge: .embedded(.enterprise))
            let (start, before) = (ContinuousClock.now, ProcessUsage().cpu)
            try fill.run(reports)
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            let cpu = ProcessUsage().cpu - before
            let size = try FileManager.default.attributesOfItem(atPath: state.database.string)[.size] as? Int ?? 0
            print(
                "filled with \(reports) reports in \(Int(seconds)) s, \(Self.text(cpu * 1e3 / Double(reports))) ms CPU "
                    + "each; the database has \(Shown.size(size))"
            )
        }
        var folders = try ReportFolders(in: place)
        for techniques in [10, 40, 200] { try folders.measure(techniques: techniques, hasBar: techniques <= 40) }
        print(isatty(1) == 1 ? folders.table.aligned : folders.table.plain)
        var cases = ReportsCases(database: try QueryDatabase(state), rounds: rounds)
        try cases.measure(knowledge: .embedded(.enterprise))
        print(isatty(1) == 1 ? cases.table.aligned : cases.table.plain)
        let bars = folders.bars + cases.bars
        let missed = bars.count { $0.verdict == .missed }
        print(
            "load average \(load) before, \(Machine.loadAverage) after; \(rounds) rounds, medians; "
                + "\(missed) of \(bars.count) bars missed"
        )
        if check, missed > 0 { throw ExitCode(1) }
    }

    static func text(_ value: Double) -> String { String(format: "%.2f", value) }
}
