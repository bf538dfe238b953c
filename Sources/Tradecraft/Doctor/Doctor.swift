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
    /// The file that the settings were read from.
    let configurationFile: String?
    /// Whether what takes long is checked as well.
    let isThorough: Bool

    /// A doctor for an installation.
    ///
    /// - Parameters:
    ///   - configuration: the settings in force.
    ///   - extractor: the path of `tradecraft-extract`.
    ///   - now: the time by the system's clock.
    ///   - logger: where the library of releases logs; nowhere where none is given.
    ///   - configurationFile: the file that the settings were read from.
    ///   - isThorough: whether what takes long is checked as well: every page of the database, the whole audit trail.
    package init(
        _ configuration: Configuration,
        extractor: String,
        now: Timestamp,
        logger: Logger? = nil,
        configurationFile: String? = nil,
        isThorough: Bool = false
    ) {
        self.configuration = configuration
        self.extractor = extractor
        self.now = now
        self.logger = logger ?? Logger(label: "tradecraft", factory: { _ in SwiftLogNoOpLogHandler() })
        self.configurationFile = configurationFile
        self.isThorough = isThorough
    }

    /// Makes every check, in the order in which they are shown.
    package func examine() async -> [Check] {
        let clock = ClockWatch()
        var checks = folders() + permissions() + machine() + limits() + database() + daemons() + knowledge()
        checks += [knowledgeAge()] + secrets() + (await extraction()) + printing() + (await versions())
        return checks + [clock.check()]
    }
}
