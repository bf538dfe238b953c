import GRDB
import Inbox
import Taskt
import TasktSQLite

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What the daemon writes down about documents, on the database that also holds their runs.
///
/// Every method is one transaction; it is on disk when the method returns.
struct Ledger: Sendable {
    let database: WorkflowDatabase
    /// What reports go on to once they are recorded.
    var outlets = ReportOutlets()

    /// Records that entries are about to be claimed.
    func intend(_ claims: [(id: DocumentID, entry: ScannedEntry)], at now: Timestamp) async throws(StoreError) {
        try await database.write("record claims") { db in
            for (id, entry) in claims {
                try Self.insert(id, entry.path, entry.identity, state: .claiming, at: now, into: db)
            }
        }
    }

    /// Records the outcome of claims: what is in the spool now, and what is not after all.
    func settle(claimed: [ClaimedFile], forgotten: [DocumentID]) async throws(StoreError) {
        try await database.write("settle claims") { db in
            for file in claimed {
                let (modified, changed) = (file.identity.modified, file.identity.changed)
                // An entry that had to be left in the inbox is recognised by what it was there.
                let isLeft = file.transfer == .copiedAndLeft
                try db.cachedStatement(
                    sql: """
                        UPDATE document SET state = 'claimed', left_in_inbox = :left,
                            size = iif(:left, size, :size),
                            modified_s = iif(:left, modified_s, :modified_s),
                            modified_ns = iif(:left, modified_ns, :modified_ns),
                            changed_s = iif(:left, changed_s, :changed_s),
                            changed_ns = iif(:left, changed_ns, :changed_ns)
                        WHERE id = :id AND state = 'claiming'
                        """
                )
                .execute(arguments: [
                    "left": isLeft, "size": file.identity.size, "modified_s": modified.seconds,
                    "modified_ns": modified.nanoseconds, "changed_s": changed.seconds,
                    "changed_ns": changed.nanoseconds, "id": file.id.text,
                ])
            }
            for id in forgotten {
                try db.cachedStatement(sql: "DELETE FROM document WHERE id = ? AND state = 'claiming'")
                    .execute(arguments: [id.rawValue])
            }
        }
    }

    /// Records a document that is in the spool without a row, so that it is not lost.
    func adopt(_ id: DocumentID, identity: FileIdentity, at now: Timestamp) async throws(StoreError) {
        try await database.write("adopt document") { db in
            try Self.insert(id, RelativePath(id.fileName), identity, state: .claimed, at: now, into: db)
            try AuditEntry(.adopted, of: id).append(at: now, to: db)
        }
    }

    /// The documents that are not done with, oldest first.
    func open() async throws(StoreError) -> [DocumentRecord] {
        try await database.read("list open documents") { db in
            try Row.fetchAll(db, sql: "SELECT * FROM document WHERE is_disposed = 0 ORDER BY number")
                .map(DocumentRecord.init)
        }
    }

    /// The entries that were copied and had to be left in the inbox.
    func leftInInbox() async throws(StoreError) -> [ScannedEntry] {
        try await database.read("list entries left") { db in
            try Row.fetchAll(db, sql: "SELECT * FROM document WHERE left_in_inbox = 1")
                .map { row in
                    try DocumentRecord(row).entry
                }
        }
    }

    /// Forgets that entries were left in the inbox, once they are gone from it.
    func noLongerLeft(_ paths: [RelativePath]) async throws(StoreError) {
        try await database.write("forget entries left") { db in
            for path in paths {
                try db.cachedStatement(sql: "UPDATE document SET left_in_inbox = 0 WHERE path = ?")
                    .execute(arguments: [Data(path.bytes)])
            }
        }
    }

    /// A document, or nil.
    func document(_ id: DocumentID) async throws(StoreError) -> DocumentRecord? {
        try await database.read("read document") { db in
            try Row.fetchOne(db, sql: "SELECT * FROM document WHERE id = ?", arguments: [id.rawValue])
                .map(DocumentRecord.init)
        }
    }

    /// Records that a document's run is tried again later.
    func postpone(
        _ id: DocumentID,
        code: String,
        reason: String,
        until due: Timestamp
    ) async throws(StoreError) {
        try await database.write("postpone document") { db in
            try db.cachedStatement(
                sql: """
                    UPDATE document SET deferrals = deferrals + 1, retry_at = :due, reason_code = :code, reason = :reason,
                        resume_cause = printf('retry %d after %s', deferrals + 1, :code)
                    WHERE id = :id AND state = 'claimed'
                    """
            )
            .execute(arguments: ["due": due.microseconds, "code": code, "reason": reason, "id": id.rawValue])
        }
    }

    /// Records that a document's next try has begun.
    func begin(_ id: DocumentID) async throws(StoreError) {
        try await database.write("begin retry") { db in
            try db.cachedStatement(sql: "UPDATE document SET retry_at = NULL WHERE id = ?")
                .execute(arguments: [id.rawValue])
        }
    }

    /// Records that an operator asked to stop a document's analysis.
    func askToStop(_ id: DocumentID) async throws(StoreError) {
        try await database.write("ask to stop") { db in
            try db.cachedStatement(
                sql: "UPDATE document SET stop_asked = 1 WHERE id = ? AND state IN ('claiming', 'claimed')"
            )
            .execute(arguments: [id.rawValue])
        }
    }

    /// Records a document's report, in one transaction with its matches and metrics.
    func report(_ id: DocumentID, _ report: ReportEntry, _ metric: RunMetric) async throws(StoreError) {
        try await database.write("record report") { db in
            let number = try Self.number(of: id, in: db)
            try Self.end(number, .reported, code: nil, reason: nil, at: metric.endedAt, in: db)
            try report.insert(for: number, at: metric.endedAt, deliveringTo: outlets.targets, into: db)
            try metric.insert(for: number, into: db)
            try AuditEntry(.reported, of: id, ["report": .text(report.folder)]).append(at: metric.endedAt, to: db)
        }
        if !outlets.targets.isEmpty { outlets.bell.ring() }
    }

    /// Records that a document has no report, and why.
    func reject(_ id: DocumentID, code: String, reason: String, _ metric: RunMetric) async throws(StoreError) {
        try await database.write("record rejection") { db in
            let number = try Self.number(of: id, in: db)
            try Self.end(number, .rejected, code: code, reason: reason, at: metric.endedAt, in: db)
            try metric.insert(for: number, into: db)
            try AuditEntry(.rejected, of: id, ["code": .text(code)]).append(at: metric.endedAt, to: db)
        }
    }

    /// Records an entry that is rejected without ever being claimed.
    func refuse(
        _ id: DocumentID,
        _ entry: ScannedEntry,
        code: String,
        reason: String,
        at now: Timestamp
    ) async throws(StoreError) {
        try await database.write("record refusal") { db in
            try Self.insert(id, entry.path, entry.identity, state: .claiming, at: now, into: db)
            let number = db.lastInsertedRowID
            try Self.end(number, .rejected, code: code, reason: reason, at: now, in: db)
            try AuditEntry(.rejected, of: id, ["code": .text(code), "unread": true]).append(at: now, to: db)
            try RunMetric(refused: code, size: entry.identity.size, at: now).insert(for: number, into: db)
        }
    }

    /// Records that a document's original is out of the spool, and where it is now.
    func dispose(_ id: DocumentID, place: String?, isLeftInInbox: Bool = false) async throws(StoreError) {
        try await database.write("record disposal") { db in
            try db.cachedStatement(
                sql: """
                    UPDATE document SET is_disposed = 1, place = ?, left_in_inbox = max(left_in_inbox, ?)
                    WHERE id = ? AND state IN ('reported', 'rejected', 'unpacked', 'duplicate')
                    """
            )
            .execute(arguments: [place, isLeftInInbox, id.rawValue])
            guard db.changesCount == 1 else {
                throw StoreError(.conflict, during: "record disposal", detail: "document \(id) has not ended")
            }
        }
    }

    /// Puts a rejected document back in work; its original is in the spool again.
    func reopen(_ id: DocumentID, cause: String, at now: Timestamp) async throws(StoreError) {
        try await database.write("reopen document") { db in
            let number = try Self.number(of: id, in: db)
            try db.execute(sql: "DELETE FROM run_metric WHERE document = ?", arguments: [number])
            try db.execute(
                sql: """
                    UPDATE document SET state = 'claimed', ended_at = NULL, is_disposed = 0, place = NULL,
                        reason_code = NULL, reason = NULL, deferrals = 0, retry_at = NULL, resume_cause = ?,
                        stop_asked = 0
                    WHERE number = ? AND state = 'rejected' AND is_disposed = 1
                    """,
                arguments: [cause, number]
            )
            try AuditEntry(.reopened, of: id, ["cause": .text(cause)]).append(at: now, to: db)
        }
    }

    /// Records a document of its own for the fork of a document's run; one that is there already stays as it is.
    func fork(_ parent: DocumentID, as id: DocumentID, at now: Timestamp) async throws(StoreError) {
        try await database.write("record fork") { db in
            try db.execute(
                sql: """
                    INSERT INTO document (id, path, shown_path, device, inode, kind, size, modified_s, modified_ns,
                            changed_s, changed_ns, state, seen_at, forked_from)
                        SELECT ?, path, shown_path, device, inode, kind, size, modified_s, modified_ns, changed_s,
                            changed_ns, 'claimed', ?, id
                        FROM document WHERE id = ?
                    ON CONFLICT (id) DO NOTHING
                    """,
                arguments: [id.rawValue, now.microseconds, parent.rawValue]
            )
            let entry = AuditEntry(.forked, of: id, ["from": .text(parent.rawValue)])
            if db.changesCount == 1 { try entry.append(at: now, to: db) }
        }
    }

    /// Records that the original of a document that has ended is in the spool after all.
    func undispose(_ id: DocumentID) async throws(StoreError) {
        try await database.write("record original") { db in
            try db.execute(sql: "UPDATE document SET is_disposed = 0 WHERE id = ?", arguments: [id.rawValue])
        }
    }

    /// Keeps a document's extracted text, compressed; a text that is there is replaced.
    func keepText(_ body: Data, of id: DocumentID, at now: Timestamp) async throws(StoreError) {
        try await database.write("keep text") { db in
            try db.cachedStatement(
                sql: "INSERT OR REPLACE INTO document_text (document, body, kept_at) VALUES (?, ?, ?)"
            )
            .execute(arguments: [try Self.number(of: id, in: db), body, now.microseconds])
        }
    }

    /// Deletes texts that were kept before a time, of documents that have ended; a few at once.
    ///
    /// - Returns: how many were deleted; there may be more.
    func deleteTexts(keptBefore limit: Timestamp, at now: Timestamp) async throws(StoreError) -> Int {
        try await database.write("delete old texts") { db in
            try db.execute(
                sql: """
                    DELETE FROM document_text WHERE document IN (
                        SELECT t.document FROM document_text t JOIN document d ON d.number = t.document
                        WHERE t.kept_at < ? AND d.is_disposed = 1 LIMIT 200)
                    """,
                arguments: [limit.microseconds]
            )
            let count = db.changesCount
            let entry = AuditEntry(.textsDeleted, ["count": .number(count), "keptBefore": "\(limit)"])
            if count > 0 { try entry.append(at: now, to: db) }
            return count
        }
    }

    /// A document's extracted text, compressed, or nil.
    func text(of id: DocumentID) async throws(StoreError) -> Data? {
        try await database.read("read text") { db in
            try Data.fetchOne(
                db,
                sql: "SELECT body FROM document_text WHERE document = (SELECT number FROM document WHERE id = ?)",
                arguments: [id.rawValue]
            )
        }
    }

    /// What the command line has asked for and nobody has done yet, oldest first.
    func openRequests() async throws(StoreError) -> [OperatorRequest] {
        try await database.read("list requests") { db in
            try Row.fetchAll(db, sql: "SELECT * FROM request WHERE done_at IS NULL ORDER BY number")
                .compactMap(OperatorRequest.init)
        }
    }

    /// Records what came of a request.
    func finish(
        _ number: Int64,
        _ outcome: OperatorRequest.Outcome,
        at now: Timestamp
    ) async throws(StoreError) {
        try await database.write("finish request") { db in
            try OperatorRequest.finish(number, outcome, at: now, in: db)
        }
    }

    static func number(of id: DocumentID, in db: Database) throws -> Int64 {
        let statement = try db.cachedStatement(sql: "SELECT number FROM document WHERE id = ?")
        guard let number = try Int64.fetchOne(statement, arguments: [id.rawValue]) else {
            throw StoreError(.damaged, during: "find document", detail: "no document \(id)")
        }
        return number
    }

    private static func end(
        _ number: Int64,
        _ state: DocumentRecord.State,
        code: String?,
        reason: String?,
        at now: Timestamp,
        in db: Database
    ) throws {
        try db.cachedStatement(
            sql: """
                UPDATE document SET state = ?, ended_at = ?, reason_code = ?, reason = ?, retry_at = NULL
                WHERE number = ? AND state IN ('claiming', 'claimed')
                """
        )
        .execute(arguments: [state.rawValue, now.microseconds, code, reason, number])
        guard db.changesCount == 1 else {
            throw StoreError(.conflict, during: "end document", detail: "document \(number) has ended already")
        }
    }

    private static func insert(
        _ id: DocumentID,
        _ path: RelativePath,
        _ identity: FileIdentity,
        state: DocumentRecord.State,
        at now: Timestamp,
        into db: Database
    ) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO document (id, path, shown_path, device, inode, kind, size, modified_s, modified_ns,
                    changed_s, changed_ns, state, seen_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        )
        .execute(arguments: [
            id.rawValue, Data(path.bytes), path.description, Int64(bitPattern: identity.device),
            Int64(bitPattern: identity.inode), identity.kind.rawValue, identity.size, identity.modified.seconds,
            identity.modified.nanoseconds, identity.changed.seconds, identity.changed.nanoseconds, state.rawValue,
            now.microseconds,
        ])
    }
}
