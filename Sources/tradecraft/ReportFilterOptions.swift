import ArgumentParser
import AttackKnowledge
import Taskt
import Tradecraft

/// Which reports a command is about; what is given several times must all be so.
struct ReportFilterOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Those recorded then or later: 7d, 24h, 2026-11-22, 2026-11-22T14:00Z.", valueName: "time")
    )
    var since: PastInstant?

    @Option(help: ArgumentHelp("Those recorded before then: 7d, 24h, 2026-11-22.", valueName: "time"))
    var until: PastInstant?

    @Option(
        name: .customLong("technique"),
        help: ArgumentHelp("Those with this technique or one of its sub-techniques.", valueName: "id")
    )
    var techniques: [String] = []

    @Option(
        name: .customLong("tactic"),
        help: ArgumentHelp("Those with a technique of this tactic: TA0002 or execution.", valueName: "tactic")
    )
    var tactics: [String] = []

    @Option(
        name: .customLong("group"),
        help: ArgumentHelp("Those that name this group: its id, name or alias.", valueName: "group")
    )
    var groups: [String] = []

    @Option(
        name: .customLong("software"),
        help: ArgumentHelp("Those that name this software: its id, name or alias.", valueName: "software")
    )
    var software: [String] = []

    @Option(
        name: .customLong("campaign"),
        help: ArgumentHelp("Those that name this campaign: its id, name or alias.", valueName: "campaign")
    )
    var campaigns: [String] = []

    @Option(
        name: .customLong("indicator"),
        help: ArgumentHelp("Those with this indicator, plain or defanged (hxxp, [.]).", valueName: "value")
    )
    var indicators: [String] = []

    @Option(
        name: .customLong("source"),
        help: ArgumentHelp("Those on documents with this in their path or address.", valueName: "text")
    )
    var sources: [String] = []

    @Option(
        help: ArgumentHelp(
            "Those with a match at or above this: low, medium, high, or 0 to 1; with --technique, of that technique.",
            valueName: "confidence"
        )
    )
    var minConfidence: String?

    @Flag(help: "Those on documents that an analyst has reviewed.")
    var reviewed = false

    @Flag(help: "Those on documents that no analyst has reviewed.")
    var unreviewed = false

    @Flag(help: "Also reports that a later version replaced.")
    var allVersions = false

    @Option(
        help: ArgumentHelp("Those made with this version of ATT&CK: 18.1, or 18 for all of it.", valueName: "version")
    )
    var attack: String?

    func validate() throws {
        for technique in techniques where TechniqueID(technique.uppercased()) == nil {
            throw ValidationError("--technique: expected an id such as T1059 or T1059.001, found \"\(technique)\"")
        }
        if let minConfidence, ReportFilterText.confidence(minConfidence) == nil {
            throw ValidationError("--min-confidence: expected low, medium, high, or 0 to 1, found \"\(minConfidence)\"")
        }
        if reviewed, unreviewed { throw ValidationError("--reviewed and --unreviewed exclude each other") }
        for (option, values) in [
            ("--tactic", tactics), ("--group", groups), ("--software", software), ("--campaign", campaigns),
            ("--indicator", indicators), ("--source", sources), ("--attack", attack.map { [$0] } ?? []),
        ] where values.contains("") {
            throw ValidationError("\(option): expected a value, found nothing")
        }
    }

    /// Whether nothing was asked for.
    var isEmpty: Bool {
        since == nil && until == nil && minConfidence == nil && !reviewed && !unreviewed && !allVersions
            && attack == nil
            && [techniques, tactics, groups, software, campaigns, indicators, sources].allSatisfy(\.isEmpty)
    }

    /// The filter; names are looked up in the releases of ATT&CK at hand, then in the reports.
    func filter(
        _ options: SettingsOptions,
        _ database: QueryDatabase,
        query: SearchQuery? = nil
    ) throws -> ReportFilter {
        let now = EngineEnvironment.systemTime()
        var text = ReportFilterText(database, ReportKnowledge(try options.effective().values))
        var filter = ReportFilter()
        filter.since = since?.instant(before: now).microseconds
        filter.until = until?.instant(before: now).microseconds
        if let since = filter.since, let until = filter.until, since >= until {
            throw StartupError(.usage, "--until: expected a time after that of --since")
        }
        for id in techniques.compactMap({ TechniqueID($0.uppercased()) }) {
            let found = try text.technique(id)
            if let notice = found.notice { Terminal.printError(notice) }
            filter.techniques.append(found.id)
        }
        filter.findings =
            try tactics.map { try text.tactic($0) }
            + groups.map { try text.entity("group", $0) }
            + software.map { try text.entity("software", $0) }
            + campaigns.map { try text.entity("campaign", $0) }
            + indicators.map { ReportFilterText.indicator($0) }
        filter.sources = sources
        filter.minimumConfidence = minConfidence.flatMap(ReportFilterText.confidence)
        filter.isReviewed = reviewed ? true : unreviewed ? false : nil
        filter.hasAllVersions = allVersions
        filter.domain = options.domain.flatMap { AttackDomain(rawValue: $0.setting) }
        filter.attack = attack
        filter.query = query
        return filter
    }

    /// Says that older reports may be missing from what was found.
    static func noteUnindexed(_ filter: ReportFilter, _ database: QueryDatabase) throws {
        guard filter.query != nil || !filter.findings.isEmpty else { return }
        let count = try database.unindexedReports()
        guard count > 0 else { return }
        Terminal.printError(
            "\(Shown.count(count, "report")) of an earlier version of tradecraft cannot be found by words, "
                + "tactics, entities or indicators yet; `tradecraft watch` sees to it in the background"
        )
    }
}
