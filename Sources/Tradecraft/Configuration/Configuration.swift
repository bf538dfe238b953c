package import AttackKnowledge
package import DocumentText
package import Inbox
package import Logging

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The settings of one installation; see `config/tradecraft.yaml` for what each key means.
package struct Configuration: Sendable {
    /// The key `inbox.path`.
    package var inbox: SystemPath = "inbox"
    /// The key `inbox.settle`.
    package var settle: Duration = .seconds(2)
    /// The key `inbox.rescan-interval`.
    package var rescanInterval: Duration = .seconds(30)
    /// The key `inbox.depth`.
    package var depth = 8
    /// The key `inbox.ignore`.
    package var ignore = IgnorePatterns.standard
    /// The key `inbox.maximum-size`, in bytes.
    package var maximumSize = 50_000_000
    /// The key `inbox.urgent-folder`; nil is "off".
    package var urgentFolder = FileName("urgent")
    /// The key `inbox.done-suffix`; nil is "off".
    package var doneSuffix: String?
    /// The key `inbox.duplicates`.
    package var duplicates = Duplicates.record
    /// The key `space.floor`, in bytes; nil is "off".
    package var freeFloor: Int? = 100_000_000
    /// The key `processed.folders`: whether originals go to a folder for each day.
    package var processedFolders = ProcessedFolders.day
    /// The keys `outbox.keep-*`, `processed.keep-*` and `rejected.keep-*`.
    package var retention = RetentionSettings()
    /// The key `outbox.path`.
    package var outbox: SystemPath = "outbox"
    /// The key `state.path`.
    package var state: SystemPath = "state"
    /// The key `rejected.path`.
    package var rejected: SystemPath = "rejected"
    /// The key `processed.path`.
    package var processed: SystemPath = "processed"
    /// The key `disposal`.
    package var disposal = Disposer.Disposal.move
    /// The key `workers`; nil is "auto".
    package var workerSetting: Int?
    /// The key `attack.domain`; Enterprise where it is "auto".
    package var domain = AttackDomain.enterprise
    /// Whether the key `attack.domain` is "auto": each document tells its domain.
    package var detectsDomain = false
    /// The key `attack.source-url`.
    package var sourceURL =
        "https://raw.githubusercontent.com/mitre-attack/attack-stix-data/master/{domain}/{domain}.json"
    /// The key `attack.update-interval`; nil is "off".
    package var updateInterval: Duration? = .seconds(7 * 86_400)
    /// The keys `mapping.*`.
    package var mapping = MappingSettings()
    /// The keys `extraction.*`.
    package var extraction = ExtractionLimits()
    /// The keys `extraction.sandbox`, `extraction.ocr` and `extraction.ocr-page-limit`.
    package var extractionOptions = ExtractionOptions()
    /// The key `extraction.ocr-page-limit`.
    package var recognisedPages = 20
    /// The key `text.retention`; nil is "forever".
    package var textRetention: Duration?
    /// The keys `fetch.*`.
    package var fetch = FetchSettings()
    /// The keys `report.*`.
    package var report = ReportSettings()
    /// The keys `reevaluation.*`.
    package var reevaluation = ReevaluationSettings()
    /// The key `retry.initial`.
    package var retryInitial: Duration = .seconds(1)
    /// The key `retry.maximum`.
    package var retryMaximum: Duration = .seconds(300)
    /// The key `retry.crash-limit`.
    package var crashLimit = 5
    /// The key `log.level`.
    package var logLevel = Logger.Level.info
    /// The key `log.format`.
    package var logFormat = LogFormat.auto
    /// The key `log.file`; nil is standard error.
    package var logFile: String?
    /// The keys `alerts.*`.
    package var alerts = AlertSettings()
    /// The keys `log.levels`, `log.rotate-size`, `log.rotate-age` and `log.keep`.
    package var log = LogSettings()
    /// The keys `hooks.*`.
    package var hooks = HookSettings()
    /// The keys `metrics.*`.
    package var metrics = MetricsSettings()

    /// The defaults.
    package init() {}

    /// What a scan of the inbox leaves out and refuses.
    package var scanOptions: ScanOptions {
        ScanOptions(maximumDepth: depth, maximumSize: Int64(maximumSize), ignoredNames: ignore, doneSuffix: doneSuffix)
    }

    /// How many documents are in work at the same time: where nothing else is set, two for each processor, since a document
    /// waits for the disk about as long as it computes.
    package var workers: Int {
        workerSetting ?? min(64, max(2, 2 * ProcessInfo.processInfo.activeProcessorCount))
    }

    /// Whether originals go to a folder for each day.
    package var processedSortsByDay: Bool { processedFolders == .day }

    /// The domains that documents may be mapped to, the one for those that tell none first.
    package var domains: [AttackDomain] { detectsDomain ? AttackDomain.allCases : [domain] }

    /// The same settings for one domain.
    package func limited(to domain: AttackDomain) -> Configuration {
        var configuration = self
        configuration.domain = domain
        configuration.detectsDomain = false
        return configuration
    }

    /// The address of the release of the domain in force.
    package var releaseURL: String { sourceURL.replacing("{domain}", with: domain.rawValue) }
}

/// What becomes of a document whose content was dropped before.
package enum Duplicates: String, Sendable, CaseIterable {
    /// It is recorded as a duplicate of the earlier one, whose report stands for both.
    case record
    /// It is evaluated like any other.
    case evaluate
}

/// How originals are sorted in the folder of processed documents.
package enum ProcessedFolders: String, Sendable, CaseIterable {
    /// In a folder for each day, in UTC.
    case day
    /// All in the folder itself.
    case none
}
