import GRDB
import Taskt
import TasktSQLite

/// Who reads the ends of runs, each at its own pace.
enum RunEndReader: String, Sendable {
    /// Counts them.
    case totals
    /// Writes them to the metrics log.
    case log
}

extension Ledger {
    /// Up to which end of a run a reader has come; 0 at the beginning.
    func position(of reader: RunEndReader) async throws(StoreError) -> Int64 {
        try await database.read("read position") { db in try Self.position(of: reader, in: db) }
    }

    /// The ends of runs after one, in order, as many as are asked for.
    func runEnds(after number: Int64, limit: Int) async throws(StoreError) -> [RunEnd] {
        try await database.read("read run ends") { db in try Self.runEnds(after: number, limit: limit, in: db) }
    }

    /// The document of an end that is still on record.
    func document(ofRunEnd number: Int64) async throws(StoreError) -> String? {
        try await database.read("read run end") { db in
            try String.fetchOne(db, sql: "SELECT document FROM run_end WHERE number = ?", arguments: [number])
        }
    }

    /// Records how far a reader has come, and deletes the ends that every reader has seen.
    ///
    /// - Parameters:
    ///   - reader: the reader.
    ///   - number: the last end it has seen.
    /// - Throws: what the store reports; the reader is then where it was.
    func advance(_ reader: RunEndReader, to number: Int64) async throws(StoreError) {
        try await database.write("record position") { db in try Self.advance(reader, to: number, in: db) }
    }

    /// Forgets a reader that there is no more, so that nothing is kept for it.
    func retire(_ reader: RunEndReader) async throws(StoreError) {
        try await database.write("forget reader") { db in
            try db.execute(sql: "DELETE FROM run_end_reader WHERE name = ?", arguments: [reader.rawValue])
            try Self.deleteSeen(in: db)
        }
    }

    /// Sees to it that what ends from now on is kept for a reader.
    func enrol(_ reader: RunEndReader) async throws(StoreError) {
        let isKnown = try await database.read("look for reader") { db in
            let sql = "SELECT EXISTS (SELECT 1 FROM run_end_reader WHERE name = ?)"
            return try Bool.fetchOne(db, sql: sql, arguments: [reader.rawValue])
        }
        if isKnown == true { return }
        try await database.write("record reader") { db in
            try db.execute(
                sql: "INSERT INTO run_end_reader (name, number) VALUES (?, 0) ON CONFLICT DO NOTHING",
                arguments: [reader.rawValue]
            )
        }
    }

    /// Adds ends of runs that are not counted yet to the totals, a number of them at once.
    ///
    /// - Returns: whether there may be more.
    func countRunEnds(limit: Int) async throws(StoreError) -> Bool {
        let isNew = try await database.read("look for run ends") { db in
            try Bool.fetchOne(
                db,
                sql: "SELECT EXISTS (SELECT 1 FROM run_end WHERE number > ?)",
                arguments: [try Self.position(of: .totals, in: db)]
            )
        }
        guard isNew == true else { return false }
        return try await database.write("count run ends") { db in
            let ends = try Self.runEnds(after: Self.position(of: .totals, in: db), limit: limit, in: db)
            guard let last = ends.last else { return false }
            var totals = MetricTotals()
            for end in ends { totals.count(end) }
            for (key, value) in totals.values {
                let combined =
                    key.name == MetricTotals.lastReport ? "max(value, excluded.value)" : "value + excluded.value"
                try db.cachedStatement(
                    sql: """
                        INSERT INTO metric_total (name, label, value) VALUES (?, ?, ?)
                        ON CONFLICT (name, label) DO UPDATE SET value = \(combined)
                        """
                )
                .execute(arguments: [key.name, key.label, value])
            }
            try Self.advance(.totals, to: last.number, in: db)
            return ends.count == limit
        }
    }

    /// What was counted so far, over all the time that there is a database.
    func metricTotals() async throws(StoreError) -> MetricTotals {
        try await database.read("read totals") { db in
            var totals = MetricTotals()
            for row in try Row.fetchAll(db, sql: "SELECT name, label, value FROM metric_total") {
                totals.values[MetricTotals.Key(name: row["name"], label: row["label"])] = row["value"]
            }
            return totals
        }
    }

    private static func position(of reader: RunEndReader, in db: Database) throws -> Int64 {
        let sql = "SELECT number FROM run_end_reader WHERE name = ?"
        return try Int64.fetchOne(db, sql: sql, arguments: [reader.rawValue]) ?? 0
    }

    private static func runEnds(after number: Int64, limit: Int, in db: Database) throws -> [RunEnd] {
        let sql = "SELECT * FROM run_end WHERE number > ? ORDER BY number LIMIT ?"
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [number, limit]).map(RunEnd.init)
    }

    private static func advance(_ reader: RunEndReader, to number: Int64, in db: Database) throws {
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO run_end_reader (name, number) VALUES (?, ?)")
            .execute(arguments: [reader.rawValue, number])
        try deleteSeen(in: db)
    }

    private static func deleteSeen(in db: Database) throws {
        try db.cachedStatement(sql: "DELETE FROM run_end WHERE number <= (SELECT min(number) FROM run_end_reader)")
            .execute()
    }
}
