import AttackReports
import GRDB
import Taskt
import TasktSQLite

extension Ledger {
    /// How many documents were dropped under a document's name before it, and the last of them; nil where none was, or
    /// where the document was not dropped itself.
    func namesakes(before document: DocumentRecord) async throws(StoreError) -> (count: Int, last: DocumentID)? {
        guard document.parent == nil, document.forkedFrom == nil else { return nil }
        return try await database.read("look for earlier documents of the name") { db in
            let row = try Row.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT count(*) AS count, max(e.number) AS last FROM document d JOIN document e
                            ON e.path = d.path AND e.number < d.number AND e.parent IS NULL AND e.forked_from IS NULL
                        WHERE d.id = ?
                        """
                ),
                arguments: [document.id.rawValue]
            )
            guard let row, let last = row["last"] as Int64? else { return nil }
            let id = try String.fetchOne(db, sql: "SELECT id FROM document WHERE number = ?", arguments: [last])
            return id.flatMap(DocumentID.init(rawValue:)).map { (count: row["count"], last: $0) }
        }
    }

    /// Writes the matches of the latest report on a document anew.
    func replaceMatches(of id: DocumentID, by report: AttackReport) async throws(StoreError) {
        try await database.write("replace matches") { db in
            let number = try Int64.fetchOne(
                db,
                sql:
                    "SELECT r.number FROM report r JOIN document d ON d.number = r.document WHERE d.id = ? AND version = ?",
                arguments: [id.rawValue, report.version]
            )
            if let number { try ReportEntry.replaceMatches(of: number, by: report, in: db) }
        }
    }
}
