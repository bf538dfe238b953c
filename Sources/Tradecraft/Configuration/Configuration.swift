package import AttackKnowledge
package import AttackReports
package import DocumentText
package import Inbox
package import Logging

/// The settings of one installation; see `config/tradecraft.yaml` for what each key means.
package struct Configuration: Sendable {
    /// `inbox.path`
    package var inbox: SystemPath = "inbox"
    /// `inbox.settle`
    package var settle: Duration = .seconds(2)
    /// `inbox.rescan-interval`
    package var rescanInterval: Duration = .seconds(30)
    /// `inbox.depth`
    package var depth = 0
    /// `inbox.ignore`
    package var ignore = IgnorePatterns.standard
    /// `inbox.maximum-size`, in bytes
    package var maximumSize = 50_000_000
    /// `outbox.path`
    package var outbox: SystemPath = "outbox"
    /// `state.path`
    package var state: SystemPath = "state"
    /// `rejected.path`
    package var rejected: SystemPath = "rejected"
    /// `processed.path`
    package var processed: SystemPath = "processed"
    /// `disposal`
    package var disposal = Disposer.Disposal.move
    /// `workers`
    package var workers = 2
    /// `attack.domain`
    package var domain = AttackDomain.enterprise
    /// `attack.source-url`
    package var sourceURL =
        "https://raw.githubusercontent.com/mitre-attack/attack-stix-data/master/{domain}/{domain}.json"
    /// `attack.update-interval`; nil is "off"
    package var updateInterval: Duration? = .seconds(7 * 86_400)
    /// `mapping.threshold`; nil is the model's own
    package var threshold: Double?
    /// `extraction.*`
    package var extraction = ExtractionLimits()
    /// `report.formats`
    package var formats = Set(ReportFormat.allCases)
    /// `retry.initial`
    package var retryInitial: Duration = .seconds(1)
    /// `retry.maximum`
    package var retryMaximum: Duration = .seconds(300)
    /// `log.level`
    package var logLevel = Logger.Level.info
    /// `log.format`
    package var logFormat = LogFormat.json
    /// `log.file`; nil is standard error
    package var logFile: String?

    /// The defaults.
    package init() {}

    /// What a scan of the inbox leaves out and refuses.
    package var scanOptions: ScanOptions {
        ScanOptions(maximumDepth: depth, maximumSize: Int64(maximumSize), ignoredNames: ignore)
    }

    /// The address of the release of the domain in force.
    package var releaseURL: String { sourceURL.replacing("{domain}", with: domain.rawValue) }
}

/// How log lines are written.
package enum LogFormat: String, Sendable, CaseIterable {
    /// One JSON object a line.
    case json
    /// Lines for people.
    case text
}
