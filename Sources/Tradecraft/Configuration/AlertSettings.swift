/// When an operator is told, and how.
package struct AlertSettings: Hashable, Sendable {
    /// The key `alerts.interval`.
    package var interval: Duration = .seconds(60)
    /// The key `alerts.failure-rate`, in per cent; nil is "off".
    package var failurePercent: Int? = 20
    /// The key `alerts.failure-window`.
    package var failureWindow: Duration = .seconds(3_600)
    /// The key `alerts.failure-minimum`: with fewer documents in the window nothing is said.
    package var failureMinimum = 10
    /// The key `alerts.queue-age`; nil is "off".
    package var queueAge: Duration? = .seconds(3_600)
    /// The key `alerts.disk-free`; nil is "off".
    package var diskFree: Floor? = .bytes(1_000_000_000)
    /// The key `alerts.no-activity`; nil is "off".
    package var noActivity: Duration?
    /// The key `alerts.cool-down`.
    package var coolDown: Duration = .seconds(3_600)
    /// The key `alerts.command`; empty is none.
    package var command: [String] = []
    /// The key `alerts.command-time-limit`.
    package var commandTimeLimit: Duration = .seconds(10)
    /// The key `alerts.webhook`; nil is "off".
    package var webhook: String?
    /// The key `alerts.webhook-secret-file`; nil is "off".
    package var webhookSecretFile: String?
    /// The key `alerts.webhook-time-limit`.
    package var webhookTimeLimit: Duration = .seconds(10)

    /// How much room there must be on a file system.
    package enum Floor: Hashable, Sendable {
        /// So many bytes.
        case bytes(Int)
        /// So many per cent of the whole.
        case percent(Int)

        /// The floor as it is written: `1GB`, `5%`.
        package var text: String {
            switch self {
            case .bytes(let bytes): sizeText(bytes)
            case .percent(let percent): "\(percent)%"
            }
        }
    }

    /// The defaults.
    package init() {}

    /// What alerts are sent to.
    package var targets: [AlertTarget] {
        (command.isEmpty ? [] : [.command]) + (webhook == nil ? [] : [.webhook])
    }
}

/// What alerts are sent to.
package enum AlertTarget: String, CaseIterable, Sendable {
    /// A program that is started for each.
    case command
    /// An address that each is posted to.
    case webhook
}
