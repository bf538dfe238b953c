package import Taskt

/// What came of an attempt to tell an operator.
package struct AlertOutcome: Hashable, Sendable {
    /// Whether the notice arrived, as far as one can know.
    package let isDelivered: Bool
    /// What happened, in a few words; no secret and no address's path.
    package let sentence: String
    /// How long the server asks to wait.
    let retryAfter: Duration?

    init(_ isDelivered: Bool, _ sentence: String, retryAfter: Duration? = nil) {
        self.isDelivered = isDelivered
        self.sentence = sentence
        self.retryAfter = retryAfter
    }
}

/// Tells an operator: starts their program, or posts to their address.
package struct AlertSender: Sendable {
    let settings: AlertSettings
    let environment: EngineEnvironment

    /// A sender.
    package init(_ settings: AlertSettings, _ environment: EngineEnvironment) {
        self.settings = settings
        self.environment = environment
    }

    /// Makes one attempt.
    package func send(_ notice: AlertNotice, to target: AlertTarget) async -> AlertOutcome {
        switch target {
        case .command: await run(notice)
        case .webhook: await post(notice)
        }
    }

    /// Starts the program, and kills it with all that it started once its time is up.
    private func run(_ notice: AlertNotice) async -> AlertOutcome {
        let run = ProgramRun(
            command: settings.command,
            input: Array(notice.body.utf8) + [UInt8(ascii: "\n")],
            variables: Self.variables(of: notice),
            timeLimit: settings.commandTimeLimit,
            clock: environment.clock
        )
        let end = await run.end()
        return AlertOutcome(end == .exited(0), end.sentence)
    }

    private static func variables(of notice: AlertNotice) -> [String: String] {
        [
            "TRADECRAFT_ALERT_ID": notice.id, "TRADECRAFT_ALERT_RULE": notice.rule,
            "TRADECRAFT_ALERT_STATUS": notice.status.rawValue, "TRADECRAFT_ALERT_SUMMARY": notice.summary,
            "TRADECRAFT_ALERT_AT": notice.at,
        ]
    }
}
