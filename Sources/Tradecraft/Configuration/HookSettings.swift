/// What reports are handed on to once they are in the outbox, and how.
package struct HookSettings: Hashable, Sendable {
    /// What a hook is told.
    package enum Body: String, Sendable, CaseIterable {
        /// A small notice: which report, on which document, where it lies, and its techniques.
        case summary
        /// The whole `report.json`.
        case report
    }

    /// What becomes of a delivery of which nobody knows whether it arrived.
    package enum InDoubt: String, Sendable, CaseIterable {
        /// It is left to an operator: a report is never delivered twice.
        case stop
        /// It is made again: a report is always delivered, and perhaps twice.
        case retry
    }

    /// The key `hooks.command`; empty is none.
    package var command: [String] = []
    /// The key `hooks.webhook`; nil is "off".
    package var webhook: String?
    /// The key `hooks.webhook-secret-file`; nil is "off".
    package var webhookSecretFile: String?
    /// The key `hooks.body`.
    package var body = Body.summary
    /// The key `hooks.attempts`.
    package var attempts = 20
    /// The key `hooks.time-limit`.
    package var timeLimit: Duration = .seconds(30)
    /// The key `hooks.in-doubt`.
    package var inDoubt = InDoubt.stop

    /// The defaults.
    package init() {}

    /// What reports are handed on to.
    package var targets: [HookTarget] { HookTarget.allCases.filter(has) }

    /// Whether reports are handed on to a target.
    package func has(_ target: HookTarget) -> Bool {
        switch target {
        case .command: !command.isEmpty
        case .webhook: webhook != nil
        }
    }

    /// The webhook as it may be shown: what is behind the host may be a secret.
    package var shownWebhook: String? { webhook.map(AlertSettings.shown) }
}

/// What reports are handed on to.
package enum HookTarget: String, Codable, CaseIterable, Sendable {
    /// A program that is started for each.
    case command
    /// An address that each is posted to.
    case webhook
}
