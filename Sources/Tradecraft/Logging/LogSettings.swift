package import Logging

/// Which lines are logged, and how a log file is rotated.
package struct LogSettings: Hashable, Sendable {
    /// The key `log.levels`: the lowest level of components that differ from `log.level`.
    package var levels: [LogComponent: Logger.Level] = [:]
    /// The key `log.rotate-size`, in bytes.
    package var rotateSize = 50_000_000
    /// The key `log.rotate-age`; nil is "off".
    package var rotateAge: Duration? = .seconds(86_400)
    /// The key `log.keep`: how many rotated files are kept.
    package var keep = 14

    /// The defaults.
    package init() {}
}

/// The lowest level that is written, for all and for components that differ.
package struct LogLevels: Hashable, Sendable {
    /// The key `log.level`.
    package var standard: Logger.Level
    /// The key `log.levels`.
    package var components: [LogComponent: Logger.Level]

    /// Levels, by component where they differ.
    package init(_ standard: Logger.Level, _ components: [LogComponent: Logger.Level] = [:]) {
        self.standard = standard
        self.components = components
    }

    /// The levels that a configuration asks for.
    package init(_ configuration: Configuration) {
        self.init(configuration.logLevel, configuration.log.levels)
    }

    /// The level of a component; nil is what belongs to none.
    package func level(of component: LogComponent?) -> Logger.Level {
        component.flatMap { components[$0] } ?? standard
    }
}
