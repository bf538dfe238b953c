package import AttackKnowledge
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

    init(_ row: Row) {
        document = row["id"]
        name = row["shown_path"]
        folder = row["folder"]
        createdAt = Timestamp(microseconds: row["created_at"]).description
        title = row["title"]
        mediaType = row["media_type"]
        sha256 = row["sha256"]
        domain = row["domain"]
        attack = row["attack_version"]
        model = row["model"]
        techniques = row["techniques"]
        warnings = row["warnings"]
    }

    /// The columns that ``init(_:)`` reads, and the tables behind them.
    static let selection = """
        SELECT r.*, d.id, d.shown_path, (SELECT count(*) FROM "match" m WHERE m.report = r.number) AS techniques
        FROM report r JOIN document d ON d.number = r.document
        """
}

/// Which reports are asked for.
package struct ReportFilter: Hashable, Sendable {
    /// Those that have this technique, or one of its sub-techniques.
    package var technique: TechniqueID?
    /// Those recorded at or after this instant, in microseconds since 1970.
    package var since: Int64?

    /// Any report, but for what is given.
    package init(technique: TechniqueID? = nil, since: Int64? = nil) {
        self.technique = technique
        self.since = since
    }
}

extension QueryDatabase {
    /// Reports, the newest first.
    package func reports(_ filter: ReportFilter, _ page: Page) throws(StartupError) -> [ReportListing] {
        try read("list reports") { db in
            try Row.fetchAll(
                db,
                sql: """
                    \(ReportListing.selection)
                    WHERE (?1 IS NULL OR r.created_at >= ?1)
                        AND (?2 IS NULL OR r.number IN (
                            SELECT report FROM "match" WHERE technique = ?2
                                OR (technique > ?2 || '.' AND technique < ?2 || '/')
                        ))
                    ORDER BY r.number DESC LIMIT ?3 OFFSET ?4
                    """,
                arguments: [filter.since, filter.technique?.description, page.limit, page.offset]
            )
            .map(ReportListing.init)
        }
    }
}
