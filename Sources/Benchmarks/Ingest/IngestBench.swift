import ArgumentParser
import Foundation

/// Documents to text by the sandboxed child, beside the plain tools.
struct IngestBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ingest",
        abstract: "Documents to text by the sandboxed child, beside the plain tools of each format.",
        discussion: """
            Every figure is of whole processes, from start to end, as the daemon pays for them. The child and the plain \
            tool take turns on the same files; the ratio is that of their sums. The PDF and DOCX files are those of \
            TRADECRAFT_SHARED, or ../shared; texts and pages are made up.
            """
    )

    @Option(help: "How often each is measured.")
    var rounds = 5

    @Option(help: "The size of the made-up text and page, in bytes.")
    var size = 40_000_000

    @Option(help: "How many small documents are read to time the start of a child.")
    var starts = 200

    @Flag(help: "Exit with 1 where a bar is missed.")
    var check = false

    func validate() throws {
        guard rounds > 0, size > 0, starts > 0 else {
            throw ValidationError("--rounds, --size and --starts: expected 1 or more")
        }
    }

    func run() throws {
        let place = FileManager.default.temporaryDirectory.appending(path: "tradecraft-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        defer {
            // What is left in the temporary folder changes no figure.
            try? FileManager.default.removeItem(at: place)
        }
        let load = Machine.loadAverage
        var workload = IngestWorkload(rounds: rounds, place: place)
        try workload.measureStart(count: starts)
        try workload.measureText(size: size)
        try workload.measureHTML(size: size)
        try workload.measurePDF()
        try workload.measureDOCX()
        try workload.measureParallel()
        let isTerminal = isatty(1) == 1
        for table in [workload.table, workload.judged] { print(isTerminal ? table.aligned : table.plain) }
        for line in workload.skipped { print("skipped: \(line)") }
        let missed = workload.bars.count { $0.verdict == .missed }
        print(
            "load average \(load) before, \(Machine.loadAverage) after; \(rounds) rounds, medians; "
                + "\(missed) of \(workload.bars.count) bars missed"
        )
        if check, missed > 0 { throw ExitCode(1) }
    }
}
