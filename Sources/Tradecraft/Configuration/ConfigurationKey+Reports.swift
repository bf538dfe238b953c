import AttackReports
import HTTPFetch

extension ConfigurationKey {
    /// The keys `fetch.*`, `report.*` and `retry.*`.
    static let reports: [ConfigurationKey] = [
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
                configuration.report.formats = Set(formats.compactMap(\.self)).union([.json])
                return true
            },
            show: { configuration in
                "[\(ReportFormat.allCases.filter(configuration.report.formats.contains).map(\.rawValue).joined(separator: ", "))]"
            }
        ),
        ConfigurationKey(
            name: "report.marking",
            expected: "none or one of \(TrafficLight.allCases.map(\.rawValue).joined(separator: ", "))",
            set: { configuration, value in
                guard let text = value.text?.lowercased() else { return false }
                let marking = TrafficLight(rawValue: text)
                guard marking != nil || text == "none" else { return false }
                configuration.report.marking = marking
                return true
            },
            show: { $0.report.marking?.rawValue ?? "none" }
        ),
        choice("report.layer", \.report.layer, of: ReportSettings.Layer.allCases),
        choice("report.stix-profile", \.report.stixProfile, of: RenderingOptions.STIXProfile.allCases),
        choice("report.pdf", \.report.pdf, of: ReportSettings.PDF.allCases),
        duration("retry.initial", \.retryInitial, atLeast: .milliseconds(1)),
        duration("retry.maximum", \.retryMaximum, atLeast: .milliseconds(1)),
        number("retry.crash-limit", \.crashLimit, 1...1_000),
    ]
}
