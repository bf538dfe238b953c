package import Logging

/// A part of the daemon whose log lines can have a level of their own.
package enum LogComponent: String, Sendable, CaseIterable {
    /// What is sent when something is wrong.
    case alerts
    /// Releases of ATT&CK and their models.
    case attack
    /// Runs and their tasks.
    case engine
    /// Texts of documents, and documents from the Web.
    case extraction
    /// What is answered over HTTP.
    case http
    /// Watching, claiming and taking up again.
    case inbox
    /// The metrics log and the metrics file.
    case metrics
    /// Where documents end: reports, rejections, originals.
    case report
    /// Starting, stopping and what operators ask for.
    case service

    /// The key of the metadata that names a line's component.
    static let key = "component"
}

extension Logger {
    /// The same logger for a part of the daemon: its lines say so, and have the part's level.
    package func component(_ component: LogComponent) -> Logger {
        var logger = self
        logger[metadataKey: LogComponent.key] = "\(component.rawValue)"
        return logger
    }
}
