import ArgumentParser
import Foundation

/// Texts to techniques, without documents and without the daemon.
struct MappingBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mapping",
        abstract: "Texts in memory to scored techniques, on one thread: speed, loading, memory, worst cases.",
        discussion: """
            Every measurement is a process of its own, and rates are made with its processor time, so that they are \
            those of one core. The made-up reports take turns with the annotated reports, where TRADECRAFT_SHARED, or \
            ../shared, has them. Each worst case is mapped at a size and at twice that size: the ratio of the two times \
            is about two where the time is linear.
            """
    )

    @Option(help: "How often each kind of text is measured.")
    var rounds = 3

    @Option(help: "How many processor seconds each measurement takes at least.")
    var seconds = 1.0

    @Option(help: "The bytes of the made-up reports.")
    var size = 4_000_000

    @Option(help: "The bytes of the larger text of each worst case; 0 leaves the worst cases out.")
    var worst = 10_000_000

    @Flag(help: "Exit with 1 where a bar is missed.")
    var check = false

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        guard rounds > 0 else { throw ValidationError("--rounds: expected 1 or more, found \(rounds)") }
        guard seconds > 0 else { throw ValidationError("--seconds: expected more than 0, found \(seconds)") }
        guard size > 0 else { throw ValidationError("--size: expected more than 0, found \(size)") }
        guard worst >= 0 else { throw ValidationError("--worst: expected 0 or more, found \(worst)") }
    }

    func run() throws {
        let place = FileManager.default.temporaryDirectory.appending(path: "tradecraft-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        defer {
            // What is left in the temporary folder changes no figure.
            try? FileManager.default.removeItem(at: place)
        }
        let report = try measure(in: place)
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            print(String(decoding: try encoder.encode(report), as: UTF8.self))
        } else {
            print(report.shown(onTerminal: isatty(1) == 1))
        }
        if check, report.bars.contains(where: { $0.verdict == .missed }) { throw ExitCode(1) }
    }

    private func measure(in place: URL) throws -> MappingReport {
        let load = Machine.loadAverage
        let progress = BenchProgress()
        defer { progress.clear() }
        var skipped: [String] = []
        let reports = Self.reports
        if reports == nil { skipped.append("the annotated reports: not there; set TRADECRAFT_SHARED") }
        var madeUp: [MappingFigures] = []
        var annotated: [MappingFigures] = []
        for round in 1...rounds {
            progress.show("ordinary texts, round \(round) of \(rounds)")
            madeUp.append(try child(["--size", "\(size)"], in: place))
            if let reports { annotated.append(try child(["--size", "0", "--reports", reports], in: place)) }
        }
        var speeds = [SpeedFigures("made-up reports", madeUp)]
        if !annotated.isEmpty { speeds.append(SpeedFigures("annotated reports", annotated)) }
        let worst = try worstCases(in: place, progress)
        return MappingReport(
            loadAverageAtStart: load,
            loadAverageAtEnd: Machine.loadAverage,
            rounds: rounds,
            speeds: speeds,
            worst: worst,
            bars: MappingReport.bars(speeds, worst),
            skipped: skipped
        )
    }

    private func worstCases(in place: URL, _ progress: BenchProgress) throws -> [WorstFigures] {
        guard worst > 0 else { return [] }
        return try WorstText.allCases.map { text in
            progress.show("worst case: \(text.title)")
            let once = try child(["--size", "\(worst / 2)", "--worst", text.rawValue], in: place)
            let twice = try child(["--size", "\(worst)", "--worst", text.rawValue], in: place)
            return WorstFigures(text, once: once, twice: twice)
        }
    }

    private func child(_ arguments: [String], in place: URL) throws -> MappingFigures {
        let child = ChildProcess.itself(["mapping-workload", "--seconds", "\(seconds)"] + arguments)
        return try ChildOutput.read(child.run(in: place))
    }

    private static var reports: String? {
        let shared = ProcessInfo.processInfo.environment["TRADECRAFT_SHARED"] ?? "../shared"
        let path = URL(filePath: shared).appending(path: "mapping/tram_reports.jsonl").path
        return FileManager.default.isReadableFile(atPath: path) ? path : nil
    }
}
