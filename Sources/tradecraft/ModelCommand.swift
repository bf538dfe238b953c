import ArgumentParser
import Inbox
import Tradecraft

/// The model.
struct ModelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "model",
        abstract: "The model that scores sentences.",
        subcommands: [Info.self, Train.self, Evaluate.self],
        defaultSubcommand: Info.self
    )

    /// What the model in force is.
    struct Info: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show the model in force.")

        @OptionGroup var options: SettingsOptions

        @Flag(help: "Print JSON.")
        var json = false

        func run() async throws {
            let library = try options.library()
            let info = try await AttackCommand.classified { try library.modelInfo() }
            if json {
                try Terminal.printJSON(info)
            } else {
                Terminal.print("model      \(info.hash)")
                Terminal.print("ATT&CK     \(info.attackVersion)")
                Terminal.print("classes    \(info.classes)")
                Terminal.print("annotated  \(info.annotated)")
                Terminal.print("features   \(info.features)")
                Terminal.print("weights    \(info.weights)")
                Terminal.print("bytes      \(info.bytes)")
                Terminal.print("threshold  \(info.threshold.map { "\($0)" } ?? "by expected F1")")
            }
        }
    }

    /// Trains a model.
    struct Train: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Train a model from a STIX bundle, and from labelled sentences where there are any.",
            discussion: """
                With --with-reviews, the sentences that analysts gave verdicts on are learned from too: what was accepted or \
                added shows its technique, what was rejected does not, and nothing is made of it for other techniques.
                """
        )

        @OptionGroup var options: SettingsOptions

        @Option(help: ArgumentHelp("The STIX bundle (.json or .json.gz).", valueName: "bundle"))
        var attack: String

        @Option(help: ArgumentHelp("Labelled sentences, JSON lines {doc, text, labels}.", valueName: "file"))
        var labelled: [String] = []

        @Option(
            help: ArgumentHelp(
                "Whole reports with all their techniques, JSON lines {doc, text, labels}.",
                valueName: "file"
            )
        )
        var reports: [String] = []

        @Option(help: ArgumentHelp("A JSON list of the technique ids to learn.", valueName: "file"))
        var labels: String?

        @Flag(inversion: .prefixedNo, help: "Learn from ATT&CK's own texts.")
        var attackText = true

        @Option(
            help: ArgumentHelp(
                "The score from which techniques are reported, 0 to 1, instead of one chosen by cross-validation.",
                valueName: "score"
            )
        )
        var threshold: Float?

        @Option(
            help: ArgumentHelp(
                "The model to take over from what only reports teach: a file, or \"embedded\".",
                valueName: "file"
            )
        )
        var base: String?

        @Option(help: ArgumentHelp("How many weights a model keeps, instead of 250000.", valueName: "count"))
        var weights: Int?

        @Flag(help: "Learn from what analysts said of the reports in the state directory as well.")
        var withReviews = false

        @Option(name: .shortAndLong, help: "The model file to write.")
        var output: String

        func validate() throws {
            if base != nil, !(labelled.isEmpty && reports.isEmpty && attackText) {
                throw ValidationError(
                    "--base takes the place of --labelled and --reports, and goes with ATT&CK's own texts"
                )
            }
            if let threshold, !(0...1).contains(threshold) { throw ValidationError("--threshold: expected 0 to 1") }
            if let weights, weights < 1 { throw ValidationError("--weights: expected 1 or more") }
        }

        func run() async throws {
            let input = TrainingInput(
                bundle: SystemPath(attack),
                labelled: labelled.map { SystemPath($0) },
                reports: reports.map { SystemPath($0) },
                labels: labels.map { SystemPath($0) },
                usesAttackTexts: attackText,
                threshold: threshold,
                weightCount: weights,
                base: base.map { $0 == "embedded" ? .embedded : .file(SystemPath($0)) },
                reviews: withReviews ? try options.effective().values.state : nil
            )
            let job = TrainingJob(input, output: SystemPath(output))
            let summary = try await AttackCommand.classified { try await job.run() }
            Terminal.print(
                "model \(summary.hash): \(summary.classes) classes, \(summary.annotated) from annotated reports, "
                    + "\(summary.weights) weights, \(summary.bytes) bytes"
            )
        }
    }
}
