import AttackKnowledge
import Inbox

/// The kinds of values that several keys have.
extension ConfigurationKey {
    static func path(
        _ name: String,
        _ target: any WritableKeyPath<Configuration, SystemPath> & Sendable
    ) -> ConfigurationKey {
        ConfigurationKey(
            name: name,
            expected: "a path",
            set: { configuration, value in
                guard let text = value.text, !text.isEmpty, !text.utf8.contains(0) else { return false }
                configuration[keyPath: target] = SystemPath(text)
                return true
            },
            show: { $0[keyPath: target].description }
        )
    }

    static func duration(
        _ name: String,
        _ target: any WritableKeyPath<Configuration, Duration> & Sendable,
        atLeast minimum: Duration
    ) -> ConfigurationKey {
        ConfigurationKey(
            name: name,
            expected: "a duration such as \"2s\"\(minimum > .zero ? ", at least \(minimum.settingText)" : "")",
            set: { configuration, value in
                guard let duration = value.duration, duration >= minimum else { return false }
                configuration[keyPath: target] = duration
                return true
            },
            show: { $0[keyPath: target].settingText }
        )
    }

    /// A duration that may be left out, with a word for that.
    static func optionalDuration(
        _ name: String,
        _ target: any WritableKeyPath<Configuration, Duration?> & Sendable,
        atLeast minimum: Duration,
        nil word: String
    ) -> ConfigurationKey {
        ConfigurationKey(
            name: name,
            expected: "a duration of at least \(minimum.settingText), or \"\(word)\"",
            set: { configuration, value in
                if value == .text(word) {
                    configuration[keyPath: target] = nil
                    return true
                }
                guard let duration = value.duration, duration >= minimum else { return false }
                configuration[keyPath: target] = duration
                return true
            },
            show: { $0[keyPath: target]?.settingText ?? word }
        )
    }

    static func size(
        _ name: String,
        _ target: any WritableKeyPath<Configuration, Int> & Sendable
    ) -> ConfigurationKey {
        ConfigurationKey(
            name: name,
            expected: "a size such as \"50MB\"",
            set: { configuration, value in
                guard let size = value.size, size > 0 else { return false }
                configuration[keyPath: target] = size
                return true
            },
            show: { sizeText($0[keyPath: target]) }
        )
    }

    static func age(
        _ name: String,
        _ target: any WritableKeyPath<Configuration, Duration?> & Sendable
    ) -> ConfigurationKey {
        ConfigurationKey(
            name: name,
            expected: "a duration such as \"90d\", or \"forever\"",
            set: { configuration, value in
                if value == .text("forever") {
                    configuration[keyPath: target] = nil
                    return true
                }
                guard let duration = value.duration, duration > .zero else { return false }
                configuration[keyPath: target] = duration
                return true
            },
            show: { $0[keyPath: target]?.settingText ?? "forever" }
        )
    }

    static func optionalSize(
        _ name: String,
        _ target: any WritableKeyPath<Configuration, Int?> & Sendable,
        otherwise none: String
    ) -> ConfigurationKey {
        ConfigurationKey(
            name: name,
            expected: "a size such as \"50MB\", or \"\(none)\"",
            set: { configuration, value in
                if value == .text(none) {
                    configuration[keyPath: target] = nil
                    return true
                }
                guard let size = value.size, size > 0 else { return false }
                configuration[keyPath: target] = size
                return true
            },
            show: { $0[keyPath: target].map(sizeText) ?? none }
        )
    }

    static func techniques(
        _ name: String,
        _ target: any WritableKeyPath<Configuration, [TechniqueID]> & Sendable
    ) -> ConfigurationKey {
        ConfigurationKey(
            name: name,
            expected: "a list of technique ids such as \"T1059, T1566.001\"",
            set: { configuration, value in
                let ids = value.list.map { TechniqueID($0) }
                guard !ids.contains(nil) else { return false }
                configuration[keyPath: target] = ids.compactMap(\.self)
                return true
            },
            show: { "[\($0[keyPath: target].map(\.description).joined(separator: ", "))]" }
        )
    }

    static func number(
        _ name: String,
        _ target: any WritableKeyPath<Configuration, Int> & Sendable,
        _ range: ClosedRange<Int>
    ) -> ConfigurationKey {
        ConfigurationKey(
            name: name,
            expected: "a whole number from \(range.lowerBound) to \(range.upperBound)",
            set: { configuration, value in
                guard let number = value.number(in: range) else { return false }
                configuration[keyPath: target] = number
                return true
            },
            show: { "\($0[keyPath: target])" }
        )
    }

    static func choice<Choice: RawRepresentable & Equatable & Sendable>(
        _ name: String,
        _ target: any WritableKeyPath<Configuration, Choice> & Sendable,
        of choices: [Choice]
    ) -> ConfigurationKey where Choice.RawValue == String {
        ConfigurationKey(
            name: name,
            expected: "one of \(choices.map { "\"\($0.rawValue)\"" }.joined(separator: ", "))",
            set: { configuration, value in
                guard let choice = value.text.flatMap(Choice.init(rawValue:)), choices.contains(choice) else {
                    return false
                }
                configuration[keyPath: target] = choice
                return true
            },
            show: { $0[keyPath: target].rawValue }
        )
    }
}
