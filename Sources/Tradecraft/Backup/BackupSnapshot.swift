import CLinux
import GRDB
import Inbox
import Taskt

/// A copy of the database as it was at one moment, and the originals that belong to it, open.
struct BackupSnapshot {
    /// An original that the database has a use for.
    struct Original {
        let id: String
        let file: OpenFile
    }

    /// What a copied database tells of itself.
    struct Facts {
        let schema: [String]
        let documents: Int
        let unfinished: Int
        let payloads: [String]
    }

    /// When the database was so.
    let takenAt: Timestamp
    /// The originals of documents that have not ended.
    let originals: [Original]
    /// Documents in work without an original.
    let missing: [String]

    private let copy: DatabaseQueue

    /// How often a moment is looked for whose originals are all at hand.
    private static let attempts = 100

    /// Copies the database to a new file.
    init(of database: QueryDatabase, to path: SystemPath, at time: Timestamp) throws {
        takenAt = time
        // One for each document in work; as many as the machine allows.
        _ = clinux_limit_open_files(1 << 20)
        let spool = database.state.spool
        copy = try DatabaseQueue(path: path.string)
        var opened: [String: OpenFile] = [:]
        var taken: (originals: [Original], missing: [String])?
        var attempt = 0
        while taken == nil {
            attempt += 1
            let isLast = attempt == Self.attempts
            try Self.open(spool, &opened)
            taken = try database.read("back up") { [copy] source in
                let open = try Row.fetchAll(
                    source,
                    sql:
                        "SELECT id, state = 'claimed' AND address IS NULL AS needed FROM document WHERE is_disposed = 0"
                )
                try Self.open(spool, &opened)
                let missing = open.filter { $0["needed"] && opened[$0["id"]] == nil }.map { $0["id"] as String }
                guard missing.isEmpty || isLast else { return nil }
                try copy.writeWithoutTransaction { try source.backup(to: $0) }
                let originals = open.compactMap { row in
                    opened[row["id"]].map { Original(id: row["id"], file: $0) }
                }
                return (originals, missing)
            }
        }
        (originals, missing) = taken ?? ([], [])
        // One file, without a log beside it.
        try copy.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA journal_mode = DELETE") }
    }

    /// Checks the copy, and reads what is to be known of it.
    ///
    /// - Throws: ``StartupError`` 65 where the database is damaged.
    func facts() throws -> Facts {
        try copy.read { db in
            let faults = try String.fetchAll(db, sql: "PRAGMA integrity_check(5)").filter { $0 != "ok" }
            guard faults.isEmpty else {
                throw StartupError(.badData, "the database is damaged: \(faults.joined(separator: "; "))")
            }
            let payloads = """
                SELECT payload FROM checkpoint WHERE payload IS NOT NULL
                UNION SELECT input_payload FROM run WHERE input_payload IS NOT NULL
                """
            return Facts(
                schema: try String.fetchAll(db, sql: "SELECT identifier FROM grdb_migrations ORDER BY rowid"),
                documents: try Int.fetchOne(db, sql: "SELECT count(*) FROM document") ?? 0,
                unfinished: try Int.fetchOne(db, sql: "SELECT count(*) FROM document WHERE is_disposed = 0") ?? 0,
                payloads: try String.fetchAll(db, sql: payloads)
            )
        }
    }

    /// Opens what has come into the spool.
    private static func open(_ spool: SystemPath, _ opened: inout [String: OpenFile]) throws {
        for name in try Claimer(inbox: spool, spool: spool).claimedIDs() where opened[name.text] == nil {
            opened[name.text] = try OpenFile(reading: spool.appending(name))
        }
    }
}
