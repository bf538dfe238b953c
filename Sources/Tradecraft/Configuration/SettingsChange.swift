/// A setting that another reading of the configuration gave another value.
struct SettingsChange: Hashable, Sendable {
    /// The key.
    let key: String
    /// The value before, as far as it may be shown.
    let old: String
    /// The value now, as far as it may be shown.
    let new: String
    /// Where the new value is from.
    let origin: String

    /// What differs, in the order of the documented file.
    static func list(from before: EffectiveConfiguration, to after: EffectiveConfiguration) -> [SettingsChange] {
        zip(before.listing, after.listing)
            .compactMap { old, new in
                guard old.value != new.value || hides(new.key, before.values, after.values) else { return nil }
                let (shownOld, shownNew) = (shown(old.value, of: old.key), shown(new.value, of: new.key))
                return SettingsChange(key: new.key, old: shownOld, new: shownNew, origin: new.origin)
            }
    }

    /// Whether the value of a key changed in what is never shown of it: what is behind the host of an address.
    private static func hides(_ key: String, _ before: Configuration, _ after: Configuration) -> Bool {
        switch key {
        case "alerts.webhook": before.alerts.webhook != after.alerts.webhook
        case "hooks.webhook": before.hooks.webhook != after.hooks.webhook
        default: false
        }
    }

    /// Refuses what cannot change while the daemon runs.
    ///
    /// - Throws: ``ConfigurationError``, naming place, key and what was expected.
    static func check(_ changes: [SettingsChange]) throws(ConfigurationError) {
        // Documents in work lie there, and the lock.
        guard let change = changes.first(where: { $0.key == "state.path" }) else { return }
        throw ConfigurationError(
            place: change.origin,
            key: change.key,
            detail: "expected \(change.old) as long as the daemon runs, found \(change.new); restart it to move"
        )
    }

    /// A value for a log: secrets, and what stands before the @ of an address, are left out.
    static func shown(_ value: String, of key: String) -> String {
        let words = key.split { $0 == "." || $0 == "-" }
        if words.contains(where: { ["secret", "password", "token"].contains($0) }) { return "(not shown)" }
        guard let scheme = value.firstRange(of: "://") else { return value }
        let rest = value[scheme.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard let at = authority.lastIndex(of: "@") else { return value }
        return value[..<scheme.upperBound] + "..." + value[at...]
    }
}
