import GRDB
public import Taskt

extension SQLiteWorkflowStore {
    /// Deletes up to `limit` ended runs with their checkpoints, histories, progress and payload files.
    ///
    /// The rows go in one transaction, which also notes the files that no row names any more. The files are deleted
    /// behind it; those that a crash leaves are deleted by the next call.
    public func prune(_ retention: Retention, limit: Int) async throws(StoreError) -> PruneReport {
        let runs = try await database.write("prune") { db in try Self.deleteRuns(retention, limit, in: db) }
        var report = PruneReport(runs: runs)
        while try await deleteGarbage(into: &report) {}
        return report
    }

    private static func deleteRuns(_ retention: Retention, _ limit: Int, in db: Database) throws -> Int {
        let states: Set<RunStatus> =
            retention.statuses.isEmpty ? [.completed, .failed, .cancelled] : retention.statuses
        let names = states.filter(\.isTerminal).map(\.rawValue).sorted()
        let marks = names.map { _ in "?" }.joined(separator: ", ")
        var arguments: StatementArguments = [retention.endedBefore.microseconds]
        arguments += StatementArguments(names)
        if let workflow = retention.workflow { arguments += [workflow.rawValue] }
        arguments += [limit]
        // The sign keeps SQLite from the index of states, behind which it would have to sort every run that ended.
        let numbers = try Int64.fetchAll(
            db,
            sql: """
                SELECT number FROM run WHERE ended_at < ? AND +status IN (\(marks))
                    \(retention.workflow == nil ? "" : "AND workflow = ?")
                ORDER BY ended_at LIMIT ?
                """,
            arguments: arguments
        )
        for number in numbers {
            let payloads = try String.fetchAll(
                db,
                sql: """
                    SELECT payload FROM checkpoint WHERE run = ?1 AND payload IS NOT NULL
                    UNION SELECT input_payload FROM run WHERE number = ?1 AND input_payload IS NOT NULL
                    """,
                arguments: [number]
            )
            for table in ["history", "progress", "checkpoint"] {
                try db.cachedStatement(sql: "DELETE FROM \(table) WHERE run = ?").execute(arguments: [number])
            }
            try db.cachedStatement(sql: "DELETE FROM run WHERE number = ?").execute(arguments: [number])
            for payload in payloads where try !isNamed(payload, in: db) {
                try db.cachedStatement(sql: "INSERT OR IGNORE INTO payload_garbage (name) VALUES (?)")
                    .execute(arguments: [payload])
            }
        }
        return numbers.count
    }

    /// Deletes some of the payload files that no row names any more; false where there are none.
    ///
    /// A file is deleted inside the transaction that drops its note, so that no result can be about to name it.
    private func deleteGarbage(into report: inout PruneReport) async throws(StoreError) -> Bool {
        let payloads = database.payloads
        let (seen, deleted, bytes) = try await database.write("delete payloads") { db -> (Int, Int, Int64) in
            let names = try String.fetchAll(db, sql: "SELECT name FROM payload_garbage LIMIT 20")
            var (deleted, bytes): (Int, Int64) = (0, 0)
            for name in names {
                // A note alone is of a file that was announced and never written, or that is named again.
                if let size = payloads.size(of: name), try !Self.isNamed(name, in: db) {
                    try payloads.remove(name)
                    deleted += 1
                    bytes += size
                }
                try db.cachedStatement(sql: "DELETE FROM payload_garbage WHERE name = ?").execute(arguments: [name])
            }
            return (names.count, deleted, bytes)
        }
        report.payloads += deleted
        report.payloadBytes += bytes
        return seen > 0
    }

    private static func isNamed(_ payload: String, in db: Database) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM checkpoint WHERE payload = ?1)
                    OR EXISTS (SELECT 1 FROM run WHERE input_payload = ?1)
                """,
            arguments: [payload]
        ) ?? false
    }
}
