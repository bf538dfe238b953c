import DocumentText
import GRDB
import Inbox
import Taskt
import TasktSQLite

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A document that was found within another, or whose address was.
struct FoundMember: Sendable {
    let id: DocumentID
    let path: RelativePath
    let size: Int64
    let address: String?
}

/// What the documents within one another have taken of the budget that they share.
struct MemberUse: Sendable {
    var documents: Int
    var bytes: Int
}

extension Ledger {
    /// Records documents that are about to be taken out of another; those that are on record stay as they are.
    ///
    /// - Returns: those whose files are still to be put into the spool.
    func intend(
        members: [FoundMember],
        of parent: DocumentRecord,
        at now: Timestamp
    ) async throws(StoreError) -> Set<
        DocumentID
    > {
        try await database.write("record members") { db in
            for member in members {
                try db.cachedStatement(
                    sql: """
                        INSERT INTO document (id, path, shown_path, device, inode, kind, size, modified_s, modified_ns,
                            changed_s, changed_ns, state, seen_at, parent, root, depth, address)
                        VALUES (?, ?, ?, 0, 0, ?, ?, 0, 0, 0, 0, 'claiming', ?, ?, ?, ?, ?)
                        ON CONFLICT (id) DO NOTHING
                        """
                )
                .execute(arguments: [
                    member.id.rawValue, Data(member.path.bytes), member.path.description, FileKind.regular.rawValue,
                    member.size, now.microseconds, parent.id.rawValue, (parent.root ?? parent.id).rawValue,
                    parent.depth + 1, member.address,
                ])
            }
            let open = try String.fetchAll(
                db,
                sql: "SELECT id FROM document WHERE parent = ? AND state = 'claiming'",
                arguments: [parent.id.rawValue]
            )
            return Set(open.compactMap(DocumentID.init(rawValue:)))
        }
    }

    /// Records that the files of a document's members are in the spool.
    func settle(membersOf parent: DocumentID) async throws(StoreError) {
        try await database.write("settle members") { db in
            try db.execute(
                sql: "UPDATE document SET state = 'claimed' WHERE parent = ? AND state = 'claiming'",
                arguments: [parent.rawValue]
            )
        }
    }

    /// Forgets members that were never put into the spool, of a document that is given up.
    func forget(membersOf parent: DocumentID) async throws(StoreError) -> [DocumentID] {
        try await database.write("forget members") { db in
            let open = try String.fetchAll(
                db,
                sql: "SELECT id FROM document WHERE parent = ? AND state = 'claiming'",
                arguments: [parent.rawValue]
            )
            try db.execute(
                sql: "DELETE FROM document WHERE parent = ? AND state = 'claiming'",
                arguments: [parent.rawValue]
            )
            return open.compactMap(DocumentID.init(rawValue:))
        }
    }

    /// The members of a document, in their order.
    func members(of parent: DocumentID) async throws(StoreError) -> [DocumentID] {
        try await database.read("list members") { db in
            try String.fetchAll(
                db,
                sql: "SELECT id FROM document WHERE parent = ? ORDER BY number",
                arguments: [parent.rawValue]
            )
            .compactMap(DocumentID.init(rawValue:))
        }
    }

    /// What the documents below the outermost one have taken, those of `parent` apart.
    func memberUse(of root: DocumentID, besides parent: DocumentID) async throws(StoreError) -> MemberUse {
        try await database.read("sum members") { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT count(*) AS documents, coalesce(sum(iif(address IS NULL, size, 0)), 0) AS bytes
                    FROM document WHERE root = ? AND parent <> ?
                    """,
                arguments: [root.rawValue, parent.rawValue]
            )
            return MemberUse(documents: row?["documents"] ?? 0, bytes: row?["bytes"] ?? 0)
        }
    }

    /// Records that a document on the Web is in the spool.
    func fetched(_ id: DocumentID, size: Int64) async throws(StoreError) {
        try await database.write("record download") { db in
            try db.execute(
                sql: "UPDATE document SET size = ?, not_before = NULL WHERE id = ?",
                arguments: [size, id.rawValue]
            )
        }
    }

    /// Records that a document is not to be asked for before a time.
    func hold(_ id: DocumentID, until time: Timestamp) async throws(StoreError) {
        try await database.write("hold document") { db in
            try db.execute(
                sql: "UPDATE document SET not_before = ? WHERE id = ?",
                arguments: [time.microseconds, id.rawValue]
            )
        }
    }

    /// Records that a document held others, which are documents of their own.
    func unpack(
        _ id: DocumentID,
        sha256: String,
        listing: String,
        _ metric: RunMetric
    ) async throws(StoreError) {
        try await database.write("record members") { db in
            let number = try Self.number(of: id, in: db)
            try db.execute(
                sql: """
                    UPDATE document SET state = 'unpacked', ended_at = ?, reason_code = NULL, reason = NULL,
                        retry_at = NULL, listing = ?, sha256 = ?
                    WHERE number = ? AND state = 'claimed'
                    """,
                arguments: [metric.endedAt.microseconds, listing, sha256, number]
            )
            guard db.changesCount == 1 else {
                throw StoreError(.conflict, during: "end document", detail: "document \(number) has ended already")
            }
            try metric.insert(for: number, into: db)
            try AuditEntry(.unpacked, of: id).append(at: metric.endedAt, to: db)
        }
    }
}
