import AttackKnowledge
import GRDB

/// The part of a query that picks reports: where they come from, and what they must have.
///
/// What is picked comes newest first without being sorted where many reports fit: the reports are walked from the end,
/// or the index of words is, which keeps their order. Where one thing asked for is rare, its reports are gathered first.
struct ReportSelection {
    /// No more than this is rare.
    private static let rareLimit = 5_000
    /// So few reports can be asked one by one for the words of a query.
    private static let probeLimit = 300
    /// How many of the newest hits are put in order of relevance.
    static let rankedLimit = 2_000

    /// The tables; the report is `r`.
    let source: String
    /// What a report must have.
    let condition: String
    /// The column that the newest come first by.
    let order: String
    /// What the question marks stand for.
    let arguments: StatementArguments
    /// Whether the words of a query are among the tables, so that their relevance can be told.
    let isSearched: Bool

    init(_ filter: ReportFilter, isRanked: Bool = false, in db: Database) throws {
        var parts = Parts()
        var rare: (count: Int, requirement: Requirement)?
        let requirements = Requirement.all(of: filter)
        for requirement in requirements {
            let count = try requirement.count(upTo: Self.rareLimit + 1, in: db)
            if count <= Self.rareLimit, count < rare?.count ?? .max { rare = (count, requirement) }
        }
        if let query = filter.query, isRanked || (rare?.count ?? .max) > Self.probeLimit {
            (source, order) = (
                "report_search CROSS JOIN report r ON r.number = report_search.rowid", "report_search.rowid"
            )
            parts.add("report_search MATCH ?", [query.match])
            isSearched = true
            rare = nil
        } else {
            (source, order) = ("report r", "r.number")
            isSearched = false
        }
        for requirement in requirements {
            requirement.add(to: &parts, isGathered: requirement == rare?.requirement)
        }
        if let query = filter.query, !isSearched {
            parts.add(
                "EXISTS (SELECT 1 FROM report_search WHERE report_search MATCH ? AND rowid = r.number)",
                [query.match]
            )
        }
        try Self.addTimes(of: filter, order, to: &parts, in: db)
        Self.addRest(of: filter, hasTechniques: !filter.techniques.isEmpty, to: &parts)
        condition = parts.conditions.joined(separator: " AND ")
        arguments = parts.arguments
    }

    /// The numbers of a page of reports, the newest first, or the most relevant.
    func numbers(_ page: Page, isRanked: Bool, in db: Database) throws -> [Int64] {
        let newest = "SELECT r.number FROM \(source) WHERE \(condition) ORDER BY \(order) DESC LIMIT ? OFFSET ?"
        guard isRanked, isSearched else {
            return try Int64.fetchAll(db, sql: newest, arguments: arguments + [page.limit, page.offset])
        }
        return try Int64.fetchAll(
            db,
            sql: """
                SELECT number FROM (
                    SELECT r.number AS number, bm25(report_search, 8.0, 1.0, 4.0) AS relevance
                    FROM \(source) WHERE \(condition) ORDER BY \(order) DESC LIMIT \(Self.rankedLimit)
                ) ORDER BY relevance, number DESC LIMIT ? OFFSET ?
                """,
            arguments: arguments + [page.limit, page.offset]
        )
    }

    /// Conditions and their arguments, in the same order.
    struct Parts {
        private(set) var conditions: [String] = []
        private(set) var arguments = StatementArguments()

        mutating func add(_ condition: String, _ arguments: StatementArguments = []) {
            conditions.append(condition)
            self.arguments += arguments
        }
    }

    /// A document has its place in time by its first report: mapping it anew does not move it into another quarter.
    ///
    /// Numbers grow with time, but for later reports and a clock that was set back: the bounds narrow the walk, the times
    /// decide.
    private static func addTimes(
        of filter: ReportFilter,
        _ order: String,
        to parts: inout Parts,
        in db: Database
    ) throws {
        guard filter.since != nil || filter.until != nil else { return }
        let (since, until) = (filter.since ?? .min, filter.until ?? .max)
        let bounds = try Row.fetchOne(
            db,
            sql: "SELECT min(number), max(number) FROM report WHERE first_at >= ? AND first_at < ?",
            arguments: [since, until]
        )
        let (first, last): (Int64?, Int64?) = (bounds?[0], bounds?[1])
        parts.add("\(order) BETWEEN ? AND ?", [first ?? 0, last ?? -1])
        parts.add("r.first_at >= ? AND r.first_at < ?", [since, until])
    }

    private static func addRest(of filter: ReportFilter, hasTechniques: Bool, to parts: inout Parts) {
        parts.add("r.deleted_at IS NULL")
        if !filter.hasAllVersions { parts.add("r.is_latest = 1") }
        if let score = filter.minimumConfidence, !hasTechniques {
            parts.add("r.confidence >= ?", [score])
        }
        if let isReviewed = filter.isReviewed {
            // Verdicts hold for a document's content.
            let reviewed = "(SELECT o.sha256 FROM review v JOIN report o ON o.document = v.document)"
            parts.add("r.sha256 \(isReviewed ? "" : "NOT ")IN \(reviewed)")
        }
        if let domain = filter.domain { parts.add("r.domain = ?", [domain.rawValue]) }
        if let attack = filter.attack {
            parts.add(
                "(r.attack_version = ? OR substr(r.attack_version, 1, length(?) + 1) = ? || '.')",
                [attack, attack, attack]
            )
        }
    }
}

/// Something that reports are found by through an index of its own.
private enum Requirement: Hashable {
    case technique(TechniqueID, minimum: Double)
    case finding(ReportFilter.Finding)
    case source(String)

    static func all(of filter: ReportFilter) -> [Requirement] {
        filter.techniques.map { .technique($0, minimum: filter.minimumConfidence ?? 0) }
            + filter.findings.map { .finding($0) } + filter.sources.map { .source($0) }
    }

    /// How many reports have it, as far as that is worth counting.
    func count(upTo limit: Int, in db: Database) throws -> Int {
        let found = rows
        return try Int.fetchOne(
            db,
            sql: "SELECT count(*) FROM (SELECT 1 FROM \(found.sql) LIMIT \(limit))",
            arguments: found.arguments
        ) ?? 0
    }

    func add(to parts: inout ReportSelection.Parts, isGathered: Bool) {
        let found = rows
        if isGathered {
            parts.add("r.\(found.own) IN (SELECT \(found.key) FROM \(found.sql))", found.arguments)
        } else {
            parts.add("EXISTS (SELECT 1 FROM \(found.sql) AND \(found.key) = r.\(found.own))", found.arguments)
        }
    }

    /// Where it stands, by which column, and which column of a report that is.
    private var rows: (sql: String, key: String, own: String, arguments: StatementArguments) {
        switch self {
        case .technique(let id, let minimum):
            // A slash follows the full stop that sub-techniques have behind the technique's id.
            let range = "\"match\" WHERE technique >= ? AND technique < ? || '/'"
            let arguments: StatementArguments = [id.description, id.description]
            return minimum > 0
                ? (range + " AND score >= ?", "report", "number", arguments + [minimum])
                : (range, "report", "number", arguments)
        case .finding(let finding):
            let marks = finding.values.map { _ in "?" }.joined(separator: ", ")
            return (
                "finding WHERE kind = ? AND value IN (\(marks))", "report", "number",
                [finding.kind] + StatementArguments(finding.values)
            )
        case .source(let source):
            let pattern =
                "%"
                + source.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
                + "%"
            return (
                "document WHERE (shown_path LIKE ? ESCAPE '\\' OR address LIKE ? ESCAPE '\\')", "document.number",
                "document", [pattern, pattern]
            )
        }
    }
}
