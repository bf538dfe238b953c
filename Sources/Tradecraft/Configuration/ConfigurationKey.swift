import AttackKnowledge
import AttackReports
import DocumentText
import HTTPFetch
import Inbox
import Logging
import TechniqueMapping

/// A key of the configuration: what it takes, where it goes, and how its value is shown.
package struct ConfigurationKey: Sendable {
    /// The key, such as `inbox.settle`.
    package let name: String
    /// What is expected, for error messages and help.
    package let expected: String
    /// Takes a value; false where it is not of the expected kind.
    let set: @Sendable (inout Configuration, ConfigurationValue) -> Bool
    /// The value in force, as it would be written.
    package let show: @Sendable (Configuration) -> String

    /// The variable of the environment that sets the key: `TRADECRAFT_INBOX_SETTLE`.
    package var variable: String {
        "TRADECRAFT_" + String(name.uppercased().map { $0 == "." || $0 == "-" ? "_" : $0 })
    }

    /// Every key there is, in the order of the documented file.
    package static let all: [ConfigurationKey] = [
        path("inbox.path", \.inbox),
        duration("inbox.settle", \.settle, atLeast: .zero),
        duration("inbox.rescan-interval", \.rescanInterval, atLeast: .seconds(1)),
        number("inbox.depth", \.depth, 0...32),
        ConfigurationKey(
            name: "inbox.ignore",
            expected: "a list of name patterns",
            set: { configuration, value in
                configuration.ignore = IgnorePatterns(value.list)
                return true
            },
            show: { "[\($0.ignore.patterns.map { "\"\($0)\"" }.joined(separator: ", "))]" }
        ),
        size("inbox.maximum-size", \.maximumSize),
        path("outbox.path", \.outbox),
        path("state.path", \.state),
        path("rejected.path", \.rejected),
        path("processed.path", \.processed),
        choice("disposal", \.disposal, of: [.move, .delete]),
        number("workers", \.workers, 1...64),
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
        duration("extraction.wall-limit", \.extraction.wall, atLeast: .milliseconds(100)),
        ConfigurationKey(
            name: "extraction.cpu-limit",
            expected: "a duration of whole seconds such as \"10s\"",
            set: { configuration, value in
                guard let duration = value.duration, duration >= .seconds(1), duration.components.attoseconds == 0
                else {
                    return false
                }
                configuration.extraction.cpuSeconds = Int(duration.components.seconds)
                return true
            },
            show: { Duration.seconds($0.extraction.cpuSeconds).settingText }
        ),
        size("extraction.memory-limit", \.extraction.memoryBytes),
        size("extraction.text-limit", \.extraction.textBytes),
        number("extraction.page-limit", \.extraction.pages, 1...1_000_000),
        number("extraction.member-limit", \.extraction.members, 1...100_000),
        size("extraction.unpacked-limit", \.extraction.memberBytes),
        number("extraction.ratio-limit", \.extraction.ratio, 1...100_000),
        number("extraction.depth-limit", \.extraction.depth, 0...64),
        choice("extraction.sandbox", \.extractionOptions.sandbox, of: ExtractionOptions.Sandbox.allCases),
        recognition,
        ConfigurationKey(
            name: "extraction.ocr-page-limit",
            expected: "a whole number from 1 to 10000",
            set: { configuration, value in
                guard let number = value.number(in: 1...10_000) else { return false }
                configuration.recognisedPages = number
                configuration.extractionOptions.recognition?.pages = number
                return true
            },
            show: { "\($0.recognisedPages)" }
        ),
        ConfigurationKey(
            name: "text.retention",
            expected: "a duration such as \"90d\", or \"forever\"",
            set: { configuration, value in
                if value == .text("forever") {
                    configuration.textRetention = nil
                    return true
                }
                guard let duration = value.duration else { return false }
                configuration.textRetention = duration
                return true
            },
            show: { $0.textRetention?.settingText ?? "forever" }
        ),
        ConfigurationKey(
            name: "fetch.allow",
            expected: "a list of hosts and networks such as \"wiki.corp.example, 10.1.0.0/16\"",
            set: { configuration, value in
                do throws(HTTPFetchError) {
                    try configuration.fetch.allow(value.list)
                    return true
                } catch {
                    return false
                }
            },
            show: { "[\($0.fetch.allow.joined(separator: ", "))]" }
        ),
        size("fetch.size-limit", \.fetch.sizeLimit),
        duration("fetch.time-limit", \.fetch.timeLimit, atLeast: .seconds(1)),
        number("fetch.attempts", \.fetch.attempts, 1...1_000),
        ConfigurationKey(
            name: "report.formats",
            expected: "a list of \(ReportFormat.allCases.map(\.rawValue).joined(separator: ", "))",
            set: { configuration, value in
                let formats = value.list.map(ReportFormat.init(rawValue:))
                guard !formats.isEmpty, !formats.contains(nil) else { return false }
                configuration.formats = Set(formats.compactMap(\.self)).union([.json])
                return true
            },
            show: { configuration in
                "[\(ReportFormat.allCases.filter(configuration.formats.contains).map(\.rawValue).joined(separator: ", "))]"
            }
        ),
        duration("retry.initial", \.retryInitial, atLeast: .milliseconds(1)),
        duration("retry.maximum", \.retryMaximum, atLeast: .milliseconds(1)),
        number("retry.crash-limit", \.crashLimit, 1...1_000),
        choice("log.level", \.logLevel, of: Logger.Level.allCases),
        choice("log.format", \.logFormat, of: LogFormat.allCases),
        ConfigurationKey(
            name: "log.file",
            expected: "\"stderr\" or a path",
            set: { configuration, value in
                guard let text = value.text, !text.isEmpty else { return false }
                configuration.logFile = text == "stderr" ? nil : text
                return true
            },
            show: { $0.logFile ?? "stderr" }
        ),
    ]

    private static let recognition = ConfigurationKey(
        name: "extraction.ocr",
        expected: "\"off\", or languages in tesseract's names such as \"eng\" or \"eng+deu\"",
        set: { configuration, value in
            if value == .text("off") {
                configuration.extractionOptions.recognition = nil
                return true
            }
            guard let text = value.text,
                let recognition = ExtractionOptions.Recognition(languages: text, pages: configuration.recognisedPages)
            else { return false }
            configuration.extractionOptions.recognition = recognition
            return true
        },
        show: { $0.extractionOptions.recognition?.languages ?? "off" }
    )

    private static func path(
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

    private static func duration(
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

    private static func size(
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

    private static func techniques(
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

    private static func number(
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

    private static func choice<Choice: RawRepresentable & Equatable & Sendable>(
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
