/// What an operator is told of without asking.
package enum AlertRule: String, CaseIterable, Codable, Sendable {
    /// Too many of the documents that ended of late were rejected.
    case failureRate = "failure-rate"
    /// A document has been waiting for too long.
    case queueAge = "queue-age"
    /// There is too little room for the outbox or the state directory.
    case diskFree = "disk-free"
    /// No document has come for too long.
    case noActivity = "no-activity"
    /// A newer release of ATT&CK could not be fetched or used.
    case attackUpdate = "attack-update"
    /// The inbox cannot be read.
    case inboxUnavailable = "inbox-unavailable"
    /// The database cannot be written to.
    case databaseNotWritable = "database-not-writable"
    /// A report could not be handed on, or nobody knows whether it was.
    case deliveryFailed = "delivery-failed"

    /// When the rule speaks up, for people; nil where it is off.
    package func threshold(_ configuration: Configuration) -> String? {
        let settings = configuration.alerts
        switch self {
        case .failureRate:
            return settings.failurePercent.map {
                "\($0)% of at least \(settings.failureMinimum) within \(settings.failureWindow.settingText)"
            }
        case .queueAge: return settings.queueAge.map { "older than \($0.settingText)" }
        case .diskFree: return settings.diskFree.map { "less than \($0.text)" }
        case .noActivity: return settings.noActivity.map { "none for \($0.settingText)" }
        case .attackUpdate: return configuration.updateInterval == nil ? nil : "when one fails"
        case .inboxUnavailable, .databaseNotWritable: return "when it is"
        case .deliveryFailed:
            return configuration.hooks.targets.isEmpty
                ? nil : "when one fails, or is in doubt, within \(settings.failureWindow.settingText)"
        }
    }
}
