import Logging

extension ConfigurationKey {
    /// The keys `log.*`.
    static let logging: [ConfigurationKey] = [
        choice("log.level", \.logLevel, of: Logger.Level.allCases),
        choice("log.format", \.logFormat, of: LogFormat.allCases),
        ConfigurationKey(
            name: "log.file",
            expected: "\"stderr\" or a path",
            set: { configuration, value in
                guard let text = value.text, !text.isEmpty else { return false }
                configuration.logFile = text == "stderr" ? nil : text
                return true
            },
            show: { $0.logFile ?? "stderr" }
        ),
    ]
}
