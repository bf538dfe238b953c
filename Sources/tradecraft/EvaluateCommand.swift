import ArgumentParser
import AttackKnowledge
import AttackReports
import Inbox
import TechniqueMapping
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

    @Option(
        help: ArgumentHelp("Which way decisions lean: fewer and surer techniques, or more of them.", valueName: "way")
    )
    var sensitivity: Sensitivity?

    @Option(help: ArgumentHelp("Report only these techniques, ids separated by commas.", valueName: "ids"))
    var allow: String?

    @Option(help: ArgumentHelp("Never report these techniques.", valueName: "ids"))
    var deny: String?

    @Option(
        help: ArgumentHelp("Report only techniques of these platforms, such as Windows,Linux.", valueName: "platforms")
    )
    var platforms: String?

    @Flag(help: "Tell what spoke for each technique: its sentences, and the words in them by weight.")
    var explain = false

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
        for (name, ids) in [("--allow", allow), ("--deny", deny)] {
            guard let ids else { continue }
            let parts = ids.split(separator: ",").map { $0.filter { $0 != " " } }
            guard !parts.isEmpty, parts.allSatisfy({ TechniqueID($0) != nil }) else {
                throw ValidationError("\(name): expected technique ids such as T1059,T1566.001, found \"\(ids)\"")
            }
        }
        if ndjson, explain { throw ValidationError("--explain goes with files; --ndjson has no place for it") }
        if let top, !(1...1_000).contains(top) { throw ValidationError("--top: expected 1 to 1000") }
        if !(1...64).contains(threads) { throw ValidationError("--threads: expected 1 to 64") }
    }

    func run() async throws {
        var configuration = try await settings()
        if let threshold { configuration.mapping.threshold = threshold }
        if model != nil, configuration.detectsDomain {
            throw ValidationError("--model is for one domain: name it with --domain")
        }
        let mappers = try await AttackCommand.classified {
            try DomainMappers(
                configuration,
                model: model.map { SystemPath($0) },
                ranked: top,
                detail: ndjson ? .techniques : .full
            )
        }
        if ndjson {
            try await LineFilter(mappers: mappers, top: top, threads: threads).run()
            return
        }
        var failed = 0
        var results: [OneShotResult] = []
        let reader = OneShotReader(configuration)
        for file in files {
            try await reader.read(file) { reading in
                let result = OneShot.evaluate(reading, with: mappers, explains: explain)
                if result.error != nil { failed += 1 }
                if json { results.append(result) } else { show(result) }
            }
        }
        if json { try Terminal.printJSON(results) }
        if failed > 0 { throw ExitCode(StartupError.ExitCode.partial.rawValue) }
    }

    /// The configuration with this command's options in it; these are refused as options, not as settings.
    private func settings() async throws -> Configuration {
        let named = ["mapping.allow": allow, "mapping.deny": deny, "mapping.platforms": platforms]
        let effective = try options.effective(
            setting: named.merging(["mapping.sensitivity": sensitivity?.rawValue]) { first, _ in first }
        )
        do {
            try await AttackCommand.classified {
                try effective.checkSelection(of: KnowledgeLibrary(silently: effective.values))
            }
        } catch let error as ConfigurationError {
            guard let key = error.key, case .some(.some) = named[key] else { throw error }
            throw StartupError(.usage, "--\(key.dropFirst("mapping.".count)): \(error.detail)")
        }
        return effective.values
    }

    private func show(_ result: OneShotResult) {
        if files.count > 1 || !files.contains(result.file) { Terminal.print("\(result.file):") }
        if let error = result.error {
            Terminal.printError("tradecraft: \(error)")
            return
        }
        for warning in result.warnings { Terminal.printError("warning: \(warning)") }
        if result.techniques.isEmpty {
            Terminal.print("No technique was found.")
        } else if explain {
            for (index, explanation) in result.techniques.compactMap(ExplanationText.init).enumerated() {
                if index > 0 { Terminal.print("") }
                Terminal.printHeading(explanation.heading)
                for line in explanation.lines { Terminal.print(line) }
            }
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
