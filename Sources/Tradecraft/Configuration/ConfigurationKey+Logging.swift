import Logging

extension ConfigurationKey {
    /// The keys `log.*`.
    static let logging: [ConfigurationKey] = [
        choice("log.level", \.logLevel, of: Logger.Level.allCases),
        logLevels,
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
        size("log.rotate-size", \.log.rotateSize),
        optionalDuration("log.rotate-age", \.log.rotateAge, atLeast: .seconds(60), nil: "off"),
        number("log.keep", \.log.keep, 0...10_000),
    ]

    private static let logLevels = ConfigurationKey(
        name: "log.levels",
        expected: "a list such as \"inbox=debug, engine=warning\" of the components "
            + "\(LogComponent.allCases.map(\.rawValue).joined(separator: ", ")) and the levels "
            + Logger.Level.allCases.map(\.rawValue).joined(separator: ", "),
        set: { configuration, value in
            var levels: [LogComponent: Logger.Level] = [:]
            for entry in value.list {
                let parts = entry.split(separator: "=", omittingEmptySubsequences: false)
                    .map { String($0).filter { $0 != " " } }
                guard parts.count == 2, let component = LogComponent(rawValue: parts[0]),
                    let level = Logger.Level(rawValue: parts[1]), levels[component] == nil
                else { return false }
                levels[component] = level
            }
            configuration.log.levels = levels
            return true
        },
        show: { configuration in
            let levels = configuration.log.levels.map { "\($0.key.rawValue)=\($0.value.rawValue)" }.sorted()
            return "[\(levels.joined(separator: ", "))]"
        }
    )
}
