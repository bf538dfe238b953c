import GRDB
import Taskt
import TasktSQLite

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A notice on its way to one target.
struct AlertDelivery: Sendable {
    let notice: AlertNotice
    let target: AlertTarget
    let madeAt: Timestamp
    var attempts: Int
}

extension Ledger {
    /// How many deliveries that have ended are kept, for the operator to look at.
    private static let keptDeliveries = 200

    /// Takes in what a look has found, and writes down what is to be told: once for each target.
    ///
    /// State and deliveries are one transaction, so that a process that ends here tells nothing twice and forgets nothing.
    ///
    /// - Returns: the notices that were made.
    func observe(
        _ findings: [AlertFinding],
        of rules: [AlertRule],
        at now: Timestamp,
        coolDown: Duration,
        targets: [AlertTarget],
        installation: String
    ) async throws(StoreError) -> [AlertNotice] {
        try await database.write("record alerts") { db in
            var notices: [AlertNotice] = []
            for rule in rules {
                var state = try AlertState.read(rule, in: db)
                let finding = findings.first { $0.rule == rule }
                let action = state.observe(finding, at: now, coolDown: coolDown)
                try state.write(at: now, to: db)
                guard let notice = action.map({ AlertNotice(rule, $0, at: now, installation: installation) }) else {
                    continue
                }
                notices.append(notice)
                for target in targets { try notice.insert(for: target, at: now, into: db) }
            }
            if !notices.isEmpty {
                try db.execute(
                    sql: """
                        DELETE FROM alert_delivery WHERE due_at IS NULL AND number <=
                            (SELECT max(number) FROM alert_delivery) - ?
                        """,
                    arguments: [Self.keptDeliveries]
                )
            }
            return notices
        }
    }

    /// The deliveries that are due, the oldest first, and when the next one is.
    func dueDeliveries(at now: Timestamp) async throws(StoreError) -> (due: [AlertDelivery], next: Timestamp?) {
        try await database.read("list deliveries") { db in
            let rows = try Row.fetchAll(
                db,
                sql: "SELECT * FROM alert_delivery WHERE due_at <= ? ORDER BY number LIMIT 20",
                arguments: [now.microseconds]
            )
            let next = try Int64.fetchOne(
                db,
                sql: "SELECT min(due_at) FROM alert_delivery WHERE due_at > ?",
                arguments: [now.microseconds]
            )
            return (try rows.map(AlertDelivery.init), next.map(Timestamp.init(microseconds:)))
        }
    }

    /// Records an attempt: what came of it, and when the next one is due; nil where it was the last.
    func record(
        _ outcome: AlertOutcome,
        of delivery: AlertDelivery,
        next: Timestamp?
    ) async throws(StoreError) {
        try await database.write("record delivery") { db in
            try db.execute(
                sql: """
                    UPDATE alert_delivery SET attempts = attempts + 1, due_at = ?, is_delivered = ?, outcome = ?
                    WHERE id = ? AND target = ?
                    """,
                arguments: [
                    next?.microseconds, outcome.isDelivered, outcome.sentence, delivery.notice.id,
                    delivery.target.rawValue,
                ]
            )
        }
    }
}

extension AlertNotice {
    init(_ rule: AlertRule, _ action: AlertState.Action, at now: Timestamp, installation: String) {
        switch action {
        case .raise(let summary, let since):
            self.init(rule, .raised, summary, since: since, at: now, installation: installation)
        case .resolve(let summary, let since):
            self.init(rule, .resolved, summary, since: since, at: now, installation: installation)
        }
    }

    fileprivate func insert(for target: AlertTarget, at now: Timestamp, into db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO alert_delivery (id, rule, status, target, notice, made_at, due_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [id, rule, status.rawValue, target.rawValue, body, now.microseconds, now.microseconds]
        )
    }
}

extension AlertDelivery {
    fileprivate init(_ row: Row) throws {
        guard let target = AlertTarget(rawValue: row["target"]) else {
            throw StoreError(.damaged, during: "read delivery", detail: "a row cannot be read")
        }
        do {
            notice = try JSONDecoder().decode(AlertNotice.self, from: Data((row["notice"] as String).utf8))
        } catch {
            throw StoreError(.damaged, during: "read delivery", detail: "a notice cannot be read")
        }
        self.target = target
        madeAt = Timestamp(microseconds: row["made_at"])
        attempts = row["attempts"]
    }
}

extension AlertState {
    /// Where a rule stands by the database; as it began where nothing is on record.
    static func read(_ rule: AlertRule, in db: Database) throws -> AlertState {
        var state = AlertState(rule)
        guard
            let row = try Row.fetchOne(db, sql: "SELECT * FROM alert WHERE rule = ?", arguments: [rule.rawValue])
        else { return state }
        state.isRaised = row["is_raised"]
        state.isAnnounced = row["is_announced"]
        state.since = (row["since"] as Int64?).map(Timestamp.init(microseconds:))
        state.sentAt = (row["sent_at"] as Int64?).map(Timestamp.init(microseconds:))
        state.summary = row["summary"]
        return state
    }

    fileprivate func write(at now: Timestamp, to db: Database) throws {
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO alert (rule, is_raised, is_announced, since, sent_at, summary, looked_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                rule.rawValue, isRaised, isAnnounced, since?.microseconds, sentAt?.microseconds, summary,
                now.microseconds,
            ]
        )
    }
}
