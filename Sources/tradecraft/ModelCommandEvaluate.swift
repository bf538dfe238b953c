import ArgumentParser
import Inbox
import TechniqueMapping
import Tradecraft

extension ModelCommand {
    /// How right a model is.
    struct Evaluate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Measure how right a model is on labelled texts.",
            discussion: """
                The input has a JSON object a line: {"doc", "text", "labels"}, and "spans" [[start, end, id], ...] where \
                people marked evidence. Ids of older releases are brought up to date. With --labels, an id outside the \
                list counts for its parent if that is inside, else for nothing. The model decides with its own cut.

                With --cross-validate K, models are trained K times without a part of the reports, as with `model train`, \
                and evaluated on that part: the labelled files themselves, or the lines of --input.

                With --reviews, nothing is mapped: it shows how often analysts found the matches of reports right, as they \
                said with `reports review`.
                """
        )

        @OptionGroup var options: SettingsOptions

        @Option(help: ArgumentHelp("The model file, instead of the model in force.", valueName: "file"))
        var model: String?

        @Option(help: ArgumentHelp("The labelled texts, JSON lines.", valueName: "file"))
        var input: String?

        @Flag(help: "Show the precision that analysts saw in the reports of the state directory.")
        var reviews = false

        @Option(help: ArgumentHelp("What a line is.", valueName: "unit"))
        var unit = MeasuredUnit.report

        @Option(help: ArgumentHelp("A JSON list of the technique ids that count.", valueName: "file"))
        var labels: String?

        @Flag(help: "Count a sub-technique for its parent.")
        var parents = false

        @Flag(help: "Leave out texts in which the id of a technique is written.")
        var withoutIds = false

        @Option(help: ArgumentHelp("Which way decisions lean.", valueName: "way"))
        var sensitivity = Sensitivity.balanced

        @Flag(help: "Print JSON, the decisions on each text included.")
        var json = false

        @Flag(help: "List all techniques, not the 15 most frequent.")
        var all = false

        @Option(help: ArgumentHelp("Write a picture of how far scores are probabilities.", valueName: "file.svg"))
        var diagram: String?

        @Option(help: ArgumentHelp("Texts that are mapped at the same time.", valueName: "count"))
        var threads = 2

        @Option(help: ArgumentHelp("Train and evaluate in so many parts.", valueName: "parts"))
        var crossValidate: Int?

        @Option(
            help: ArgumentHelp(
                "The STIX bundle to train from, or that the model was trained for; else the release in force.",
                valueName: "bundle"
            )
        )
        var attack: String?

        @Option(help: ArgumentHelp("Labelled sentences to train from.", valueName: "file"))
        var labelled: [String] = []

        @Option(help: ArgumentHelp("Whole reports with all their techniques to train from.", valueName: "file"))
        var reports: [String] = []

        @Flag(inversion: .prefixedNo, help: "Train from ATT&CK's own texts.")
        var attackText = true

        @Option(
            help: ArgumentHelp("The cut of the trained models, instead of one chosen in training.", valueName: "score")
        )
        var threshold: Float?

        @Option(help: ArgumentHelp("How many weights a model keeps, instead of 250000.", valueName: "count"))
        var weights: Int?

        func validate() throws {
            if !(1...64).contains(threads) { throw ValidationError("--threads: expected 1 to 64") }
            if reviews {
                guard input == nil, model == nil, crossValidate == nil, diagram == nil else {
                    throw ValidationError("--reviews goes without --input, --model, --cross-validate and --diagram")
                }
                return
            }
            if let threshold, !(0...1).contains(threshold) { throw ValidationError("--threshold: expected 0 to 1") }
            guard let crossValidate else {
                if input == nil { throw ValidationError("Name the labelled texts: --input FILE") }
                if !labelled.isEmpty || !reports.isEmpty || threshold != nil || weights != nil || !attackText {
                    throw ValidationError(
                        "--labelled, --reports, --threshold, --weights and --no-attack-text go with --cross-validate"
                    )
                }
                return
            }
            if !(2...100).contains(crossValidate) { throw ValidationError("--cross-validate: expected 2 to 100") }
            if attack == nil { throw ValidationError("--cross-validate: name what to train from: --attack BUNDLE") }
            if model != nil { throw ValidationError("--cross-validate trains its own models: leave out --model") }
            if labelled.isEmpty && reports.isEmpty && input == nil {
                throw ValidationError("--cross-validate: name labelled texts: --labelled, --reports or --input FILE")
            }
        }

        func run() async throws {
            if reviews {
                let figures = try options.database().reviewFigures()
                if json { try Terminal.printJSON(figures) } else { Self.show(figures, all: all) }
                return
            }
            let summary = try await AttackCommand.classified { try await evaluate() }
            if let diagram {
                guard let picture = ReliabilityDiagram(summary) else {
                    throw StartupError(.badData, "there is no score above 0.1 to draw a diagram of")
                }
                try AccuracyFile.write(picture, to: SystemPath(diagram))
            }
            if json {
                try Terminal.printJSON(summary)
                return
            }
            for line in AccuracyText(summary, techniqueLimit: all ? nil : 15).lines { Terminal.print(line) }
        }

        private static func show(_ figures: ReviewFigures, all: Bool) {
            for line in figures.lines(techniques: all ? nil : 15) { Terminal.print(line) }
        }

        private func evaluate() async throws -> EvaluationSummary {
            let settings = EvaluationSettings(
                unit: unit,
                labels: labels.map { SystemPath($0) },
                foldsToParents: parents,
                leavesOutWritten: withoutIds,
                sensitivity: sensitivity,
                threads: threads
            )
            let input = input.map { SystemPath($0) }
            let progress = ProgressLine()
            defer { progress.end() }
            if let crossValidate, let attack {
                let training = TrainingInput(
                    bundle: SystemPath(attack),
                    labelled: labelled.map { SystemPath($0) },
                    reports: reports.map { SystemPath($0) },
                    labels: labels.map { SystemPath($0) },
                    usesAttackTexts: attackText,
                    threshold: threshold,
                    weightCount: weights
                )
                let job = CrossValidationJob(training: training, folds: crossValidate, input: input, settings: settings)
                return try await job.run { progress.show($0, isStep: true) }
            }
            guard let input else { throw ValidationError("Name the labelled texts: --input FILE") }
            let evaluation = ModelEvaluation(
                input: input,
                model: model.map { SystemPath($0) },
                bundle: attack.map { SystemPath($0) },
                settings: settings
            )
            let unit = unit.rawValue
            return try await evaluation.run(try options.effective().values) { done, all in
                progress.show("\(done) of \(all) \(unit)s")
            }
        }
    }
}

extension MeasuredUnit: ExpressibleByArgument {}
extension Sensitivity: ExpressibleByArgument {}
