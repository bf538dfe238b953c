import AttackKnowledge
import TechniqueMapping

extension ConfigurationKey {
    /// The keys `attack.*` and `mapping.*`.
    static let mapping: [ConfigurationKey] = [
        ConfigurationKey(
            name: "attack.domain",
            expected: "one of \(AttackDomain.allCases.map { "\"\($0.shortName)\", " }.joined())\"auto\"",
            set: { configuration, value in
                if value == .text("auto") {
                    configuration = configuration.limited(to: .enterprise)
                    configuration.detectsDomain = true
                    return true
                }
                let domain = AttackDomain.allCases.first { [$0.rawValue, $0.shortName].contains(value.text) }
                guard let domain else { return false }
                configuration = configuration.limited(to: domain)
                return true
            },
            show: { $0.detectsDomain ? "auto" : $0.domain.rawValue }
        ),
        ConfigurationKey(
            name: "attack.source-url",
            expected: "an http or https address",
            set: { configuration, value in
                guard let text = value.text, text.hasPrefix("https://") || text.hasPrefix("http://") else {
                    return false
                }
                configuration.sourceURL = text
                return true
            },
            show: { $0.sourceURL }
        ),
        ConfigurationKey(
            name: "attack.update-interval",
            expected: "a duration such as \"7d\", or \"off\"",
            set: { configuration, value in
                if value == .text("off") {
                    configuration.updateInterval = nil
                    return true
                }
                guard let duration = value.duration else { return false }
                configuration.updateInterval = duration
                return true
            },
            show: { $0.updateInterval?.settingText ?? "off" }
        ),
        ConfigurationKey(
            name: "mapping.threshold",
            expected: "a number from 0 to 1, or \"model\"",
            set: { configuration, value in
                if value == .text("model") {
                    configuration.mapping.threshold = nil
                    return true
                }
                guard let number = value.text.flatMap(Double.init), (0...1).contains(number) else { return false }
                configuration.mapping.threshold = number
                return true
            },
            show: { $0.mapping.threshold.map { "\($0)" } ?? "model" }
        ),
        choice("mapping.sensitivity", \.mapping.sensitivity, of: Sensitivity.allCases),
        techniques("mapping.allow", \.mapping.allow),
        techniques("mapping.deny", \.mapping.deny),
        ConfigurationKey(
            name: "mapping.platforms",
            expected: "a list of platforms such as \"Windows, Linux\"",
            set: { configuration, value in
                guard value.list.allSatisfy({ !$0.isEmpty }) else { return false }
                configuration.mapping.platforms = value.list
                return true
            },
            show: { "[\($0.mapping.platforms.joined(separator: ", "))]" }
        ),
        choice("mapping.learn-from-reviews", \.mapping.learnsFromReviews, of: MappingSettings.Learning.allCases),
    ]
}
