extension ConfigurationKey {
    /// The keys `alerts.*`.
    static let alerts: [ConfigurationKey] = [
        duration("alerts.interval", \.alerts.interval, atLeast: .seconds(1)),
        ConfigurationKey(
            name: "alerts.failure-rate",
            expected: "a percentage such as \"20%\", or \"off\"",
            set: { configuration, value in
                guard let percent = value.optional(\.percent) else { return false }
                configuration.alerts.failurePercent = percent
                return true
            },
            show: { $0.alerts.failurePercent.map { "\($0)%" } ?? "off" }
        ),
        duration("alerts.failure-window", \.alerts.failureWindow, atLeast: .seconds(60)),
        number("alerts.failure-minimum", \.alerts.failureMinimum, 1...1_000_000),
        optionalDuration("alerts.queue-age", \.alerts.queueAge),
        ConfigurationKey(
            name: "alerts.disk-free",
            expected: "a size such as \"1GB\", a percentage such as \"5%\", or \"off\"",
            set: { configuration, value in
                guard let floor = value.optional(\.floor) else { return false }
                configuration.alerts.diskFree = floor
                return true
            },
            show: { $0.alerts.diskFree?.text ?? "off" }
        ),
        optionalDuration("alerts.no-activity", \.alerts.noActivity),
        duration("alerts.cool-down", \.alerts.coolDown, atLeast: .zero),
        program("alerts.command", \.alerts.command),
        duration("alerts.command-time-limit", \.alerts.commandTimeLimit, atLeast: .seconds(1)),
        ConfigurationKey(
            name: "alerts.webhook",
            expected: "an http or https address, or \"off\"",
            set: { configuration, value in
                guard let address = value.optional(\.webAddress) else { return false }
                configuration.alerts.webhook = address
                return true
            },
            // What stands behind the path may be a secret.
            show: { $0.alerts.shownWebhook ?? "off" }
        ),
        ConfigurationKey(
            name: "alerts.webhook-secret-file",
            expected: "a path, or \"off\"",
            set: { configuration, value in
                guard let path = value.optional(\.path) else { return false }
                configuration.alerts.webhookSecretFile = path
                return true
            },
            show: { $0.alerts.webhookSecretFile ?? "off" }
        ),
        duration("alerts.webhook-time-limit", \.alerts.webhookTimeLimit, atLeast: .seconds(1)),
    ]

    private static func optionalDuration(
        _ name: String,
        _ target: any WritableKeyPath<Configuration, Duration?> & Sendable
    ) -> ConfigurationKey {
        ConfigurationKey(
            name: name,
            expected: "a duration such as \"1h\", at least 1s, or \"off\"",
            set: { configuration, value in
                guard let duration = value.optional(\.positiveDuration) else { return false }
                configuration[keyPath: target] = duration
                return true
            },
            show: { $0[keyPath: target]?.settingText ?? "off" }
        )
    }
}

extension ConfigurationValue {
    /// What a key gets that may be "off"; nil where the value is of the wrong kind.
    func optional<Value>(_ read: (ConfigurationValue) -> Value?) -> Value?? {
        if self == .text("off") { return .some(nil) }
        return read(self).map { .some($0) }
    }

    /// A whole number from 1 to 100 and a percent sign.
    fileprivate var percent: Int? {
        guard let text, text.hasSuffix("%"), let number = Int(text.dropLast()) else { return nil }
        return (1...100).contains(number) ? number : nil
    }

    fileprivate var floor: AlertSettings.Floor? {
        if let percent { return .percent(percent) }
        return size.flatMap { $0 > 0 ? .bytes($0) : nil }
    }

    fileprivate var positiveDuration: Duration? { duration.flatMap { $0 >= .seconds(1) ? $0 : nil } }

    /// An address of http or https, in characters that stand for themselves.
    var webAddress: String? {
        guard let text, text.hasPrefix("https://") || text.hasPrefix("http://"),
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return nil }
        let authority = text.drop { $0 != "/" }.dropFirst(2).prefix { !"/?#".contains($0) }
        // With nothing before a port or behind the user's name there is nobody to ask.
        let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        return host.isEmpty || host.hasPrefix(":") ? nil : text
    }

    /// A path.
    var path: String? {
        guard let text, !text.isEmpty, !text.utf8.contains(0) else { return nil }
        return text
    }
}
