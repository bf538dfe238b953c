import GRDB
package import Taskt

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension QueryDatabase {
    /// Entries of the audit trail, the newest first.
    ///
    /// - Parameters:
    ///   - since: those of this instant or later only.
    ///   - subject: those on this subject only: a document's id, `daemon`, a domain of ATT&CK.
    ///   - page: which of them.
    /// - Returns: the entries.
    /// - Throws: ``StartupError`` where the database cannot be read.
    package func audit(
        since: Timestamp? = nil,
        subject: String? = nil,
        _ page: Page
    ) throws(StartupError) -> [AuditRecord] {
        try read("read the audit trail") { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM audit WHERE (?1 IS NULL OR at >= ?1) AND (?2 IS NULL OR subject = ?2)
                    ORDER BY number DESC LIMIT ?3 OFFSET ?4
                    """,
                arguments: [since?.microseconds, subject, page.limit, page.offset]
            )
            .map(AuditRecord.init)
        }
    }

    /// What the trail calls the subject that an operator means: a document by whatever names it, else the word itself.
    package func auditSubject(named text: String) throws(StartupError) -> String {
        do throws(StartupError) {
            return try document(named: text).id.rawValue
        } catch {
            let isKnown = try read("find subject") { db in
                try Bool.fetchOne(
                    db,
                    sql: "SELECT EXISTS (SELECT 1 FROM audit WHERE subject = ?)",
                    arguments: [text]
                )
            }
            guard isKnown == true else { throw error }
            return text
        }
    }

    /// Gives every entry to the caller, the oldest first, without holding them all.
    package func exportAudit(
        since: Timestamp? = nil,
        subject: String? = nil,
        _ take: (AuditRecord) throws -> Void
    ) throws(StartupError) {
        try read("export the audit trail") { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT * FROM audit WHERE (?1 IS NULL OR at >= ?1) AND (?2 IS NULL OR subject = ?2) ORDER BY number
                    """,
                arguments: [since?.microseconds, subject]
            )
            while let row = try rows.next() { try take(AuditRecord(row)) }
        }
    }

    /// Computes the chain of hashes anew, and says where the trail is not as it was written.
    package func verifyAudit() throws(StartupError) -> AuditVerdict {
        try read("check the audit trail") { db in
            var (count, last, hash, faults) = (0, Int64(0), AuditChain.start, [String]())
            let rows = try Row.fetchCursor(db, sql: "SELECT * FROM audit ORDER BY number")
            while let row = try rows.next() {
                let stored = AuditRow(row)
                if stored.number != last + 1 {
                    faults.append("rows \(last + 1) to \(stored.number - 1) are missing")
                } else if AuditChain.hash(of: stored, after: hash) != row["hash"] as Data {
                    faults.append("row \(stored.number) is not as it was written, or the one before it")
                }
                (count, last, hash) = (count + 1, stored.number, row["hash"])
            }
            return AuditVerdict(
                rows: count,
                lastNumber: last,
                lastHash: hash.hexadecimal,
                faults: Array(faults.prefix(10))
            )
        }
    }
}

extension AuditRow {
    fileprivate init(_ row: Row) {
        number = row["number"]
        at = Timestamp(microseconds: row["at"])
        actor = row["actor"]
        action = row["action"]
        kind = row["kind"]
        subject = row["subject"]
        detail = row["detail"]
    }
}
