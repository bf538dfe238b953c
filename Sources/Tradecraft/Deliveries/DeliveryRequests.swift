import GRDB
import Inbox
package import Taskt

/// A report that is to be handed on, again or for the first time.
package struct DeliveryAsked: Encodable, Hashable, Sendable {
    /// The document.
    package let document: String
    /// Which report on it, from 1.
    package let version: Int
    /// To what.
    package let target: String
    /// Where its delivery stood before; nil where there was none.
    package let before: String?
    /// Whether a daemon was told; else the next one to start sends it.
    package let isHandedOver: Bool
    /// Where its delivery stands now, as far as that is known yet.
    package var state: String
    /// What came of it, in a few words.
    package var outcome: String?
}

extension QueryDatabase {
    /// Asks for the latest report on a document to be handed on.
    ///
    /// A delivery that failed or is in doubt is made again under its old key, so that a receiver that has it already can
    /// tell; one that was taken is only made again where that is asked for, under a new one.
    ///
    /// - Parameters:
    ///   - id: the document.
    ///   - target: to what.
    ///   - isAgain: whether a report that was taken is sent once more.
    ///   - now: the time.
    /// - Returns: what was asked for.
    /// - Throws: ``StartupError`` 65 where there is nothing to send.
    /// - Durability: it is on disk when this returns.
    package func deliver(
        _ id: DocumentID,
        to target: HookTarget,
        again isAgain: Bool,
        at now: Timestamp
    ) throws(StartupError) -> DeliveryAsked {
        let writer = OperatorDatabase(state: state)
        let isRunning = try DaemonPresence(state: state.path).isRunning
        let asked = try writer.write("ask for delivery") { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT r.number AS report, r.version, v.number, v.state FROM report r
                    JOIN document d ON d.number = r.document
                    LEFT JOIN report_delivery v ON v.report = r.number AND v.target = ?
                    WHERE d.id = ? AND r.is_latest = 1 AND r.deleted_at IS NULL
                    """,
                arguments: [target.rawValue, id.rawValue]
            )
            guard let row else { throw StartupError(.badData, "document \(id) has no report to deliver") }
            let before = row["state"] as String?
            try Self.reopen(row, id, target, isAgain, at: now, in: db)
            var detail: [String: AuditValue] = [
                "request": "deliver", "target": .text(target.rawValue), "version": .number(row["version"]),
            ]
            if let before { detail["before"] = .text(before) }
            try AuditEntry(.requested, of: id, by: AuditActor.current(), detail).append(at: now, to: db)
            return DeliveryAsked(
                document: id.rawValue,
                version: row["version"],
                target: target.rawValue,
                before: before,
                isHandedOver: isRunning,
                state: "waiting"
            )
        }
        if isRunning { try writer.ring() }
        return asked
    }

    private static func reopen(
        _ row: Row,
        _ id: DocumentID,
        _ target: HookTarget,
        _ isAgain: Bool,
        at now: Timestamp,
        in db: Database
    ) throws {
        let version = row["version"] as Int
        switch row["state"] as String? {
        case nil: try target.insert(report: row["report"], of: id, version: version, at: now, into: db)
        case "waiting", "sending":
            throw StartupError(.badData, "report \(version) on \(id) is on its way to the \(target.rawValue) already")
        case "delivered" where !isAgain:
            throw StartupError(
                .badData,
                "report \(version) on \(id) was delivered to the \(target.rawValue); --again sends it once more"
            )
        case let state:
            // A new round is a new run: that of the last one has ended.
            try db.execute(
                sql: """
                    UPDATE report_delivery SET state = 'waiting', ended_at = NULL, attempts = 0, round = round + 1,
                        outcome = NULL, key = iif(?, printf('%s-v%d-%s-%d', ?, ?, ?, round + 1), key)
                    WHERE number = ?
                    """,
                arguments: [state == "delivered", id.rawValue, version, target.rawValue, row["number"] as Int64]
            )
        }
    }

    /// Takes in where a delivery stands now; whether it has ended.
    package func look(at asked: inout DeliveryAsked) throws(StartupError) -> Bool {
        let (id, version, target) = (asked.document, asked.version, asked.target)
        let row = try read("read delivery") { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT v.state, v.outcome, v.ended_at FROM report_delivery v JOIN report r ON r.number = v.report
                    JOIN document d ON d.number = r.document WHERE d.id = ? AND r.version = ? AND v.target = ?
                    """,
                arguments: [id, version, target]
            )
        }
        guard let row else { return true }
        asked.state = row["state"]
        asked.outcome = row["outcome"]
        return row["ended_at"] != nil
    }
}
