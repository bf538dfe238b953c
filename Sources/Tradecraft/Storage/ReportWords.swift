import AttackReports
import GRDB

/// What a report is found by: the words of its title, its evidence and its entities, and the values of filters.
///
/// It follows from the report alone: the words of a row of `report_search` can only be taken out by giving them again.
struct ReportWords: Sendable {
    /// A value that reports are filtered by.
    struct Finding: Hashable, Sendable {
        /// What it is: tactic, group, software, campaign or indicator.
        let kind: String
        /// The value in lower case: a short name, an id, an address.
        let value: String
        /// Its name; of an indicator, its kind.
        let name: String
    }

    /// No more indicators of a report than this are found by their value; all of them are in the report.
    private static let indicatorLimit = 5_000

    let findings: [Finding]
    private let title: String
    private let evidence: String
    private let entities: String

    init(_ report: AttackReport) {
        title = [report.document.title, report.document.name].compactMap(\.self).joined(separator: "\n")
        let named = report.groups + report.software + report.campaigns
        var seen: Set<String> = []
        let sentences = (report.techniques.flatMap(\.evidence) + named.flatMap(\.evidence)).map(\.text)
        evidence = sentences.filter { seen.insert($0).inserted }.joined(separator: "\n")
        let indicators = report.indicators.filter { $0.role == .indicator }.prefix(Self.indicatorLimit)
        let words =
            report.techniques.map { "\($0.id) \($0.name)" } + named.map { "\($0.id) \($0.name)" }
            + indicators.map(\.value)
        entities = words.joined(separator: "\n")
        var findings = Self.tactics(of: report)
        findings += named.map { Finding(kind: $0.kind.finding, value: $0.id.lowercased(), name: $0.name) }
        findings += indicators.map { Finding(kind: "indicator", value: $0.value.lowercased(), name: $0.kind.rawValue) }
        self.findings = findings
    }

    /// The tactics of a report, which follow from its techniques.
    static func tactics(of report: AttackReport) -> [Finding] {
        Set(report.techniques.flatMap(\.tactics)).sorted().map { Finding(kind: "tactic", value: $0, name: $0) }
    }

    /// Makes a report findable by its words.
    func insert(as number: Int64, into db: Database) throws {
        try db.cachedStatement(sql: "INSERT INTO report_search (rowid, title, evidence, entities) VALUES (?, ?, ?, ?)")
            .execute(arguments: [number, title, evidence, entities])
    }

    /// Takes the words of a report out again; they must be those that were put in.
    func remove(_ number: Int64, from db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO report_search (report_search, rowid, title, evidence, entities)
                VALUES ('delete', ?, ?, ?, ?)
                """
        )
        .execute(arguments: [number, title, evidence, entities])
    }
}

extension ReportedEntityKind {
    /// The word for what an entity of this kind is filtered by.
    var finding: String {
        switch self {
        case .group: "group"
        case .malware, .tool: "software"
        case .campaign: "campaign"
        }
    }
}
