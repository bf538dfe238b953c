import GRDB
import Inbox
import Taskt
import TasktSQLite

/// A report's folder that is in the outbox.
struct PublishedReport: Sendable {
    let number: Int64
    let document: DocumentID
    let version: Int
    let folder: String
    let createdAt: Timestamp

    /// Reads a row; nil where the document's id is none.
    init?(_ row: Row) {
        guard let id = DocumentID(rawValue: row["id"]) else { return nil }
        number = row["number"]
        document = id
        version = row["version"]
        folder = row["folder"]
        createdAt = Timestamp(microseconds: row["created_at"])
    }
}

/// An original that was put away.
struct PlacedOriginal: Sendable {
    let document: DocumentID
    let place: String
    let size: Int64
    let endedAt: Timestamp
}

extension Ledger {
    /// The reports whose folders were not removed, the newest first, so many from behind a number.
    func publishedReports(before number: Int64, limit: Int) async throws(StoreError) -> [PublishedReport] {
        try await database.read("list reports") { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT r.number, d.id, r.version, r.folder, r.created_at FROM report r JOIN document d ON d.number = r.document
                    WHERE r.removed_at IS NULL AND r.number < ? ORDER BY r.number DESC LIMIT ?
                    """,
                arguments: [number, limit]
            )
            .compactMap(PublishedReport.init)
        }
    }

    /// Records that the folders of reports were removed from the outbox.
    func recordRemoval(ofReports reports: [PublishedReport], at now: Timestamp) async throws(StoreError) {
        try await database.write("record removal") { db in
            for report in reports {
                try db.cachedStatement(sql: "UPDATE report SET removed_at = ? WHERE number = ?")
                    .execute(arguments: [now.microseconds, report.number])
                try AuditEntry(.deleted, of: report.document, ["report": .text(report.folder)])
                    .append(at: now, to: db)
            }
        }
    }

    /// The originals that were put into a folder, the newest first, so many that ended before a time.
    func originals(
        in folder: SystemPath,
        before end: (time: Timestamp, document: DocumentID?),
        limit: Int
    ) async throws(StoreError) -> [PlacedOriginal] {
        let prefix = "\(folder)/"
        return try await database.read("list originals") { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id, place, size, ended_at FROM document
                    WHERE place IS NOT NULL AND substr(place, 1, length(?1)) = ?1 AND (ended_at, id) < (?2, ?3)
                    ORDER BY ended_at DESC, id DESC LIMIT ?4
                    """,
                arguments: [prefix, end.time.microseconds, end.document?.rawValue ?? "~", limit]
            )
            .compactMap { row in
                guard let id = DocumentID(rawValue: row["id"]) else { return nil }
                return PlacedOriginal(
                    document: id,
                    place: row["place"],
                    size: row["size"],
                    endedAt: Timestamp(microseconds: row["ended_at"])
                )
            }
        }
    }

    /// Records that originals are nowhere any more.
    func recordRemoval(ofOriginals originals: [PlacedOriginal], at now: Timestamp) async throws(StoreError) {
        try await database.write("record removal") { db in
            for original in originals {
                try db.cachedStatement(sql: "UPDATE document SET place = NULL WHERE id = ?")
                    .execute(arguments: [original.document.rawValue])
                try AuditEntry(.deleted, of: original.document, ["original": .text(original.place)])
                    .append(at: now, to: db)
            }
        }
    }
}
