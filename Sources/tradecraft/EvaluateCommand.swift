import ArgumentParser
import AttackReports
import Inbox
import Tradecraft

/// One-shot evaluation, without state.
struct EvaluateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Map documents to ATT&CK at once, without the daemon.",
        discussion: """
            With --ndjson a filter: one JSON object {"id", "text"} a line in, one result a line out, in the same order.
            """
    )

    @OptionGroup var options: SettingsOptions

    @Argument(help: "The documents.")
    var files: [String] = []

    @Flag(help: "Print JSON.")
    var json = false

    @Flag(help: "Read JSON lines from standard input, write JSON lines to standard output.")
    var ndjson = false

    @Option(help: ArgumentHelp("Report techniques from this score on, 0 to 1.", valueName: "score"))
    var threshold: Double?

    @Option(help: ArgumentHelp("Also list the best so many techniques, whatever their score.", valueName: "count"))
    var top: Int?

    @Option(help: ArgumentHelp("Lines that are mapped at the same time.", valueName: "count"))
    var threads = 2

    @Option(help: ArgumentHelp("A model file, instead of the model in force.", valueName: "file"))
    var model: String?

    func validate() throws {
        if ndjson != files.isEmpty {
            throw ValidationError(ndjson ? "--ndjson takes no files" : "Name a document, or use --ndjson.")
        }
        if let threshold, !(0...1).contains(threshold) { throw ValidationError("--threshold: expected 0 to 1") }
        if let top, !(1...1_000).contains(top) { throw ValidationError("--top: expected 1 to 1000") }
        if !(1...64).contains(threads) { throw ValidationError("--threads: expected 1 to 64") }
    }

    func run() async throws {
        var configuration = try options.effective().values
        if let threshold { configuration.threshold = threshold }
        let mapper = try await AttackCommand.classified {
            try OneShot.mapper(configuration, model: model.map { SystemPath($0) }, ranked: top)
        }
        if ndjson {
            try await LineFilter(mapper: mapper, top: top, threads: threads).run()
            return
        }
        var failed = 0
        var results: [OneShotResult] = []
        for file in files {
            let result = await OneShot.evaluate(file, with: mapper, limits: configuration.extraction)
            if result.error != nil { failed += 1 }
            if json { results.append(result) } else { show(result) }
        }
        if json { try Terminal.printJSON(results) }
        if failed > 0 { throw ExitCode(StartupError.ExitCode.partial.rawValue) }
    }

    private func show(_ result: OneShotResult) {
        if files.count > 1 { Terminal.print("\(result.file):") }
        if let error = result.error {
            Terminal.printError("tradecraft: \(error)")
            return
        }
        for warning in result.warnings { Terminal.printError("warning: \(warning)") }
        if result.techniques.isEmpty {
            Terminal.print("No technique was found.")
        } else {
            Terminal.printTable(
                ["id", "technique", "score", "evidence"],
                result.techniques.map { technique in
                    let evidence = technique.evidence.first?.text ?? ""
                    let line = evidence.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                    let short = line.count > 70 ? "\(line.prefix(69))…" : line
                    return [technique.id, technique.name, "\(Int((technique.score * 100).rounded()))", short]
                }
            )
        }
        let named = (result.groups + result.software + result.campaigns).map { "\($0.name) (\($0.id))" }
        if !named.isEmpty { Terminal.print("named: \(named.joined(separator: ", "))") }
    }
}
