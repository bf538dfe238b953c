import GRDB
import Taskt
import TasktSQLite

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A delivery that has not ended.
struct OpenDelivery: Sendable {
    let number: Int64
    let document: DocumentID
    let version: Int
    let target: HookTarget
    /// How often it was asked for.
    let round: Int

    /// The run that makes it: `h-`, the document's letters, the report's version and the target.
    var runID: RunID {
        let again = round > 1 ? "-\(round)" : ""
        return RunID(rawValue: "h-\(document.rawValue.dropFirst(2))-v\(version)-\(target.rawValue)\(again)")
    }
}

/// What is to be done about a delivery now.
enum DeliveryStep: Sendable {
    /// It is on record as being sent: send it.
    case send(DeliveryOrder)
    /// It was taken before.
    case delivered(String)
    /// It has ended otherwise.
    case ended(String)
}

extension Ledger {
    /// The first deliveries to a target that have not ended: those that are tried for the first time, or those that
    /// wait for another try.
    func openDeliveries(
        to target: HookTarget,
        areRepeated: Bool,
        limit: Int
    ) async throws(StoreError) -> [OpenDelivery] {
        try await database.read("list deliveries") { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT v.number, v.round, r.version, d.id FROM report_delivery v
                    JOIN report r ON r.number = v.report JOIN document d ON d.number = r.document
                    WHERE v.ended_at IS NULL AND v.target = ? AND (v.attempts > 0 AND v.state = 'waiting') = ?
                    ORDER BY v.number LIMIT ?
                    """,
                arguments: [target.rawValue, areRepeated, limit]
            )
            .compactMap { row in
                DocumentID(rawValue: row["id"])
                    .map {
                        OpenDelivery(
                            number: row["number"],
                            document: $0,
                            version: row["version"],
                            target: target,
                            round: row["round"]
                        )
                    }
            }
        }
    }

    /// How many deliveries have not ended, and how many ended badly.
    func deliveryCounts() async throws(StoreError) -> StatusSummary.Deliveries {
        try await database.read("count deliveries") { db in try StatusSummary.Deliveries(in: db) }
    }

    /// How many deliveries have not been tried yet, or are being tried.
    func untriedDeliveries() async throws(StoreError) -> Int {
        try await database.read("count deliveries") { db in
            try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM report_delivery
                    WHERE ended_at IS NULL AND (state = 'sending' OR attempts = 0)
                    """
            ) ?? 0
        }
    }

    /// Records that a delivery is about to be sent, unless it has ended.
    ///
    /// One that is on record as being sent was cut short: nobody knows whether it arrived.
    ///
    /// - Parameters:
    ///   - number: the delivery.
    ///   - inDoubt: what becomes of it then.
    ///   - outbox: where the report's folder is.
    ///   - now: the time.
    /// - Returns: what is to be done.
    /// - Throws: what the store reports; then nothing is to be sent.
    /// - Durability: that it is being sent is on disk when this returns.
    func begin(
        delivery number: Int64,
        _ inDoubt: HookSettings.InDoubt,
        outbox: String,
        at now: Timestamp
    ) async throws(StoreError) -> DeliveryStep {
        try await database.write("begin delivery") { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT v.*, r.version, r.folder, r.created_at, r.title, r.sha256, r.domain, r.attack_version,
                        r.model, r.deleted_at, d.id, d.shown_path
                    FROM report_delivery v JOIN report r ON r.number = v.report
                    JOIN document d ON d.number = r.document
                    WHERE v.number = ?
                    """,
                arguments: [number]
            )
            guard let row else { return .ended("the report is no longer on record") }
            let outcome = row["outcome"] as String? ?? ""
            switch row["state"] as String {
            case "delivered": return .delivered(outcome)
            case "failed", "in-doubt": return .ended(outcome)
            case "sending" where inDoubt == .stop:
                let doubt = "the process ended while it was being sent"
                try Self.end(delivery: row, "in-doubt", doubt, at: now, in: db)
                return .ended(doubt)
            default: break
            }
            guard row["deleted_at"] == nil else {
                try Self.end(delivery: row, "failed", "the report was deleted", at: now, in: db)
                return .ended("the report was deleted")
            }
            try db.execute(
                sql: "UPDATE report_delivery SET state = 'sending', attempts = attempts + 1 WHERE number = ?",
                arguments: [number]
            )
            return .send(try DeliveryOrder(row, outbox: outbox, in: db))
        }
    }

    /// Records what came of an attempt.
    ///
    /// - Parameters:
    ///   - number: the delivery.
    ///   - outcome: what came of it.
    ///   - isLast: whether it may not be tried again.
    ///   - inDoubt: what becomes of it where nobody knows whether it arrived.
    ///   - now: the time.
    /// - Returns: whether it is to be tried again.
    /// - Throws: what the store reports; then it is on record as being sent still.
    func settle(
        delivery number: Int64,
        _ outcome: DeliveryOutcome,
        isLast: Bool,
        _ inDoubt: HookSettings.InDoubt,
        at now: Timestamp
    ) async throws(StoreError) -> Bool {
        try await database.write("settle delivery") { db in
            guard let row = try Self.delivery(number, in: db), row["state"] == "sending" else { return false }
            let state: String? =
                switch outcome {
                case .delivered: "delivered"
                case .refused: "failed"
                case .failed: isLast ? "failed" : nil
                case .inDoubt: inDoubt == .stop || isLast ? "in-doubt" : nil
                }
            if let state {
                try Self.end(delivery: row, state, outcome.sentence, at: now, in: db)
                return false
            }
            try db.execute(
                sql: "UPDATE report_delivery SET state = 'waiting', outcome = ? WHERE number = ?",
                arguments: [outcome.sentence, number]
            )
            return true
        }
    }

    /// Ends a delivery whose run has ended without saying so.
    ///
    /// One that was asked for again meanwhile has another round, and goes on.
    func abandon(_ delivery: OpenDelivery, _ reason: String, at now: Timestamp) async throws(StoreError) {
        try await database.write("end delivery") { db in
            guard let row = try Self.delivery(delivery.number, in: db), row["ended_at"] == nil,
                row["round"] == delivery.round
            else { return }
            let state = row["state"] == "sending" ? "in-doubt" : "failed"
            try Self.end(delivery: row, state, reason, at: now, in: db)
        }
    }

    /// A report as it is kept, or nil.
    func body(ofReport number: Int64) async throws(StoreError) -> Data? {
        try await database.read("read report") { db in
            try Data.fetchOne(db, sql: "SELECT body FROM report_body WHERE report = ?", arguments: [number])
        }
    }

    private static func delivery(_ number: Int64, in db: Database) throws -> Row? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT v.*, r.version, d.id FROM report_delivery v
                JOIN report r ON r.number = v.report JOIN document d ON d.number = r.document
                WHERE v.number = ?
                """,
            arguments: [number]
        )
    }

    private static func end(
        delivery row: Row,
        _ state: String,
        _ outcome: String,
        at now: Timestamp,
        in db: Database
    ) throws {
        try db.execute(
            sql: "UPDATE report_delivery SET state = ?, outcome = ?, ended_at = ? WHERE number = ?",
            arguments: [state, outcome, now.microseconds, row["number"] as Int64]
        )
        var detail: [String: AuditValue] = [
            "target": .text(row["target"]), "version": .number(row["version"]), "outcome": .text(outcome),
        ]
        if state != "delivered" { detail["state"] = .text(state) }
        let entry = AuditEntry(state == "delivered" ? .delivered : .undelivered, of: row["id"] as String, detail)
        try entry.append(at: now, to: db)
    }
}

extension HookTarget {
    /// Writes down that a report is to be delivered; the first time, each at most once for each report.
    func insert(report: Int64, of document: DocumentID, version: Int, at now: Timestamp, into db: Database) throws {
        try db.cachedStatement(
            sql: "INSERT INTO report_delivery (report, target, key, made_at) VALUES (?, ?, ?, ?)"
        )
        .execute(arguments: [report, rawValue, "\(document)-v\(version)-\(rawValue)", now.microseconds])
    }
}

extension DeliveryOrder {
    fileprivate init(_ row: Row, outbox: String, in db: Database) throws {
        guard let target = HookTarget(rawValue: row["target"]) else {
            throw StoreError(.damaged, during: "read delivery", detail: "a row cannot be read")
        }
        self.target = target
        number = row["number"]
        key = row["key"]
        attempt = row["attempts"] + 1
        report = row["report"]
        let techniques = try Row.fetchAll(
            db,
            sql: "SELECT technique, name, score FROM \"match\" WHERE report = ? ORDER BY score DESC, technique",
            arguments: [report]
        )
        notice = ReportNotice(
            version: 1,
            delivery: key,
            document: ReportNotice.Document(
                id: row["id"],
                name: row["shown_path"],
                title: row["title"],
                sha256: row["sha256"]
            ),
            reportVersion: row["version"],
            folder: "\(outbox)/\(row["folder"] as String)",
            createdAt: Timestamp(microseconds: row["created_at"]).description,
            domain: row["domain"],
            attack: row["attack_version"],
            model: row["model"],
            techniques: techniques.map {
                ReportNotice.Technique(id: $0["technique"], name: $0["name"], score: $0["score"])
            },
            host: AuditActor.host
        )
    }
}
