package import Logging

/// The log of a command, which writes where the configuration says and leaves rotating to the daemon.
package enum LogFile {
    /// A logger on standard error or on a file that is appended to.
    ///
    /// - Throws: ``StartupError`` where the file cannot be opened.
    package static func logger(_ configuration: Configuration) throws(StartupError) -> Logger {
        try LogOutput(configuration, rotates: false).logger()
    }
}
