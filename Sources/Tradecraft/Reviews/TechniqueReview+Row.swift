import AttackKnowledge
package import AttackReports
import GRDB
import Taskt
import TasktSQLite

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension TechniqueReview {
    /// Where a sentence stands, as the column `place` has it.
    private struct Place: Codable {
        let start: Int
        let end: Int
        let page: Int?
        let part: String?
        let section: String?
    }

    /// Reads a row of `review`.
    init(_ row: Row) throws {
        guard let technique = TechniqueID(row["technique"] as String),
            let verdict = ReviewVerdict(rawValue: row["verdict"])
        else { throw StoreError(.damaged, during: "read review", detail: "a row cannot be read") }
        self.init(
            technique: technique,
            verdict: verdict,
            evidence: try Self.evidence(row["evidence"], place: row["place"]),
            note: row["note"],
            reviewer: row["reviewer"],
            reviewedAt: Timestamp(microseconds: row["reviewed_at"]).description,
            score: row["score"],
            attack: row["attack_version"],
            model: row["model"]
        )
    }

    private static func evidence(_ text: String?, place: String?) throws -> ReportEvidence? {
        guard let text else { return nil }
        let place = try place.map { try JSONDecoder().decode(Place.self, from: Data($0.utf8)) }
        return ReportEvidence(
            start: place?.start ?? 0,
            end: place?.end ?? 0,
            text: text,
            page: place?.page,
            part: place?.part,
            section: place?.section,
            score: 1,
            signal: .analyst
        )
    }

    /// Writes the verdict down, in the place of any other on the technique.
    func write(for document: Int64, at now: Timestamp, to db: Database) throws {
        let place = evidence.flatMap { evidence in
            evidence.end > evidence.start
                ? Place(
                    start: evidence.start,
                    end: evidence.end,
                    page: evidence.page,
                    part: evidence.part,
                    section: evidence.section
                ) : nil
        }
        try Self.forget(technique, of: document, in: db)
        try db.execute(
            sql: """
                INSERT INTO review (document, technique, verdict, evidence, place, note, reviewer, reviewed_at, score,
                    attack_version, model)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                document, technique.description, verdict.rawValue, evidence?.text,
                try place.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }, note, reviewer,
                now.microseconds, score, attack, model,
            ]
        )
    }

    /// Forgets what was said of a technique of a document, and of others with the same content.
    static func forget(_ technique: TechniqueID, of document: Int64, in db: Database) throws {
        try db.execute(
            sql: "DELETE FROM review WHERE technique = ?2 AND document IN (\(sameContent))",
            arguments: [document, technique.description]
        )
    }

    /// What analysts said of a document, or of another with the same content: forks and files that were dropped again.
    ///
    /// - Parameters:
    ///   - document: the number of the document.
    ///   - sha256: the SHA-256 of its original, where it has no report on record yet.
    ///   - db: the database.
    /// - Returns: the verdicts, one a technique, in the order of their techniques.
    /// - Throws: what SQLite reports, or a damaged row.
    static func all(
        on document: Int64,
        content sha256: String? = nil,
        in db: Database
    ) throws -> [TechniqueReview] {
        // Where two documents with the same content were judged before either was known to be so, the later word holds.
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT * FROM review
                    WHERE document IN (\(sameContent) UNION SELECT document FROM report WHERE sha256 = ?2)
                    ORDER BY technique, document = ?1 DESC, reviewed_at DESC
                    """
            ),
            arguments: [document, sha256]
        )
        var reviews: [TechniqueReview] = []
        for row in rows {
            let review = try TechniqueReview(row)
            if reviews.last?.technique != review.technique { reviews.append(review) }
        }
        return reviews
    }

    /// The numbers of the document `?1` and of all whose original has the same SHA-256.
    private static let sameContent = """
        SELECT ?1 UNION SELECT other.document FROM report own JOIN report other ON other.sha256 = own.sha256
        WHERE own.document = ?1
        """
}

extension Ledger {
    /// What analysts said of a document, or of another with the same content.
    ///
    /// - Parameters:
    ///   - id: the document.
    ///   - sha256: the SHA-256 of its original, for one that has no report on record yet.
    /// - Returns: the verdicts, for `AttackReport.honouring(_:knowledge:)`.
    /// - Throws: what the store reports.
    func reviews(on id: DocumentID, content sha256: String? = nil) async throws(StoreError) -> [TechniqueReview] {
        try await database.read("read reviews") { db in
            try TechniqueReview.all(on: Self.number(of: id, in: db), content: sha256, in: db)
        }
    }
}

extension QueryDatabase {
    /// What analysts said of a document, or of another with the same content, for `AttackReport.honouring(_:knowledge:)`.
    package func reviews(on id: DocumentID) throws(StartupError) -> [TechniqueReview] {
        try read("read reviews") { db in
            let number = try Int64.fetchOne(
                db,
                sql: """
                    SELECT number FROM document
                    WHERE id = (SELECT coalesce(duplicate_of, id) FROM document WHERE id = ?)
                    """,
                arguments: [id.rawValue]
            )
            return try number.map { try TechniqueReview.all(on: $0, in: db) } ?? []
        }
    }
}
