import AttackKnowledge
import AttackReports
import Inbox
import Tradecraft

/// What is asked of a database of reports, and how long it took.
struct ReportsCases {
    let database: QueryDatabase
    let rounds: Int
    private(set) var rows: [[String]] = []
    private(set) var bars: [EngineBar] = []

    init(database: QueryDatabase, rounds: Int) {
        (self.database, self.rounds) = (database, rounds)
    }

    /// The figures, each with its bar.
    var table: BenchTable {
        BenchTable(title: "stored reports", columns: ["case", "hits", "ms", "CPU ms", "bar ms", "verdict"], rows: rows)
    }

    mutating func measure(knowledge: KnowledgeBase) throws {
        let page = Page(limit: 20)
        let database = database
        let newest = try database.reports(ReportFilter(), page)
        for (name, filter) in try filters(knowledge) {
            try time(name, bar: 50) { try database.reports(filter, page).count }
        }
        try time("list, page behind 10,000", bar: nil) {
            try database.reports(ReportFilter(), Page(limit: 20, offset: 10_000)).count
        }
        let queries = [
            ("rare word", ReportsFill.rareWord), ("common word", "operators"), ("phrase", "\"windows service\""),
            ("two words", "powershell mimikatz"), ("beginning", "credent*"), ("one hit less", "operators -powershell"),
            ("no hit", "quuxfrobnicate"), ("title", "title:week evidence:lsass"), ("indicator", "host-41.example"),
        ]
        for (name, text) in queries {
            var filter = ReportFilter()
            filter.query = try SearchQuery(text)
            try time("search \(name)", bar: 50) { try database.search(filter, page).count }
        }
        for text in ["operators", ReportsFill.rareWord] {
            var filter = ReportFilter()
            filter.query = try SearchQuery(text)
            try time("search ranked, \(text)", bar: 50) { try database.search(filter, page, isRanked: true).count }
        }
        var configuration = Configuration()
        configuration.state = database.state.path
        try time("show", bar: 50) {
            var releases = ReportKnowledge(configuration)
            let place = try database.report(named: newest[7].document)
            let report = try database.reportForOutput(place, in: SystemPath("/nowhere"), &releases).report
            return
                TerminalReport.lines(
                    for: report,
                    knowledge: knowledge,
                    history: try database.history(of: place),
                    style: TerminalReport.Style(width: 120, hasColor: true)
                )
                .count
        }
        try time("aggregate, all", bar: 2_000) {
            try database.aggregate(ReportFilter(), title: "All", knowledge: knowledge).techniques.count
        }
        var group = ReportFilter()
        group.findings = [ReportFilter.Finding(kind: "group", values: [knowledge.groups[5].id])]
        try time("aggregate, a group", bar: 2_000) {
            try database.aggregate(group, title: "A group", knowledge: knowledge).techniques.count
        }
    }

    private func filters(_ knowledge: KnowledgeBase) throws -> [(String, ReportFilter)] {
        func filter(_ change: (inout ReportFilter) -> Void) -> ReportFilter {
            var filter = ReportFilter()
            change(&filter)
            return filter
        }
        func found(_ kind: String, _ value: String) -> ReportFilter {
            filter { $0.findings = [ReportFilter.Finding(kind: kind, values: [value])] }
        }
        let technique = TechniqueID("T1059")
        let old: Int64 = 1_700_000_000_000_000
        return [
            ("list", ReportFilter()),
            ("list --technique T1059", ReportFilter(technique: technique)),
            (
                "list --technique T1059 --min-confidence 0.98",
                filter { ($0.techniques, $0.minimumConfidence) = ([technique].compactMap(\.self), 0.98) }
            ),
            ("list --tactic execution", found("tactic", "execution")),
            ("list --group", found("group", knowledge.groups[5].id)),
            ("list --software", found("software", knowledge.software[50].id)),
            ("list --indicator, rare", found("indicator", "host-41.example")),
            ("list --indicator, none", found("indicator", "nowhere.invalid")),
            ("list --since --until, long ago", filter { ($0.since, $0.until) = (old, old + 86_400_000_000) }),
            ("list --source, common", filter { $0.sources = ["vendor-7/"] }),
            ("list --source, rare", filter { $0.sources = ["report-4711.pdf"] }),
            ("list --min-confidence high", filter { $0.minimumConfidence = 0.8 }),
            ("list --min-confidence 1", filter { $0.minimumConfidence = 1 }),
            ("list --reviewed", filter { $0.isReviewed = true }),
            ("list --unreviewed", filter { $0.isReviewed = false }),
            (
                "list --tactic --group --since",
                filter {
                    $0.findings = [
                        ReportFilter.Finding(kind: "tactic", values: ["execution"]),
                        ReportFilter.Finding(kind: "group", values: [knowledge.groups[9].id]),
                    ]
                    $0.since = old + 1_000_000_000_000
                }
            ),
        ]
    }

    private mutating func time(_ name: String, bar: Double?, _ body: () throws -> Int) throws {
        var (hits, times, cpus) = (0, [Double](), [Double]())
        for _ in 0..<rounds {
            let (start, before) = (ContinuousClock.now, ProcessUsage().cpu)
            hits = try body()
            times.append((ContinuousClock.now - start) / .milliseconds(1))
            cpus.append((ProcessUsage().cpu - before) * 1_000)
        }
        let judged = bar.map { EngineBar(name, times.median, .atMost, $0) }
        if let judged { bars.append(judged) }
        rows.append([
            name, "\(hits)", ReportsBench.text(times.median), ReportsBench.text(cpus.median),
            bar.map { "\(Int($0))" } ?? "-", judged?.verdict.rawValue ?? "-",
        ])
    }
}
