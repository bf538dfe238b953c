import AttackKnowledge
import GRDB
import Inbox
package import Taskt
import TasktSQLite

/// The audit trail, for who has no transaction of their own that the entry belongs to.
package enum AuditTrail {
    /// Appends an entry from beside the daemon, or without one: a second connection writes this single row.
    ///
    /// - Durability: on disk when this returns.
    /// - Throws: ``StartupError``; 69 where there is no database yet, and then there is nothing to keep a trail of.
    package static func append(
        _ entry: AuditEntry,
        to state: StateFolder,
        at now: Timestamp
    ) throws(StartupError) {
        // Says what is wrong with a missing, damaged, newer or outdated file before anything is written.
        _ = try QueryDatabase(state)
        do {
            var configuration = GRDB.Configuration()
            configuration.busyMode = .timeout(5)
            configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA synchronous = FULL") }
            let queue = try DatabaseQueue(path: state.database.string, configuration: configuration)
            try queue.write { db in try entry.append(at: now, to: db) }
            try queue.close()
        } catch {
            throw StartupError(StoreError(error, during: "write the audit trail"))
        }
    }
}

extension Ledger {
    /// Appends an entry of the daemon's that belongs to no other change.
    ///
    /// - Durability: on disk when this returns.
    func note(_ entry: AuditEntry, at now: Timestamp) async throws(StoreError) {
        try await database.write("write the audit trail") { db in try entry.append(at: now, to: db) }
    }

    /// Records that the daemon begins; and whether the one before it said that it ended.
    func noteStart(process: Int32, at now: Timestamp) async throws(StoreError) {
        try await database.write("write the audit trail") { db in
            let last = try String.fetchOne(
                db,
                sql: "SELECT action FROM audit WHERE subject = 'daemon' ORDER BY number DESC LIMIT 1"
            )
            var detail: [String: AuditValue] = [
                "process": .number(Int(process)), "version": .text(TradecraftVersion.current),
            ]
            if last == AuditAction.started.rawValue { detail["before"] = "ended without saying so" }
            try AuditEntry(.started, of: "daemon", detail).append(at: now, to: db)
        }
    }

    /// Records which release of a domain is in force, where that is another than the trail says.
    func note(_ knowledge: KnowledgeReference, at now: Timestamp) async throws(StoreError) {
        let (release, entry) = (knowledge.release, AuditEntry(knowledge, by: AuditActor.daemon))
        try await database.write("write the audit trail") { db in
            let last = try String.fetchOne(
                db,
                sql: """
                    SELECT detail ->> '$.sha256' FROM audit WHERE subject = ? AND action = 'released'
                    ORDER BY number DESC LIMIT 1
                    """,
                arguments: [release.domain.rawValue]
            )
            guard last != release.sha256 else { return }
            try entry.append(at: now, to: db)
        }
    }
}

extension AuditEntry {
    /// That a release of ATT&CK is in force.
    package init(_ knowledge: KnowledgeReference, by actor: String) {
        let release = knowledge.release
        self.init(
            .released,
            of: release.domain.rawValue,
            by: actor,
            [
                "version": .text(release.version ?? "unknown"), "sha256": .text(release.sha256),
                "source": .text(release.source), "model": .text(knowledge.model),
            ]
        )
    }
}
