import GRDB
import Taskt

/// The rules, where they stand, and what was told of late.
package struct AlertListing: Encodable, Hashable, Sendable {
    /// The rules.
    package let rules: [Rule]
    /// What alerts are sent to.
    package let targets: [Target]
    /// The last deliveries, the newest first.
    package let deliveries: [Delivery]

    /// A rule and where it stands.
    package struct Rule: Encodable, Hashable, Sendable {
        /// Its name.
        package let name: String
        /// When it speaks up; nil where it is off.
        package let threshold: String?
        /// `off`, `unknown` before the first look, `ok`, or `raised`.
        package let state: String
        /// Since when the cause is there.
        package let since: String?
        /// The cause.
        package let summary: String?
        /// When an operator was told last.
        package let sentAt: String?
        /// When the daemon looked last.
        package let lookedAt: String?
    }

    /// What alerts are sent to.
    package struct Target: Encodable, Hashable, Sendable {
        /// `command` or `webhook`.
        package let kind: String
        /// The program, or the address without what may be a secret.
        package let name: String
        /// Whether notices are signed.
        package let isSigned: Bool
    }

    /// A notice on its way to a target, or there.
    package struct Delivery: Encodable, Hashable, Sendable {
        /// The notice's id.
        package let id: String
        /// The rule.
        package let rule: String
        /// `raised` or `resolved`.
        package let status: String
        /// `command` or `webhook`.
        package let target: String
        /// When the notice was made.
        package let madeAt: String
        /// How often it was tried.
        package let attempts: Int
        /// `delivered`, `waiting` or `given up`.
        package let state: String
        /// What came of the last attempt.
        package let outcome: String?
        /// When the next attempt is due.
        package let dueAt: String?
    }

    /// Reads the rules and, where there is a database, where they stand.
    ///
    /// - Throws: ``StartupError`` where there is a database that cannot be read.
    package static func look(_ configuration: Configuration, limit: Int = 10) throws(StartupError) -> AlertListing {
        let database: QueryDatabase?
        do throws(StartupError) {
            database = try QueryDatabase(StateFolder(configuration.state))
        } catch {
            guard error.exitCode == .unavailable else { throw error }
            database = nil
        }
        let known = try database?.alerts(limit: limit)
        return AlertListing(
            rules: AlertRule.allCases.map { Rule($0, configuration, known?.rows[$0.rawValue]) },
            targets: targets(configuration.alerts),
            deliveries: known?.deliveries ?? []
        )
    }

    private static func targets(_ settings: AlertSettings) -> [Target] {
        settings.targets.map { target in
            switch target {
            case .command: Target(kind: target.rawValue, name: settings.command.joined(separator: " "), isSigned: false)
            case .webhook:
                Target(
                    kind: target.rawValue,
                    name: settings.shownWebhook ?? "",
                    isSigned: settings.webhookSecretFile != nil
                )
            }
        }
    }
}

extension AlertListing.Rule {
    fileprivate init(_ rule: AlertRule, _ configuration: Configuration, _ row: Row?) {
        func time(_ column: String) -> String? {
            (row?[column] as Int64?).map { Timestamp(microseconds: $0).description }
        }
        name = rule.rawValue
        threshold = rule.threshold(configuration)
        let isRaised = row?["is_raised"] as Bool? ?? false
        state = threshold == nil ? "off" : row == nil ? "unknown" : isRaised ? "raised" : "ok"
        since = isRaised ? time("since") : nil
        summary = isRaised ? row?["summary"] : nil
        sentAt = time("sent_at")
        lookedAt = time("looked_at")
    }
}

extension AlertListing.Delivery {
    fileprivate init(_ row: Row) {
        id = row["id"]
        rule = row["rule"]
        status = row["status"]
        target = row["target"]
        madeAt = Timestamp(microseconds: row["made_at"]).description
        attempts = row["attempts"]
        outcome = row["outcome"]
        dueAt = (row["due_at"] as Int64?).map { Timestamp(microseconds: $0).description }
        state = row["is_delivered"] as Bool ? "delivered" : dueAt == nil ? "given up" : "waiting"
    }
}

extension QueryDatabase {
    fileprivate func alerts(
        limit: Int
    ) throws(StartupError) -> (rows: [String: Row], deliveries: [AlertListing.Delivery]) {
        try read("list alerts") { db in
            let rows = try Row.fetchAll(db, sql: "SELECT * FROM alert")
            let deliveries = try Row.fetchAll(
                db,
                sql: "SELECT * FROM alert_delivery ORDER BY number DESC LIMIT ?",
                arguments: [limit]
            )
            return (
                Dictionary(rows.map { ($0["rule"], $0) }) { first, _ in first },
                deliveries.map(AlertListing.Delivery.init)
            )
        }
    }
}
