import ArgumentParser
import Foundation

/// Documents through the whole pipeline: the daemon as a process, from a full inbox to the last report.
struct PipelineBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pipeline",
        abstract: "Text documents through the whole pipeline, with one daemon started on a full inbox.",
        discussion: """
            Wall time is from the daemon's start to its end. CPU time is that of the daemon and of the extractors it \
            started. fsyncs are counted by strace in a run of their own of at most 500 documents, where strace is \
            installed. The rate of each tenth of the documents shows whether it stays the same. The time to a report is \
            measured with an idle daemon and one document at a time, from the rename into the inbox to the report's \
            folder, without the time to settle.
            """
    )

    @Option(help: "How many documents.")
    var documents = 500

    @Option(help: "The size of each document, in bytes.")
    var size = 10_240

    @Option(help: "The number of documents in work at a time.")
    var workers = 4

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let result = try measure(documents, counted: false)
        let counted = min(documents, 500)
        let fsyncs = try Machine.strace.map { _ in try measure(counted, counted: true).fsyncs } ?? nil
        let latencies = try IdleLatency(size: size).seconds.sorted()
        let figures = Figures(
            documents: documents,
            bytes: documents * size,
            documentsPerSecond: Double(documents) / result.wall,
            megabytesPerSecond: Double(documents * size) / 1e6 / result.wall,
            cpuMillisecondsPerDocument: result.cpu * 1_000 / Double(documents),
            processors: result.cpu / result.wall,
            documentsPerSecondByTenth: result.rates(parts: 10),
            firstReportSeconds: result.firstReport,
            idleMilliseconds: latencies.isEmpty ? nil : latencies[latencies.count / 2] * 1_000,
            fsyncsPerDocument: fsyncs.map { Double($0) / Double(counted) },
            peakMegabytes: Double(result.peakKilobytes) / 1_024,
            stateKilobytesPerDocument: Double(result.stateBytes) / 1_024 / Double(documents),
            loadAverage: Machine.loadAverage
        )
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            print(String(decoding: try encoder.encode(figures), as: UTF8.self))
        } else {
            figures.show()
        }
    }

    private struct Figures: Encodable {
        let documents: Int
        let bytes: Int
        let documentsPerSecond: Double
        let megabytesPerSecond: Double
        let cpuMillisecondsPerDocument: Double
        let processors: Double
        let documentsPerSecondByTenth: [Double]
        let firstReportSeconds: Double?
        let idleMilliseconds: Double?
        let fsyncsPerDocument: Double?
        let peakMegabytes: Double
        let stateKilobytesPerDocument: Double
        let loadAverage: String

        func show() {
            print("documents              \(documents) of \(bytes / documents) bytes")
            print("documents/s            \(Self.shown(documentsPerSecond))")
            print("MB/s                   \(Self.shown(megabytesPerSecond))")
            print("CPU ms per document    \(Self.shown(cpuMillisecondsPerDocument))")
            print("processors in use      \(Self.shown(processors))")
            print("documents/s by tenth   \(documentsPerSecondByTenth.map { "\(Int($0))" }.joined(separator: " "))")
            if let first = documentsPerSecondByTenth.first, let last = documentsPerSecondByTenth.last {
                print("last tenth to first    \(Self.shown(last / first)), at least 0.9 is wanted")
            }
            if let firstReportSeconds { print("first report after, s  \(Self.shown(firstReportSeconds))") }
            if let idleMilliseconds {
                print("idle, ms to a report   \(Self.shown(idleMilliseconds)) behind settling, at most 100 is wanted")
            }
            print(
                "fsyncs per document    \(fsyncsPerDocument.map(Self.shown) ?? "not counted: strace is not installed")"
            )
            print("peak RSS, MB           \(Self.shown(peakMegabytes)), at most 250 is wanted")
            print("state, KB per document \(Self.shown(stateKilobytesPerDocument))")
            print("load average           \(loadAverage)")
        }

        private static func shown(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
    }

    private func measure(_ documents: Int, counted: Bool) throws -> DaemonRun {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tradecraft-bench-\(UUID().uuidString)")
        let inbox = folder.appending(path: "inbox")
        try FileManager.default.createDirectory(at: inbox, withIntermediateDirectories: true)
        defer {
            // What is left in the temporary folder changes no figure.
            try? FileManager.default.removeItem(at: folder)
        }
        for number in 0..<documents {
            let text = MadeUpReport(number: number).text(size: size)
            try Data(text.utf8).write(to: inbox.appending(path: "report \(number).txt"))
        }
        sync()
        let strace = counted ? Machine.strace : nil
        let run = try DaemonRun(in: folder, workers: workers, strace: strace)
        let reports = try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "outbox").path)
        guard reports.count == documents else {
            throw ValidationError("expected \(documents) reports, found \(reports.count)")
        }
        return run
    }
}
