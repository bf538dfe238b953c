import GRDB

extension TradecraftSchema {
    /// Documents that were dropped before, and reports that were removed from the outbox.
    ///
    /// SQLite cannot change a `CHECK`: the table with the list of states is made anew. The content's hash of a document
    /// with a report is in its report.
    static func registerInbox(in migrator: inout DatabaseMigrator) {
        migrator.registerMigration("tradecraft-4") { db in
            try db.execute(
                sql: """
                    CREATE TABLE document_4 (
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
                            CHECK (state IN ('claiming', 'claimed', 'reported', 'rejected', 'unpacked', 'duplicate')),
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
                        sha256 TEXT CHECK (length(sha256) = 64),
                        duplicate_of TEXT,
                        CHECK ((ended_at IS NOT NULL) = (state IN ('reported', 'rejected', 'unpacked', 'duplicate'))),
                        CHECK ((parent IS NULL) = (root IS NULL)),
                        CHECK ((parent IS NULL) = (depth = 0)),
                        CHECK ((listing IS NOT NULL) = (state = 'unpacked')),
                        CHECK ((duplicate_of IS NOT NULL) = (state = 'duplicate'))
                    ) STRICT;
                    INSERT INTO document_4 (number, id, path, shown_path, device, inode, kind, size, modified_s,
                            modified_ns, changed_s, changed_ns, state, seen_at, ended_at, is_disposed, place, reason_code,
                            reason, deferrals, retry_at, resume_cause, stop_asked, left_in_inbox, forked_from, parent, root,
                            depth, address, not_before, listing)
                        SELECT number, id, path, shown_path, device, inode, kind, size, modified_s,
                            modified_ns, changed_s, changed_ns, state, seen_at, ended_at, is_disposed, place, reason_code,
                            reason, deferrals, retry_at, resume_cause, stop_asked, left_in_inbox, forked_from, parent, root,
                            depth, address, not_before, listing
                        FROM document;
                    DROP TABLE document;
                    ALTER TABLE document_4 RENAME TO document;
                    CREATE INDEX document_open ON document (number) WHERE is_disposed = 0;
                    CREATE INDEX document_left ON document (number) WHERE left_in_inbox = 1;
                    CREATE INDEX document_by_state ON document (state, number);
                    CREATE INDEX document_by_origin ON document (forked_from) WHERE forked_from IS NOT NULL;
                    CREATE INDEX document_by_parent ON document (parent) WHERE parent IS NOT NULL;
                    CREATE INDEX document_by_root ON document (root) WHERE root IS NOT NULL;
                    CREATE INDEX document_by_content ON document (sha256) WHERE sha256 IS NOT NULL;
                    CREATE INDEX document_by_path ON document (path, number) WHERE parent IS NULL;

                    CREATE INDEX document_placed ON document (ended_at) WHERE place IS NOT NULL;

                    CREATE INDEX report_by_content ON report (sha256);
                    ALTER TABLE report ADD COLUMN removed_at INTEGER;
                    CREATE INDEX report_by_age ON report (created_at) WHERE removed_at IS NULL;
                    """
            )
        }
    }
}
