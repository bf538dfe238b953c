/// A rule that speaks up.
package struct AlertFinding: Hashable, Sendable {
    /// The rule.
    package let rule: AlertRule
    /// What is wrong, in a sentence: no document's text and no secret.
    package let summary: String
}

/// What the rules look at.
struct AlertObservation: Sendable {
    /// The documents that ended within the window.
    var ended = 0
    /// How many of them were rejected, those apart that an operator cancelled.
    var rejected = 0
    /// For how long the oldest document that waits has done so, and its name.
    var oldestWaiting: (age: Duration, name: String)?
    /// The room for what is written.
    var rooms: [FileSystemRoom] = []
    /// For how long no document has come.
    var quiet: Duration?
    /// What is wrong with updates of ATT&CK, in a sentence.
    var attackTrouble: String?
    /// Why the inbox cannot be read.
    var inboxTrouble: String?
    /// Why the database cannot be written to.
    var databaseTrouble: String?
    /// How many reports could not be handed on within the window, and of how many nobody knows whether they were.
    var undelivered = (failed: 0, inDoubt: 0)

    /// The rules that speak up, in their order.
    func findings(_ configuration: Configuration) -> [AlertFinding] {
        AlertRule.allCases.compactMap { rule in
            summary(of: rule, configuration).map { AlertFinding(rule: rule, summary: $0) }
        }
    }

    private func summary(of rule: AlertRule, _ configuration: Configuration) -> String? {
        let settings = configuration.alerts
        switch rule {
        case .failureRate:
            guard let limit = settings.failurePercent, ended >= settings.failureMinimum,
                rejected * 100 >= limit * ended, rejected > 0
            else { return nil }
            return "\(rejected) of \(ended) documents were rejected within \(settings.failureWindow.settingText) "
                + "(\(rejected * 100 / ended)%)"
        case .queueAge:
            guard let limit = settings.queueAge, let oldestWaiting, oldestWaiting.age >= limit else { return nil }
            return "\(oldestWaiting.name) has been waiting for \(Self.shown(oldestWaiting.age))"
        case .diskFree:
            guard let floor = settings.diskFree else { return nil }
            let short = rooms.filter { $0.isBelow(floor) }
            guard !short.isEmpty else { return nil }
            return short.map { "\(Shown.size($0.freeBytes)) are free for the \($0.folder) (\($0.path))" }
                .joined(separator: ", ")
        case .noActivity:
            guard let limit = settings.noActivity, let quiet, quiet >= limit else { return nil }
            return "no document has come for \(Self.shown(quiet))"
        case .attackUpdate: return configuration.updateInterval == nil ? nil : attackTrouble
        case .inboxUnavailable: return inboxTrouble
        case .databaseNotWritable: return databaseTrouble
        case .deliveryFailed:
            let (failed, inDoubt) = undelivered
            guard !configuration.hooks.targets.isEmpty, failed + inDoubt > 0 else { return nil }
            let parts = [
                failed > 0 ? "\(Shown.count(failed, "delivery", "deliveries")) of reports failed" : nil,
                inDoubt > 0 ? "\(Shown.count(inDoubt, "delivery", "deliveries")) of reports may have arrived" : nil,
            ]
            return parts.compactMap(\.self).joined(separator: " and ")
                + " within \(settings.failureWindow.settingText)"
        }
    }

    /// A long time for people: `3d 4h`, `2h 5m`, `48s`.
    static func shown(_ duration: Duration) -> String {
        let seconds = max(0, duration.components.seconds)
        switch seconds {
        case ..<60: return "\(seconds)s"
        case ..<3_600: return "\(seconds / 60)m \(seconds % 60)s"
        case ..<86_400: return "\(seconds / 3_600)h \(seconds / 60 % 60)m"
        default: return "\(seconds / 86_400)d \(seconds / 3_600 % 24)h"
        }
    }
}

/// The room on the file system of a folder.
package struct FileSystemRoom: Encodable, Hashable, Sendable {
    /// What is kept there.
    package let folder: String
    /// Where.
    package let path: String
    /// How many bytes may still be written.
    package let freeBytes: UInt64
    /// How many bytes there are in all.
    package let totalBytes: UInt64

    /// How much of it is free, in per cent.
    package var freePercent: Int { totalBytes == 0 ? 100 : Int(freeBytes * 100 / totalBytes) }

    func isBelow(_ floor: AlertSettings.Floor) -> Bool {
        switch floor {
        case .bytes(let bytes): freeBytes < UInt64(bytes)
        // Not by rounded per cent: 4.9% is below 5%.
        case .percent(let percent): totalBytes > 0 && freeBytes * 100 < totalBytes * UInt64(percent)
        }
    }
}
