import ArgumentParser
import Foundation

/// The workflow engine, beside the least that SQLite has to do for it and beside other engines.
struct EngineBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "engine",
        abstract: "Five-task workflows through the engine, beside SQLite alone and beside other engines.",
        discussion: """
            Every workload is a process of its own; the floor, the engine and a peer follow one another, and ratios are \
            made from neighbours. Workflows a second are medians. CPU time and context switches are those of the \
            measured span, the resident set is the process's peak, state is what each workflow leaves on the disk. \
            fsyncs are counted by strace in a short run of their own, where strace is installed; the peers take part \
            where they are installed and TRADECRAFT_SHARED, or ../shared, has their scripts.
            """
    )

    @Option(help: "How often each pair is measured.")
    var rounds = 3

    @Option(help: "How many seconds the engine, and the floor, work each time.")
    var seconds = 1.0

    @Option(help: "The folder for the databases; it should be on the disk that counts.")
    var folder = FileManager.default.temporaryDirectory.path

    @Option(help: "The numbers of concurrent workflows.")
    var concurrent = [1, 8, 64]

    @Flag(inversion: .prefixedNo, help: "Measure the other engines too, where they are installed.")
    var peers = true

    @Flag(
        help: "Fill a database with 1,000,000 finished runs too, and measure beside them; takes a minute or two more."
    )
    var large = false

    @Flag(help: "Exit with 1 where a bar is missed.")
    var check = false

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        guard rounds > 0 else { throw ValidationError("--rounds: expected 1 or more, found \(rounds)") }
        guard seconds > 0 else { throw ValidationError("--seconds: expected more than 0, found \(seconds)") }
        if let wrong = concurrent.first(where: { $0 < 1 }) {
            throw ValidationError("--concurrent: expected 1 or more, found \(wrong)")
        }
    }

    func run() throws {
        let place = URL(filePath: folder).appending(path: "tradecraft-bench-\(UUID().uuidString)")
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

    private func measure(in place: URL) throws -> EngineReport {
        let (start, load) = (ContinuousClock.now, Machine.loadAverage)
        var measurement = EngineMeasurement(folder: place, rounds: rounds, seconds: seconds, includesPeers: peers)
        defer { measurement.progress.clear() }
        if let recent = load.split(separator: " ").first.flatMap({ Double($0) }), recent > 1 {
            measurement.progress.warn("The machine is busy (load average \(load)): times say less than CPU and fsyncs")
        }
        var cases: [EngineCase] = []
        for durability in EngineDurability.allCases {
            for count in concurrent { cases.append(try measurement.measure(durability, concurrent: count)) }
        }
        let scan = try measurement.recoveryScan(runs: 10_000)
        let full = large ? try measurement.large(runs: 1_000_000) : nil
        if full == nil { measurement.skip("1,000,000 finished runs: not asked for (--large)") }
        return EngineReport(
            loadAverageAtStart: load,
            loadAverageAtEnd: Machine.loadAverage,
            seconds: start.duration(to: .now) / .seconds(1),
            processors: ProcessInfo.processInfo.activeProcessorCount,
            folder: folder,
            rounds: rounds,
            secondsEach: seconds,
            floor: FloorWorkload.explanation,
            cases: cases,
            recoveryScan: scan,
            large: full,
            bars: EngineBars.judge(cases: cases, scan: scan, large: full),
            skipped: measurement.skipped
        )
    }
}
