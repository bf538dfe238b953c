import ArgumentParser
import Inbox
import Taskt
import Tradecraft

/// What an operator is told without asking.
struct AlertsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alerts",
        abstract: "Show what an operator is told without asking, and try the way to them.",
        subcommands: [List.self, Test.self],
        defaultSubcommand: List.self
    )

    /// The rules and where they stand.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show the rules with their thresholds, where they stand, and what was told of late."
        )

        @OptionGroup var options: SettingsOptions

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let listing = try AlertListing.look(options.effective().values)
            if json { try Terminal.printJSON(listing) } else { show(listing) }
        }

        private func show(_ listing: AlertListing) {
            Terminal.printTable(
                ["rule", "speaks up", "state", "since", "cause"],
                listing.rules.map { rule in
                    [
                        rule.name, rule.threshold ?? "-", rule.state, Shown.time(rule.since),
                        Shown.short(rule.summary, 100),
                    ]
                }
            )
            Terminal.print("")
            if listing.targets.isEmpty {
                Terminal.print(
                    "Nobody is told: set alerts.command or alerts.webhook. Alerts are in the log all the same."
                )
            }
            for target in listing.targets {
                Terminal.print("told through \(target.kind) \(target.name)\(target.isSigned ? ", signed" : "")")
            }
            guard !listing.deliveries.isEmpty else { return }
            Terminal.print("")
            Terminal.printTable(
                ["made", "rule", "what", "to", "state", "tries", "outcome"],
                listing.deliveries.map { delivery in
                    [
                        Shown.time(delivery.madeAt), delivery.rule, delivery.status, delivery.target, delivery.state,
                        "\(delivery.attempts)", Shown.short(delivery.outcome, 80),
                    ]
                }
            )
        }
    }

    /// Sends an alert that means nothing.
    struct Test: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Send a test alert to every target: exit code 0, or 69 where one did not take it."
        )

        @OptionGroup var options: SettingsOptions

        @Option(help: "The rule that the alert names.")
        var rule: AlertRule = .diskFree

        @Flag(help: "Print JSON.")
        var json = false

        private struct Result: Encodable {
            let target: String
            let isDelivered: Bool
            let outcome: String
        }

        func run() async throws {
            let configuration = try options.effective().values
            let environment = EngineEnvironment()
            let now = environment.now()
            let notice = AlertNotice(
                rule,
                .test,
                "this is a test of the way to you; nothing is wrong",
                since: now,
                at: now,
                installation: configuration.state.description
            )
            guard !configuration.alerts.targets.isEmpty else {
                throw StartupError(.unavailable, "no target is set: expected alerts.command or alerts.webhook")
            }
            let sender = AlertSender(configuration.alerts, environment)
            var results: [Result] = []
            for target in configuration.alerts.targets {
                let outcome = await sender.send(notice, to: target)
                results.append(
                    Result(target: target.rawValue, isDelivered: outcome.isDelivered, outcome: outcome.sentence)
                )
                guard !json else { continue }
                let state = outcome.isDelivered ? "took it" : "DID NOT TAKE IT"
                Terminal.print("\(target.rawValue) \(state): \(outcome.sentence)")
            }
            if json { try Terminal.printJSON(results) }
            if results.contains(where: { !$0.isDelivered }) {
                throw ExitCode(StartupError.ExitCode.unavailable.rawValue)
            }
        }
    }
}

extension AlertRule: ExpressibleByArgument {}
