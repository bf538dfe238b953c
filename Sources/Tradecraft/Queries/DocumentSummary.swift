import GRDB
import Inbox
import Taskt

/// A document in a listing.
package struct DocumentSummary: Encodable, Hashable, Sendable {
    /// The document.
    package let id: String
    /// Where it was dropped, from the inbox down, escaped for display.
    package let name: String
    /// Its size in bytes.
    package let size: Int64
    /// Where it stands: `claiming`, `claimed`, `reported`, `rejected`, `unpacked`, `duplicate`.
    package let state: String
    /// Its run.
    package let run: String
    /// When it was found settled.
    package let seenAt: String
    /// When it was reported, rejected or unpacked.
    package let endedAt: String?
    /// Its report's folder in the outbox; that of the document with the same content, where it is a duplicate.
    package let report: String?
    /// When its reports were deleted, where it has none any more.
    package let reportDeletedAt: String?
    /// Where the original is now, where it is kept.
    package let original: String?
    /// Whether the original has been taken out of the spool.
    package let isDisposed: Bool
    /// Why it was rejected or waits: the code.
    package let reasonCode: String?
    /// The reason in a sentence.
    package let reason: String?
    /// How often its run failed for a passing reason in a row.
    package let deferrals: Int
    /// When its run is tried again.
    package let retryAt: String?
    /// The document whose run its run was forked from.
    package let forkedFrom: String?
    /// The document that held it.
    package let parent: String?
    /// Where on the Web it is, or was fetched from.
    package let address: String?

    /// The document with the same content that was evaluated.
    package let duplicateOf: String?

    /// Whether it waits for the machine to be mended.
    package var isPostponed: Bool { retryAt != nil }

    /// Reads a row of `document` with the report's `folder` beside it.
    init(_ row: Row) throws {
        let record = try DocumentRecord(row)
        id = record.id.rawValue
        name = record.path.description
        size = record.identity.size
        state = record.state.rawValue
        run = record.id.runID.rawValue
        seenAt = record.seenAt.description
        endedAt = record.endedAt?.description
        report = row["folder"]
        let deletedAt = report == nil ? row["report_deleted_at"] as Int64? : nil
        reportDeletedAt = deletedAt.map { Timestamp(microseconds: $0).description }
        original = record.place
        isDisposed = record.isDisposed
        reasonCode = record.reasonCode
        reason = record.reason
        deferrals = record.deferrals
        retryAt = record.retryAt?.description
        forkedFrom = record.forkedFrom?.rawValue
        parent = record.parent?.rawValue
        address = record.address
        duplicateOf = record.duplicateOf?.rawValue
    }

    /// The columns that ``init(_:)`` reads.
    static let columns = """
        d.*, (SELECT r.folder FROM document o JOIN report r ON r.document = o.number AND r.is_latest = 1
            WHERE o.id = coalesce(d.duplicate_of, d.id)) AS folder,
        (SELECT max(r.deleted_at) FROM report r WHERE r.document = d.number) AS report_deleted_at
        """
}

extension QueryDatabase {
    /// A document.
    ///
    /// - Throws: ``StartupError`` 65 where there is none.
    package func document(_ id: DocumentID) throws(StartupError) -> DocumentSummary {
        let found = try read("read document") { db in
            try Row.fetchOne(
                db,
                sql: "SELECT \(DocumentSummary.columns) FROM document d WHERE d.id = ?",
                arguments: [id.rawValue]
            )
            .map(DocumentSummary.init)
        }
        guard let found else { throw StartupError(.badData, "no document \(id)") }
        return found
    }

    /// Documents, the newest first.
    ///
    /// - Parameters:
    ///   - state: those of this state only.
    ///   - parent: those that this document held.
    ///   - page: which of them.
    /// - Returns: the documents.
    /// - Throws: ``StartupError`` where the database cannot be read.
    package func documents(
        state: DocumentRecord.State? = nil,
        parent: DocumentID? = nil,
        _ page: Page
    ) throws(StartupError) -> [DocumentSummary] {
        try read("list documents") { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(DocumentSummary.columns) FROM document d
                    WHERE (?1 IS NULL OR d.state = ?1) AND (?4 IS NULL OR d.parent = ?4)
                    ORDER BY d.number DESC LIMIT ?2 OFFSET ?3
                    """,
                arguments: [state?.rawValue, page.limit, page.offset, parent?.rawValue]
            )
            .map(DocumentSummary.init)
        }
    }
}
