import GRDB

extension TradecraftSchema {
    /// What an operator sees and is told: the audit trail, and the alerts with what is still to be sent.
    ///
    /// A row of the trail is never changed: the triggers keep mistakes out, the chain of hashes shows intent.
    static func registerWatchful(in migrator: inout DatabaseMigrator) {
        migrator.registerMigration("tradecraft-5") { db in
            try db.execute(
                sql: """
                    CREATE TABLE audit (
                        number INTEGER PRIMARY KEY,
                        at INTEGER NOT NULL,
                        actor TEXT NOT NULL,
                        action TEXT NOT NULL,
                        kind TEXT NOT NULL,
                        subject TEXT,
                        detail TEXT NOT NULL,
                        hash BLOB NOT NULL CHECK (length(hash) = 32)
                    ) STRICT;
                    CREATE INDEX audit_by_subject ON audit (subject) WHERE subject IS NOT NULL;
                    CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
                        BEGIN SELECT raise(ABORT, 'the audit trail is append-only'); END;
                    CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
                        BEGIN SELECT raise(ABORT, 'the audit trail is append-only'); END;

                    CREATE TABLE alert (
                        rule TEXT PRIMARY KEY,
                        is_raised INTEGER NOT NULL CHECK (is_raised IN (0, 1)),
                        is_announced INTEGER NOT NULL CHECK (is_announced IN (0, 1)),
                        since INTEGER,
                        sent_at INTEGER,
                        summary TEXT,
                        looked_at INTEGER NOT NULL,
                        CHECK (is_raised = 0 OR (since IS NOT NULL AND summary IS NOT NULL)),
                        CHECK (is_announced <= is_raised)
                    ) STRICT;

                    CREATE TABLE alert_delivery (
                        number INTEGER PRIMARY KEY,
                        id TEXT NOT NULL,
                        rule TEXT NOT NULL,
                        status TEXT NOT NULL CHECK (status IN ('raised', 'resolved')),
                        target TEXT NOT NULL CHECK (target IN ('command', 'webhook')),
                        notice TEXT NOT NULL,
                        made_at INTEGER NOT NULL,
                        attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
                        due_at INTEGER,
                        is_delivered INTEGER NOT NULL DEFAULT 0 CHECK (is_delivered IN (0, 1)),
                        outcome TEXT,
                        UNIQUE (id, target),
                        CHECK (is_delivered = 0 OR due_at IS NULL)
                    ) STRICT;
                    CREATE INDEX alert_delivery_open ON alert_delivery (due_at) WHERE due_at IS NOT NULL;

                    CREATE INDEX document_by_end ON document (ended_at, state, reason_code) WHERE ended_at IS NOT NULL;
                    """
            )
        }
    }
}
