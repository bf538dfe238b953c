import AttackKnowledge
import AttackReports
import GRDB
import Taskt
import TasktSQLite

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The latest report on a document, as far as a review needs it.
struct ReviewedReport: Sendable {
    /// A technique that was found, whatever an analyst said of it since.
    struct Match: Sendable {
        let technique: TechniqueID
        let name: String
        let score: Double
        /// The sentence that speaks most for it, where the report is kept.
        let evidence: String?
    }

    let document: DocumentID
    /// The number of the document.
    let number: Int64
    let folder: String
    let domain: AttackDomain
    let attack: String
    let model: String
    let matches: [Match]
    let reviews: [TechniqueReview]

    /// The columns that ``init(_:in:)`` reads, and the tables behind them.
    static let selection = """
        SELECT r.number, r.document, r.folder, r.domain, r.attack_version, r.model, b.body, d.id
        FROM report r JOIN document d ON d.number = r.document LEFT JOIN report_body b ON b.report = r.number
        WHERE r.is_latest = 1 AND r.deleted_at IS NULL
        """

    init(_ row: Row, in db: Database) throws {
        guard let document = DocumentID(rawValue: row["id"]), let domain = AttackDomain(rawValue: row["domain"]) else {
            throw StoreError(.damaged, during: "read report", detail: "a row cannot be read")
        }
        self.document = document
        self.domain = domain
        number = row["document"]
        folder = row["folder"]
        attack = row["attack_version"]
        model = row["model"]
        reviews = try TechniqueReview.all(on: number, in: db)
        if let body = row["body"] as Data? {
            matches = Self.matches(in: try StoredReport.decode(body))
        } else {
            matches = try Self.matches(of: row["number"], in: db)
        }
    }

    /// What was found by the software: what an analyst has added is not, and what one has rejected is.
    private static func matches(in report: AttackReport) -> [Match] {
        let found = report.techniques.filter { $0.review != .added }
            .map { technique in
                Match(
                    technique: technique.id,
                    name: technique.name,
                    score: technique.score,
                    evidence: technique.evidence.first?.text
                )
            }
        let rejected = report.rejected.map {
            Match(technique: $0.id, name: $0.name, score: $0.score, evidence: nil)
        }
        return found + rejected
    }

    /// A report of an earlier version of the software, of which only the matches are in the database.
    private static func matches(of report: Int64, in db: Database) throws -> [Match] {
        try Row.fetchAll(
            db,
            sql: "SELECT technique, name, score FROM \"match\" WHERE report = ? ORDER BY score DESC, technique",
            arguments: [report]
        )
        .compactMap { row in
            TechniqueID(row["technique"] as String)
                .map { Match(technique: $0, name: row["name"], score: row["score"], evidence: nil) }
        }
    }
}

extension QueryDatabase {
    /// The latest report on a document, for a review.
    ///
    /// - Throws: ``StartupError`` 65 where it has none.
    func reviewedReport(on id: DocumentID) throws(StartupError) -> ReviewedReport {
        try read("read report") { db in
            // A duplicate's report is that of the document it has the content of.
            let row = try Row.fetchOne(
                db,
                sql: """
                    \(ReviewedReport.selection)
                        AND d.id = (SELECT coalesce(duplicate_of, id) FROM document WHERE id = ?)
                    """,
                arguments: [id.rawValue]
            )
            guard let row else { throw StartupError(.badData, "document \(id) has no report to review") }
            return try ReviewedReport(row, in: db)
        }
    }

    /// The text that was extracted from a document; nil where it is not kept.
    func keptText(of id: DocumentID) throws(StartupError) -> Data? {
        try read("read text") { db in
            try Data.fetchOne(
                db,
                sql: "SELECT body FROM document_text WHERE document = (SELECT number FROM document WHERE id = ?)",
                arguments: [id.rawValue]
            )
        }
    }
}
