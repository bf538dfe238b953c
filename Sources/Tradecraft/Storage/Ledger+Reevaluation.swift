import AttackReports
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

/// A re-evaluation that has not ended.
struct OpenReevaluation: Sendable {
    let number: Int64
    let document: DocumentID
    let name: String
    let cause: String
    let deferrals: Int
}

extension Ledger {
    /// The content and the size of a document that has a report.
    func original(of id: DocumentID) async throws(StoreError) -> (sha256: String, size: Int64)? {
        try await database.read("read original") { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT r.sha256, d.size FROM document d JOIN report r ON r.document = d.number AND r.is_latest = 1
                    WHERE d.id = ?
                    """,
                arguments: [id.rawValue]
            )
            .map { (sha256: $0["sha256"], size: $0["size"]) }
        }
    }

    /// The latest report on a document: from the database, or where that has not taken it in yet, from the outbox.
    func latestReport(on id: DocumentID, in outbox: SystemPath) async throws -> PreviousReport? {
        let found: (report: PreviousReport, body: Data?)? = try await database.read("read report") { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT r.number, r.version, r.folder, r.created_at, b.body,
                        (SELECT max(version) + 1 FROM report WHERE document = d.number) AS next
                    FROM document d JOIN report r ON r.document = d.number AND r.is_latest = 1
                        LEFT JOIN report_body b ON b.report = r.number
                    WHERE d.id = ?
                    """,
                arguments: [id.rawValue]
            )
            .map { row in
                let report = PreviousReport(
                    number: row["number"],
                    version: row["version"],
                    folder: row["folder"],
                    createdAt: Timestamp(microseconds: row["created_at"]),
                    nextVersion: row["next"]
                )
                return (report, row["body"])
            }
        }
        guard let found else { return nil }
        var previous = found.report
        let body = found.body
        let file = outbox.appending(previous.folder).appending("report.json")
        previous.report = try await BlockingThread.value { () -> AttackReport? in
            if let body { return try StoredReport.decode(body) }
            guard let bytes = try FileBytes.read(file) else { return nil }
            return try JSONDecoder().decode(AttackReport.self, from: Data(bytes))
        }
        return previous
    }

    /// The oldest re-evaluation that is due, and when the next of the others is.
    func nextReevaluation(at now: Timestamp) async throws(StoreError) -> (open: OpenReevaluation?, due: Timestamp?) {
        try await database.read("next re-evaluation") { db in
            let row = try Row.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT e.number, e.cause, e.deferrals, d.id, d.shown_path
                        FROM reevaluation e JOIN document d ON d.number = e.document
                        WHERE e.ended_at IS NULL AND (e.retry_at IS NULL OR e.retry_at <= ?) ORDER BY e.number LIMIT 1
                        """
                ),
                arguments: [now.microseconds]
            )
            let open = row.flatMap { row in
                DocumentID(rawValue: row["id"])
                    .map { id in
                        OpenReevaluation(
                            number: row["number"],
                            document: id,
                            name: row["shown_path"],
                            cause: row["cause"],
                            deferrals: row["deferrals"]
                        )
                    }
            }
            guard open == nil else { return (open, nil) }
            let due = try Int64.fetchOne(db, sql: "SELECT min(retry_at) FROM reevaluation WHERE ended_at IS NULL")
            return (nil, due.map(Timestamp.init(microseconds:)))
        }
    }

    /// Records that a re-evaluation has begun; false where it was cancelled before.
    func begin(reevaluation number: Int64) async throws(StoreError) -> Bool {
        try await database.write("begin re-evaluation") { db in
            try db.execute(
                sql: "UPDATE reevaluation SET state = 'running', retry_at = NULL WHERE number = ? AND ended_at IS NULL",
                arguments: [number]
            )
            return db.changesCount > 0
        }
    }

    /// Records that a re-evaluation waits for the machine.
    func postpone(reevaluation number: Int64, until due: Timestamp, reason: String) async throws(StoreError) {
        try await database.write("postpone re-evaluation") { db in
            try db.execute(
                sql: """
                    UPDATE reevaluation SET state = 'waiting', retry_at = ?, deferrals = deferrals + 1, reason = ?
                    WHERE number = ? AND ended_at IS NULL
                    """,
                arguments: [due.microseconds, reason, number]
            )
        }
    }

    /// Records that a re-evaluation ended without a report of its own.
    func end(
        reevaluation open: OpenReevaluation,
        _ state: ReevaluationState,
        version: Int? = nil,
        reason: String? = nil,
        at now: Timestamp
    ) async throws(StoreError) {
        try await database.write("end re-evaluation") { db in
            try Self.end(open.number, state, version: version, reason: reason, at: now, in: db)
        }
    }

    /// Records the report of a re-evaluation, as the latest on its document.
    func record(_ entry: ReportEntry, of open: OpenReevaluation, at now: Timestamp) async throws(StoreError) {
        try await database.write("record report") { db in
            let document = try Self.number(of: open.document, in: db)
            let isRecorded = try Bool.fetchOne(
                db,
                sql: "SELECT EXISTS (SELECT 1 FROM report WHERE document = ? AND version = ?)",
                arguments: [document, entry.report.version]
            )
            guard isRecorded == false else {
                // Somebody may have deleted it since.
                try Self.end(open.number, .done, version: entry.report.version, reason: nil, at: now, in: db)
                return
            }
            try entry.insert(for: document, at: now, deliveringTo: outlets.targets, into: db)
            try Self.end(open.number, .done, version: entry.report.version, reason: nil, at: now, in: db)
            try AuditEntry(
                .reported,
                of: open.document,
                ["report": .text(entry.folder), "version": .number(entry.report.version)]
            )
            .append(at: now, to: db)
        }
        if !outlets.targets.isEmpty { outlets.bell.ring() }
    }

    /// Asks for re-evaluations, a number of them at once.
    ///
    /// - Returns: how many were asked for now; none where all that the filter fits are.
    func askForReevaluation(
        _ filter: ReevaluationFilter,
        cause: String,
        limit: Int,
        at now: Timestamp
    ) async throws(StoreError) -> Int {
        // Looked for where nobody has to wait, so that the writer is only asked when there is something to write.
        let isAny = try await database.read("look for what is out of date") { db in
            try filter.isAny(cause: cause, in: db)
        }
        guard isAny else { return 0 }
        return try await database.write("ask for re-evaluation") { db in
            let count = try filter.insert(cause: cause, limit: limit, at: now, into: db)
            guard count > 0 else { return 0 }
            let detail: [String: AuditValue] = [
                "what": "reevaluate", "documents": .number(count), "cause": .text(cause),
            ]
            try AuditEntry(.requested, detail).append(at: now, to: db)
            return count
        }
    }

    private static func end(
        _ number: Int64,
        _ state: ReevaluationState,
        version: Int?,
        reason: String?,
        at now: Timestamp,
        in db: Database
    ) throws {
        try db.execute(
            sql: """
                UPDATE reevaluation SET state = ?, version = ?, reason = ?, ended_at = ?, retry_at = NULL
                WHERE number = ? AND ended_at IS NULL
                """,
            arguments: [state.rawValue, version, reason, now.microseconds, number]
        )
    }
}
