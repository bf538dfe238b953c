import GRDB
import Inbox
import Taskt
import TasktSQLite

/// A document that has ended, with the same content as another.
struct Twin: Sendable {
    let id: DocumentID
    /// Its report; nil where it was unpacked.
    let report: Report?
    /// The folders of the reports on what it held, in the outbox.
    let memberFolders: [String]

    /// What a report was made with, and where it is.
    struct Report: Sendable {
        let folder: String
        let domain: String
        let model: String
    }
}

extension Ledger {
    /// How many members of a container are looked at.
    private static let memberLimit = 1_000

    /// The documents with this content that have a report or were unpacked, the newest first.
    ///
    /// None where the document's own run has begun: it goes on. None either where the content is a list of addresses,
    /// whose documents may be others by now.
    func twins(of id: DocumentID, sha256: String) async throws(StoreError) -> [Twin] {
        try await database.read("look for duplicates") { db in
            let isBegun = try Bool.fetchOne(
                db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM run WHERE id = ?)"),
                arguments: [id.runID.rawValue]
            )
            guard isBegun == false else { return [] }
            let reported = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT d.id, r.folder, r.domain, r.model FROM report r JOIN document d ON d.number = r.document AND r.is_latest = 1
                        WHERE r.sha256 = ? AND r.removed_at IS NULL ORDER BY r.number DESC LIMIT 20
                        """
                ),
                arguments: [sha256]
            )
            let unpacked = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT d.id, d.number FROM document d WHERE d.sha256 = ? AND d.state = 'unpacked'
                            AND NOT EXISTS (SELECT 1 FROM document m WHERE m.parent = d.id AND m.address IS NOT NULL)
                        ORDER BY d.number DESC LIMIT 5
                        """
                ),
                arguments: [sha256]
            )
            return try reported.compactMap { try Twin($0, members: []) }
                + unpacked.compactMap { try Twin($0, members: Self.folders(below: $0["id"], in: db)) }
        }
    }

    private static func folders(below id: String, in db: Database) throws -> [String] {
        try String.fetchAll(
            db,
            sql: """
                SELECT r.folder FROM document m JOIN report r ON r.document = m.number AND r.is_latest = 1
                WHERE (m.root = ?1 OR m.parent = ?1) LIMIT ?2
                """,
            arguments: [id, memberLimit]
        )
    }

    /// Records that a document's content was dropped before.
    func recordDuplicate(
        _ id: DocumentID,
        of original: DocumentID,
        sha256: String,
        at now: Timestamp
    ) async throws(StoreError) {
        try await database.write("record duplicate") { db in
            try db.cachedStatement(
                sql: """
                    UPDATE document SET state = 'duplicate', ended_at = ?, duplicate_of = ?, sha256 = ?,
                        reason_code = NULL, reason = NULL, retry_at = NULL
                    WHERE id = ? AND state = 'claimed'
                    """
            )
            .execute(arguments: [now.microseconds, original.rawValue, sha256, id.rawValue])
            guard db.changesCount == 1 else {
                throw StoreError(.conflict, during: "record duplicate", detail: "document \(id) has ended already")
            }
            try AuditEntry(.duplicate, of: id, ["original": .text(original.rawValue)]).append(at: now, to: db)
        }
    }
}

extension Twin {
    fileprivate init?(_ row: Row, members: [String]) throws {
        guard let id = DocumentID(rawValue: row["id"]) else { return nil }
        self.id = id
        memberFolders = members
        report =
            (row["folder"] as String?)
            .map { Report(folder: $0, domain: row["domain"], model: row["model"]) }
    }
}
