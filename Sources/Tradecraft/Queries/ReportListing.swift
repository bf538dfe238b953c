import GRDB
import Taskt

/// A report in a listing.
package struct ReportListing: Encodable, Hashable, Sendable {
    /// The document it is about.
    package let document: String
    /// The document's name.
    package let name: String
    /// Its folder's name in the outbox.
    package let folder: String
    /// Which report on its document it is, from 1.
    package let version: Int
    /// When it was recorded.
    package let createdAt: String
    /// The title the document gives itself.
    package let title: String?
    /// What the content is.
    package let mediaType: String
    /// The SHA-256 of the original.
    package let sha256: String
    /// The domain of ATT&CK.
    package let domain: String
    /// The version of ATT&CK.
    package let attack: String
    /// The model's hash.
    package let model: String
    /// How many techniques it has.
    package let techniques: Int
    /// How many things its reader is warned of.
    package let warnings: Int
    /// When its folder was taken out of the outbox.
    package let removedAt: String?

    init(_ row: Row) {
        document = row["id"]
        name = row["shown_path"]
        folder = row["folder"]
        version = row["version"]
        createdAt = Timestamp(microseconds: row["created_at"]).description
        title = row["title"]
        mediaType = row["media_type"]
        sha256 = row["sha256"]
        domain = row["domain"]
        attack = row["attack_version"]
        model = row["model"]
        techniques = row["techniques"]
        warnings = row["warnings"]
        removedAt = (row["removed_at"] as Int64?).map { Timestamp(microseconds: $0).description }
    }

    /// The columns that ``init(_:)`` reads, and the tables behind them.
    static let selection = """
        SELECT r.*, d.id, d.shown_path, (SELECT count(*) FROM "match" m WHERE m.report = r.number) AS techniques
        FROM report r JOIN document d ON d.number = r.document
        """
}

extension QueryDatabase {
    /// Reports, the newest first, or the most relevant to the words asked for.
    ///
    /// - Parameters:
    ///   - filter: which.
    ///   - page: which part of the listing.
    ///   - isRanked: whether the newest two thousand hits come in order of relevance.
    /// - Returns: the reports.
    /// - Throws: ``StartupError`` where the database cannot be read.
    package func reports(
        _ filter: ReportFilter,
        _ page: Page,
        isRanked: Bool = false
    ) throws(StartupError) -> [ReportListing] {
        try read("list reports") { db in
            try Self.rows(filter, page, isRanked: isRanked, in: db).map(ReportListing.init)
        }
    }

    /// How many older reports are not found by their words and their findings yet.
    package func unindexedReports() throws(StartupError) -> Int {
        try read("count reports") { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM report WHERE is_indexed = 0") ?? 0
        }
    }

    /// The rows of a page of reports, in its order.
    static func rows(
        _ filter: ReportFilter,
        _ page: Page,
        isRanked: Bool,
        in db: Database
    ) throws -> [Row] {
        let numbers = try ReportSelection(filter, isRanked: isRanked, in: db).numbers(page, isRanked: isRanked, in: db)
        let statement = try db.makeStatement(sql: "\(ReportListing.selection) WHERE r.number = ?")
        return try numbers.compactMap { try Row.fetchOne(statement, arguments: [$0]) }
    }
}
