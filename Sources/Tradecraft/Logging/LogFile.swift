import Inbox
package import Logging

#if canImport(Glibc)
import Glibc
#endif

/// Where the configuration says that log lines go.
package enum LogFile {
    /// A logger on standard error or on a file that is appended to.
    ///
    /// - Throws: ``StartupError`` where the file cannot be opened.
    package static func logger(_ configuration: Configuration) throws(StartupError) -> Logger {
        let descriptor: Int32
        if let file = configuration.logFile {
            descriptor = SystemPath(file).withCString { open($0, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o640) }
            guard descriptor >= 0 else {
                let error = InboxError(systemError: errno, during: "open", path: SystemPath(file))
                throw StartupError(error, "the log file")
            }
        } else {
            descriptor = STDERR_FILENO
        }
        let (level, format) = (configuration.logLevel, configuration.logFormat)
        return Logger(label: "tradecraft") { _ in
            LineLogHandler(level: level, format: format, descriptor: descriptor)
        }
    }
}
