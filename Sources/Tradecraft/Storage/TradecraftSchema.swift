import GRDB

/// The tables beside the engine's: documents, reports, what the command line asks for.
///
/// Migrations are append-only: a released one is never edited.
enum TradecraftSchema {
    static func register(in migrator: inout DatabaseMigrator) {
        migrator.registerMigration("tradecraft-1") { db in
            try db.execute(
                sql: """
                    CREATE TABLE document (
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
                        state TEXT NOT NULL CHECK (state IN ('claiming', 'claimed', 'reported', 'rejected')),
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
                        CHECK ((ended_at IS NOT NULL) = (state IN ('reported', 'rejected')))
                    ) STRICT;

                    CREATE INDEX document_open ON document (number) WHERE is_disposed = 0;
                    CREATE INDEX document_left ON document (number) WHERE left_in_inbox = 1;
                    CREATE INDEX document_by_state ON document (state, number);

                    CREATE TABLE document_text (
                        document INTEGER PRIMARY KEY REFERENCES document (number) ON DELETE CASCADE,
                        body BLOB NOT NULL
                    ) STRICT;

                    CREATE TABLE report (
                        number INTEGER PRIMARY KEY,
                        document INTEGER NOT NULL UNIQUE REFERENCES document (number) ON DELETE CASCADE,
                        folder TEXT NOT NULL,
                        created_at INTEGER NOT NULL,
                        title TEXT,
                        media_type TEXT NOT NULL,
                        sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
                        domain TEXT NOT NULL,
                        attack_version TEXT NOT NULL,
                        model TEXT NOT NULL,
                        warnings INTEGER NOT NULL CHECK (warnings >= 0)
                    ) STRICT;

                    CREATE TABLE "match" (
                        report INTEGER NOT NULL REFERENCES report (number) ON DELETE CASCADE,
                        technique TEXT NOT NULL,
                        name TEXT NOT NULL,
                        score REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
                        evidence INTEGER NOT NULL CHECK (evidence >= 0),
                        UNIQUE (report, technique)
                    ) STRICT;

                    CREATE INDEX match_by_technique ON "match" (technique, report);

                    CREATE TABLE run_metric (
                        document INTEGER PRIMARY KEY REFERENCES document (number) ON DELETE CASCADE,
                        outcome TEXT NOT NULL CHECK (outcome IN ('reported', 'rejected')),
                        code TEXT,
                        media_type TEXT,
                        bytes INTEGER NOT NULL,
                        characters INTEGER NOT NULL,
                        techniques INTEGER NOT NULL,
                        fsyncs INTEGER NOT NULL,
                        attempts INTEGER NOT NULL,
                        waited_us INTEGER NOT NULL,
                        total_us INTEGER NOT NULL,
                        ended_at INTEGER NOT NULL
                    ) STRICT;

                    CREATE INDEX run_metric_by_end ON run_metric (ended_at);

                    CREATE TABLE request (
                        number INTEGER PRIMARY KEY,
                        kind TEXT NOT NULL CHECK (kind IN ('retry', 'cancel')),
                        document TEXT NOT NULL,
                        cause TEXT NOT NULL,
                        asked_at INTEGER NOT NULL,
                        done_at INTEGER,
                        outcome TEXT
                    ) STRICT;

                    CREATE INDEX request_open ON request (number) WHERE done_at IS NULL;
                    """
            )
        }
        migrator.registerMigration("tradecraft-2") { db in
            try db.execute(
                sql: """
                    ALTER TABLE document ADD COLUMN forked_from TEXT;
                    CREATE INDEX document_by_origin ON document (forked_from) WHERE forked_from IS NOT NULL;

                    CREATE TABLE request_2 (
                        number INTEGER PRIMARY KEY,
                        kind TEXT NOT NULL CHECK (kind IN ('retry', 'cancel', 'fork', 'prune')),
                        document TEXT,
                        task TEXT,
                        new_document TEXT,
                        ended_before INTEGER,
                        statuses TEXT,
                        cause TEXT NOT NULL,
                        asked_at INTEGER NOT NULL,
                        done_at INTEGER,
                        outcome TEXT,
                        result TEXT,
                        CHECK ((document IS NULL) = (kind = 'prune')),
                        CHECK ((new_document IS NOT NULL) = (kind = 'fork')),
                        CHECK ((ended_before IS NOT NULL) = (kind = 'prune'))
                    ) STRICT;
                    INSERT INTO request_2 (number, kind, document, cause, asked_at, done_at, outcome)
                        SELECT number, kind, document, cause, asked_at, done_at, outcome FROM request;
                    DROP TABLE request;
                    ALTER TABLE request_2 RENAME TO request;
                    CREATE INDEX request_open ON request (number) WHERE done_at IS NULL;
                    CREATE INDEX request_by_document ON request (document);
                    """
            )
        }
        registerMembers(in: &migrator)
        registerInbox(in: &migrator)
        registerWatchful(in: &migrator)
        registerMetrics(in: &migrator)
        registerReports(in: &migrator)
    }
}
