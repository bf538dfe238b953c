extension ConfigurationKey {
    /// The keys `hooks.*`.
    static let hooks: [ConfigurationKey] = [
        program("hooks.command", \.hooks.command),
        ConfigurationKey(
            name: "hooks.webhook",
            expected: "an http or https address, or \"off\"",
            set: { configuration, value in
                guard let address = value.optional(\.webAddress) else { return false }
                configuration.hooks.webhook = address
                return true
            },
            // What stands behind the path may be a secret.
            show: { $0.hooks.shownWebhook ?? "off" }
        ),
        ConfigurationKey(
            name: "hooks.webhook-secret-file",
            expected: "a path, or \"off\"",
            set: { configuration, value in
                guard let path = value.optional(\.path) else { return false }
                configuration.hooks.webhookSecretFile = path
                return true
            },
            show: { $0.hooks.webhookSecretFile ?? "off" }
        ),
        choice("hooks.body", \.hooks.body, of: HookSettings.Body.allCases),
        number("hooks.attempts", \.hooks.attempts, 1...1_000),
        duration("hooks.time-limit", \.hooks.timeLimit, atLeast: .seconds(1)),
        choice("hooks.in-doubt", \.hooks.inDoubt, of: HookSettings.InDoubt.allCases),
    ]

    /// A program that is started without a shell, with its arguments.
    static func program(
        _ name: String,
        _ target: any WritableKeyPath<Configuration, [String]> & Sendable
    ) -> ConfigurationKey {
        ConfigurationKey(
            name: name,
            expected: "a list of arguments that begins with the full path of a program",
            set: { configuration, value in
                let list = value.list
                guard list.first?.hasPrefix("/") ?? true, !list.contains(where: { $0.utf8.contains(0) }) else {
                    return false
                }
                configuration[keyPath: target] = list
                return true
            },
            show: { "[\($0[keyPath: target].joined(separator: ", "))]" }
        )
    }
}
