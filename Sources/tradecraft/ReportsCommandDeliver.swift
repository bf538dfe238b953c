import ArgumentParser
import Taskt
import Tradecraft

extension ReportsCommand {
    /// Hands a report on.
    struct Deliver: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Hand a report on to the program or the address of hooks.*, again or for the first time.",
            discussion: """
                For a report whose delivery failed or is in doubt, and for one that was made before there was a hook. The \
                daemon sends it: one that runs at once, else the next one to start.
                """
        )

        @OptionGroup var options: SettingsOptions

        @Argument(help: "The report's folder, or its document: id, run or name.")
        var report: String

        @Option(
            help: ArgumentHelp(
                "To this alone: command or webhook; else to all that are configured.",
                valueName: "target"
            )
        )
        var target: HookTarget?

        @Flag(help: "Send what was delivered once more.")
        var again = false

        @Flag(help: "Print JSON.")
        var json = false

        /// How long the daemon is waited for.
        private static let patience: Duration = .seconds(3)

        func run() async throws {
            let hooks = try options.effective().values.hooks
            let targets = target.map { [$0] } ?? hooks.targets
            for target in targets where !hooks.has(target) {
                throw StartupError(
                    .configuration,
                    "there is nothing to deliver to: hooks.\(target.rawValue) is not set"
                )
            }
            guard !targets.isEmpty else {
                throw StartupError(
                    .configuration,
                    "there is nothing to deliver to: neither hooks.command nor hooks.webhook is set"
                )
            }
            let database = try options.database()
            let place = try database.onlyReport(named: report)
            var asked = try ask(for: place.document, targets, database)
            let deadline = ContinuousClock.now + Self.patience
            for index in asked.indices where asked[index].isHandedOver {
                while try !database.look(at: &asked[index]), ContinuousClock.now < deadline {
                    try await Task.sleep(for: .milliseconds(20))
                }
            }
            if json { try Terminal.printJSON(asked) } else { for delivery in asked { show(delivery) } }
            if asked.contains(where: { ["failed", "in-doubt"].contains($0.state) }) {
                throw ExitCode(StartupError.ExitCode.partial.rawValue)
            }
        }

        /// Asks for each target; where none is named, one that has the report already is left alone as long as another wants it.
        private func ask(
            for id: DocumentID,
            _ targets: [HookTarget],
            _ database: QueryDatabase
        ) throws -> [DeliveryAsked] {
            var asked: [DeliveryAsked] = []
            var refusals: [StartupError] = []
            for target in targets {
                do throws(StartupError) {
                    asked.append(
                        try database.deliver(id, to: target, again: again, at: EngineEnvironment.systemTime())
                    )
                } catch {
                    guard error.exitCode == .badData else { throw error }
                    refusals.append(error)
                }
            }
            if asked.isEmpty, let first = refusals.first { throw first }
            for refusal in refusals { Terminal.printError(refusal.description) }
            return asked
        }

        private func show(_ delivery: DeliveryAsked) {
            let what = "report \(delivery.version) on \(delivery.document) to the \(delivery.target)"
            guard delivery.isHandedOver else {
                Terminal.print("\(what): noted; no daemon runs, the next one sends it")
                return
            }
            let outcome = delivery.outcome.map { ", \($0)" } ?? ""
            Terminal.print("\(what): \(delivery.state)\(outcome)")
        }
    }
}

extension HookTarget: ExpressibleByArgument {}
