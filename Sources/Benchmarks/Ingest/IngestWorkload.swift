import Foundation

/// The measurements of the ingest benchmark, and what they gave.
struct IngestWorkload {
    let rounds: Int
    let place: URL
    /// A line for each measurement.
    private(set) var rows: [[String]] = []
    /// The bars, and what came of them.
    private(set) var bars: [EngineBar] = []
    /// What was left out, and why.
    private(set) var skipped: [String] = []

    init(rounds: Int, place: URL) {
        self.rounds = rounds
        self.place = place
    }

    private static let extractor = Machine.program.deletingLastPathComponent().appending(path: "tradecraft-extract")
        .path

    var table: BenchTable {
        BenchTable(
            title: "Documents to text, whole processes",
            columns: ["what", "wall ms", "CPU ms", "plain tool", "wall ms", "CPU ms", "speed against it"],
            rows: rows
        )
    }

    var judged: BenchTable {
        BenchTable(
            title: "Bars",
            columns: ["figure", "verdict", "value", "bar"],
            rows: bars.map {
                [
                    $0.figure, $0.verdict.rawValue, $0.value.map(Self.shown) ?? "-",
                    "\($0.side.rawValue) \(Self.shown($0.bar))",
                ]
            }
        )
    }

    /// A child from start to end on a document of one word.
    mutating func measureStart(count: Int) throws {
        let file = try made("start.txt", Data("heron\n".utf8))
        let jobs = Array(repeating: child(file, "start.txt"), count: count)
        let runs = try (0..<rounds).map { _ in try TimedCommand(jobs) }
        let (wall, cpu) = (runs.map(\.wall).median / Double(count), runs.map(\.cpu).median / Double(count))
        rows.append(["start to end, one word", Self.shown(wall * 1e3), Self.shown(cpu * 1e3), "-", "-", "-", "-"])
        bars.append(EngineBar("start of a sandboxed child, ms", wall * 1e3, .atMost, 8))
    }

    /// A large plain text.
    mutating func measureText(size: Int) throws {
        let file = try made("large.txt", Data(MadeUpReport(number: 1).text(size: size).utf8))
        try measure("text, \(size / 1_000_000) MB", [file], against: ["/usr/bin/wc", "-w"])
        let runs = try (0..<rounds).map { _ in try TimedCommand([child(file, "large.txt")]) }
        bars.append(EngineBar("text, MB/s", Double(size) / 1e6 / runs.map(\.wall).median, .atLeast, 200))
    }

    /// A large page: paragraphs, links, tables, lists.
    mutating func measureHTML(size: Int) throws {
        let file = try made("large.html", Data(MadeUpPage.html(size: size).utf8))
        let runs = try (0..<rounds).map { _ in try TimedCommand([child(file, "large.html")]) }
        let wall = runs.map(\.wall).median
        rows.append([
            "page, \(size / 1_000_000) MB", Self.shown(wall * 1e3), Self.shown(runs.map(\.cpu).median * 1e3), "-", "-",
            "-", "-",
        ])
        bars.append(EngineBar("HTML, MB/s", Double(size) / 1e6 / wall, .atLeast, 40))
    }

    /// Real PDF files, beside pdftotext.
    mutating func measurePDF() throws {
        let files = Self.shared("pdf")
        guard !files.isEmpty else { return skipped.append("PDF: no files; set TRADECRAFT_SHARED") }
        let ratio = try measure(
            "PDF, \(files.count) files",
            files,
            against: ["/usr/bin/pdftotext", "-enc", "UTF-8", "-", "-"]
        )
        bars.append(EngineBar("PDF, speed against bare pdftotext", ratio, .atLeast, 0.9))
    }

    /// The largest real DOCX file, beside docx2txt where that is installed.
    mutating func measureDOCX() throws {
        let file = Self.shared("docx").max { Self.size($0) < Self.size($1) }
        guard let file else { return skipped.append("DOCX: no files; set TRADECRAFT_SHARED") }
        let runs = try (0..<rounds).map { _ in try TimedCommand([child(file, "large.docx")]) }
        let wall = runs.map(\.wall).median * 1e3
        var row = ["DOCX, \(Self.size(file) / 1_000) KB", Self.shown(wall), Self.shown(runs.map(\.cpu).median * 1e3)]
        if FileManager.default.isExecutableFile(atPath: "/usr/bin/docx2txt") {
            let tool = TimedCommand.Job(command: ["/usr/bin/docx2txt", file, "-"], input: "/dev/null")
            let plain = try (0..<rounds).map { _ in try TimedCommand([tool]) }
            let plainWall = plain.map(\.wall).median * 1e3
            row += ["docx2txt", Self.shown(plainWall), Self.shown(plain.map(\.cpu).median * 1e3)]
            row.append("\(Self.shown(plainWall / wall))x")
        } else {
            row += ["docx2txt", "not installed", "-", "-"]
        }
        rows.append(row)
        bars.append(EngineBar("the largest DOCX, ms", wall, .atMost, 60))
    }

    /// The same documents one after the other and two at a time.
    mutating func measureParallel() throws {
        let files = Self.shared("pdf") + Self.shared("docx")
        guard !files.isEmpty else { return }
        let jobs = files.map { child($0, URL(filePath: $0).lastPathComponent) }
        let one = try (0..<rounds).map { _ in try TimedCommand(jobs, allowed: [0]) }
        let two = try (0..<rounds).map { _ in try TimedCommand(jobs, parallel: 2, allowed: [0]) }
        let gain = one.map(\.wall).median / two.map(\.wall).median
        rows.append([
            "two at a time, \(files.count) files", Self.shown(two.map(\.wall).median * 1e3),
            Self.shown(two.map(\.cpu).median * 1e3), "one at a time", Self.shown(one.map(\.wall).median * 1e3),
            Self.shown(one.map(\.cpu).median * 1e3), "\(Self.shown(gain))x",
        ])
        bars.append(EngineBar("two documents at a time, gain", gain, .atLeast, 1.6))
    }

    /// Measures the child and a tool in turn; the tool reads its standard input.
    @discardableResult
    private mutating func measure(_ what: String, _ files: [String], against tool: [String]) throws -> Double {
        var ours: [TimedCommand] = []
        var theirs: [TimedCommand] = []
        for _ in 0..<rounds {
            ours.append(try TimedCommand(files.map { child($0, URL(filePath: $0).lastPathComponent) }))
            // Some of the files are damaged on purpose: what the tool says of them does not count.
            theirs.append(
                try TimedCommand(files.map { TimedCommand.Job(command: tool, input: $0) }, allowed: Set(0...127))
            )
        }
        let (wall, plain) = (ours.map(\.wall).median, theirs.map(\.wall).median)
        rows.append([
            what, Self.shown(wall * 1e3), Self.shown(ours.map(\.cpu).median * 1e3),
            URL(filePath: tool[0]).lastPathComponent, Self.shown(plain * 1e3),
            Self.shown(theirs.map(\.cpu).median * 1e3), "\(Self.shown(plain / wall))x",
        ])
        return plain / wall
    }

    private func child(_ file: String, _ name: String) -> TimedCommand.Job {
        TimedCommand.Job(command: [Self.extractor, "--name", name], input: file)
    }

    private func made(_ name: String, _ bytes: Data) throws -> String {
        let file = place.appending(path: name)
        try bytes.write(to: file)
        return file.path
    }

    private static func shared(_ ending: String) -> [String] {
        let shared = ProcessInfo.processInfo.environment["TRADECRAFT_SHARED"] ?? "../shared"
        return ["good", "reports"]
            .flatMap { folder -> [String] in
                let place = URL(filePath: shared).appending(path: "documents/\(folder)")
                // A folder that is not there has no files.
                let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
                return names.filter { $0.hasSuffix(".\(ending)") }.sorted().map { place.appending(path: $0).path }
            }
    }

    private static func size(_ file: String) -> Int {
        var status = stat()
        return stat(file, &status) == 0 ? status.st_size : 0
    }

    private static func shown(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
}
