package import Logging
package import Taskt

/// Looks whether everything is in place for the daemon, and says how to mend what is not.
///
/// It leaves everything as it is: no folder is made, no database is brought up to date; what it writes to try a folder
/// is removed at once.
package struct Doctor: Sendable {
    let configuration: Configuration
    let extractor: String
    let now: Timestamp
    let logger: Logger

    /// A doctor for an installation.
    ///
    /// - Parameters:
    ///   - configuration: the settings in force.
    ///   - extractor: the path of `tradecraft-extract`.
    ///   - now: the time by the system's clock.
    ///   - logger: where the library of releases logs.
    package init(_ configuration: Configuration, extractor: String, now: Timestamp, logger: Logger) {
        self.configuration = configuration
        self.extractor = extractor
        self.now = now
        self.logger = logger
    }

    /// Makes every check, in the order in which they are shown.
    package func examine() async -> [Check] {
        folders() + machine() + database() + knowledge() + (await extraction())
    }
}
