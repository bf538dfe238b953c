import GRDB
import Taskt
import TasktSQLite

extension Ledger {
    /// Reports that are not found by their words yet, the newest first.
    func unindexedReports(limit: Int) async throws(StoreError) -> [PublishedReport] {
        try await database.read("list reports to index") { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT r.number, d.id, r.version, r.folder, r.created_at FROM report r JOIN document d ON d.number = r.document
                    WHERE r.is_indexed = 0 ORDER BY r.number DESC LIMIT ?
                    """,
                arguments: [limit]
            )
            .compactMap(PublishedReport.init)
        }
    }

    /// Writes down what reports are found by; of one without an entry, what the database knows of it.
    ///
    /// - Returns: how many of them had no entry.
    func index(_ entries: [(number: Int64, entry: ReportEntry?)]) async throws(StoreError) -> Int {
        try await database.write("index reports") { db in
            var lost = 0
            for (number, entry) in entries {
                // It may have been deleted meanwhile.
                let isOpen = try Bool.fetchOne(
                    db,
                    sql: "SELECT is_indexed = 0 FROM report WHERE number = ?",
                    arguments: [number]
                )
                guard isOpen == true else { continue }
                if let entry {
                    try entry.index(as: number, in: db)
                } else if let remains = try ReportRemains.report(number, in: db) {
                    lost += 1
                    try ReportEntry(remains, folder: "").index(as: number, in: db)
                }
                try db.execute(sql: "UPDATE report SET is_indexed = 1 WHERE number = ?", arguments: [number])
            }
            return lost
        }
    }
}
