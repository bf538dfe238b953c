import GRDB

extension TradecraftSchema {
    /// Documents that lie within others, or on the Web; texts that are kept for a time.
    ///
    /// SQLite cannot change a `CHECK`: the tables with the list of states are made anew.
    static func registerMembers(in migrator: inout DatabaseMigrator) {
        migrator.registerMigration("tradecraft-3") { db in
            try db.execute(
                sql: """
                    CREATE TABLE document_3 (
                        number INTEGER PRIMARY KEY,
                        id TEXT NOT NULL UNIQUE,
                        path BLOB NOT NULL,
                        shown_path TEXT NOT NULL,
                        device INTEGER NOT NULL,
                        inode INTEGER NOT NULL,
                        kind TEXT NOT NULL,
                        size INTEGER NOT NULL CHECK (size >= 0),
                        modified_s INTEGER NOT NULL,
                        modified_ns INTEGER NOT NULL,
                        changed_s INTEGER NOT NULL,
                        changed_ns INTEGER NOT NULL,
                        state TEXT NOT NULL
                            CHECK (state IN ('claiming', 'claimed', 'reported', 'rejected', 'unpacked')),
                        seen_at INTEGER NOT NULL,
                        ended_at INTEGER,
                        is_disposed INTEGER NOT NULL DEFAULT 0 CHECK (is_disposed IN (0, 1)),
                        place TEXT,
                        reason_code TEXT,
                        reason TEXT,
                        deferrals INTEGER NOT NULL DEFAULT 0 CHECK (deferrals >= 0),
                        retry_at INTEGER,
                        resume_cause TEXT,
                        stop_asked INTEGER NOT NULL DEFAULT 0 CHECK (stop_asked IN (0, 1)),
                        left_in_inbox INTEGER NOT NULL DEFAULT 0 CHECK (left_in_inbox IN (0, 1)),
                        forked_from TEXT,
                        parent TEXT,
                        root TEXT,
                        depth INTEGER NOT NULL DEFAULT 0 CHECK (depth >= 0),
                        address TEXT,
                        not_before INTEGER,
                        listing TEXT,
                        CHECK ((ended_at IS NOT NULL) = (state IN ('reported', 'rejected', 'unpacked'))),
                        CHECK ((parent IS NULL) = (root IS NULL)),
                        CHECK ((parent IS NULL) = (depth = 0)),
                        CHECK ((listing IS NOT NULL) = (state = 'unpacked'))
                    ) STRICT;
                    INSERT INTO document_3 (number, id, path, shown_path, device, inode, kind, size, modified_s,
                            modified_ns, changed_s, changed_ns, state, seen_at, ended_at, is_disposed, place, reason_code,
                            reason, deferrals, retry_at, resume_cause, stop_asked, left_in_inbox, forked_from)
                        SELECT number, id, path, shown_path, device, inode, kind, size, modified_s, modified_ns, changed_s,
                            changed_ns, state, seen_at, ended_at, is_disposed, place, reason_code, reason, deferrals,
                            retry_at, resume_cause, stop_asked, left_in_inbox, forked_from
                        FROM document;
                    DROP TABLE document;
                    ALTER TABLE document_3 RENAME TO document;
                    CREATE INDEX document_open ON document (number) WHERE is_disposed = 0;
                    CREATE INDEX document_left ON document (number) WHERE left_in_inbox = 1;
                    CREATE INDEX document_by_state ON document (state, number);
                    CREATE INDEX document_by_origin ON document (forked_from) WHERE forked_from IS NOT NULL;
                    CREATE INDEX document_by_parent ON document (parent) WHERE parent IS NOT NULL;
                    CREATE INDEX document_by_root ON document (root) WHERE root IS NOT NULL;

                    CREATE TABLE run_metric_3 (
                        document INTEGER PRIMARY KEY REFERENCES document (number) ON DELETE CASCADE,
                        outcome TEXT NOT NULL CHECK (outcome IN ('reported', 'rejected', 'unpacked')),
                        code TEXT,
                        media_type TEXT,
                        bytes INTEGER NOT NULL,
                        characters INTEGER NOT NULL,
                        techniques INTEGER NOT NULL,
                        fsyncs INTEGER NOT NULL,
                        attempts INTEGER NOT NULL,
                        waited_us INTEGER NOT NULL,
                        total_us INTEGER NOT NULL,
                        ended_at INTEGER NOT NULL,
                        is_partial INTEGER NOT NULL DEFAULT 0 CHECK (is_partial IN (0, 1))
                    ) STRICT;
                    INSERT INTO run_metric_3 (document, outcome, code, media_type, bytes, characters, techniques, fsyncs,
                            attempts, waited_us, total_us, ended_at)
                        SELECT document, outcome, code, media_type, bytes, characters, techniques, fsyncs, attempts,
                            waited_us, total_us, ended_at
                        FROM run_metric;
                    DROP TABLE run_metric;
                    ALTER TABLE run_metric_3 RENAME TO run_metric;
                    CREATE INDEX run_metric_by_end ON run_metric (ended_at);

                    ALTER TABLE document_text ADD COLUMN kept_at INTEGER NOT NULL DEFAULT 0;
                    CREATE INDEX document_text_by_age ON document_text (kept_at);
                    """
            )
        }
    }
}
