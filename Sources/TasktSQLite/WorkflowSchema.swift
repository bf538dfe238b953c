package import GRDB

/// The tables of runs.
///
/// Migrations are append-only: a released one is never edited.
package enum WorkflowSchema {
    /// Adds the migrations of the tables of runs.
    package static func register(in migrator: inout DatabaseMigrator) {
        migrator.registerMigration("taskt-1") { db in
            try db.execute(
                sql: """
                    CREATE TABLE ownership_term (
                        only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
                        number INTEGER NOT NULL CHECK (number > 0)
                    ) STRICT;

                    CREATE TABLE run (
                        number INTEGER PRIMARY KEY,
                        id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 200),
                        workflow TEXT NOT NULL,
                        outline TEXT NOT NULL,
                        input BLOB NOT NULL,
                        metadata TEXT NOT NULL,
                        status TEXT NOT NULL
                            CHECK (status IN ('pending', 'running', 'completed', 'failed', 'cancelled')),
                        created_at INTEGER NOT NULL,
                        ended_at INTEGER,
                        failure TEXT,
                        events INTEGER NOT NULL CHECK (events >= 0),
                        term INTEGER NOT NULL,
                        CHECK ((ended_at IS NULL) = (status IN ('pending', 'running')))
                    ) STRICT;

                    CREATE INDEX run_unfinished ON run (number) WHERE ended_at IS NULL;
                    CREATE INDEX run_by_status ON run (status, number);

                    CREATE TABLE checkpoint (
                        run INTEGER NOT NULL REFERENCES run (number) ON DELETE CASCADE,
                        task TEXT NOT NULL,
                        attempt INTEGER NOT NULL CHECK (attempt > 0),
                        output BLOB NOT NULL,
                        started_at INTEGER NOT NULL,
                        duration_us INTEGER NOT NULL,
                        UNIQUE (run, task)
                    ) STRICT;

                    CREATE TABLE history (
                        run INTEGER NOT NULL REFERENCES run (number) ON DELETE CASCADE,
                        position INTEGER NOT NULL CHECK (position >= 0),
                        kind TEXT NOT NULL CHECK (kind IN (
                            'run-created', 'run-resumed', 'attempt-started', 'attempt-failed', 'attempt-interrupted',
                            'attempt-crashed', 'retry-scheduled', 'task-completed', 'task-failed', 'run-completed',
                            'run-failed', 'run-cancelled'
                        )),
                        at INTEGER NOT NULL,
                        task TEXT,
                        attempt INTEGER,
                        duration_us INTEGER,
                        due_at INTEGER,
                        failure TEXT,
                        cause TEXT,
                        UNIQUE (run, position)
                    ) STRICT;
                    """
            )
        }
        migrator.registerMigration("taskt-2") { db in
            // A list behind IN is made into a table of its own at every insert: an OR costs a comparison or two.
            // Rows are deleted by the store, with all that belongs to them, and so need no look at their parents.
            try db.execute(
                sql: """
                    CREATE TABLE run_2 (
                        number INTEGER PRIMARY KEY,
                        id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 200),
                        workflow TEXT NOT NULL,
                        outline TEXT NOT NULL,
                        input BLOB NOT NULL,
                        input_payload TEXT,
                        metadata TEXT NOT NULL,
                        status TEXT NOT NULL CHECK (
                            status = 'running' OR status = 'completed' OR status = 'pending' OR status = 'failed' OR
                            status = 'cancelled'
                        ),
                        created_at INTEGER NOT NULL,
                        ended_at INTEGER,
                        failure TEXT,
                        events INTEGER NOT NULL CHECK (events >= 0),
                        term INTEGER NOT NULL,
                        priority INTEGER NOT NULL DEFAULT 0,
                        due_at INTEGER,
                        retry_at INTEGER,
                        updated_at INTEGER NOT NULL,
                        attempts INTEGER NOT NULL DEFAULT 0,
                        crashes INTEGER NOT NULL DEFAULT 0,
                        busy_us INTEGER NOT NULL DEFAULT 0,
                        queue_wait_us INTEGER NOT NULL DEFAULT 0,
                        forked_from TEXT,
                        CHECK ((ended_at IS NULL) = (status = 'running' OR status = 'pending'))
                    ) STRICT;
                    INSERT INTO run_2 (number, id, workflow, outline, input, metadata, status, created_at, ended_at,
                            failure, events, term, updated_at, attempts, crashes, busy_us)
                        SELECT number, id, workflow, outline, input, metadata, status, created_at, ended_at,
                            failure, events, term,
                            coalesce((SELECT max(at) FROM history WHERE run = number), created_at),
                            (SELECT count(*) FROM history WHERE run = number AND kind = 'attempt-started'),
                            (
                                SELECT count(*) FROM history h WHERE run = number AND kind = 'attempt-crashed'
                                    AND position > coalesce((
                                        SELECT max(position) FROM history r
                                        WHERE r.run = h.run AND r.kind = 'run-resumed' AND r.cause IS NOT NULL
                                    ), -1)
                            ),
                            coalesce((SELECT sum(duration_us) FROM history WHERE run = number), 0)
                        FROM run;

                    CREATE TABLE checkpoint_2 (
                        run INTEGER NOT NULL,
                        task TEXT NOT NULL,
                        attempt INTEGER NOT NULL CHECK (attempt > 0),
                        output BLOB NOT NULL,
                        payload TEXT,
                        payload_bytes INTEGER,
                        started_at INTEGER NOT NULL,
                        duration_us INTEGER NOT NULL,
                        queue_wait_us INTEGER NOT NULL DEFAULT 0,
                        input_hash INTEGER,
                        warnings TEXT,
                        UNIQUE (run, task)
                    ) STRICT;
                    INSERT INTO checkpoint_2 (run, task, attempt, output, started_at, duration_us)
                        SELECT run, task, attempt, output, started_at, duration_us FROM checkpoint ORDER BY rowid;

                    CREATE TABLE history_2 (
                        run INTEGER NOT NULL,
                        position INTEGER NOT NULL CHECK (position >= 0),
                        kind TEXT NOT NULL CHECK (
                            kind = 'attempt-started' OR kind = 'task-completed' OR kind = 'run-created' OR
                            kind = 'run-completed' OR kind = 'attempt-failed' OR kind = 'retry-scheduled' OR
                            kind = 'attempt-interrupted' OR kind = 'attempt-crashed' OR kind = 'attempt-late' OR
                            kind = 'run-resumed' OR kind = 'task-failed' OR kind = 'run-failed' OR
                            kind = 'run-cancelled' OR kind = 'task-skipped' OR kind = 'task-reused' OR
                            kind = 'recovery-started' OR kind = 'run-ending' OR kind = 'compensation-started' OR
                            kind = 'compensation-completed' OR kind = 'compensation-failed' OR kind = 'run-quarantined'
                        ),
                        at INTEGER NOT NULL,
                        task TEXT,
                        attempt INTEGER,
                        duration_us INTEGER,
                        due_at INTEGER,
                        failure TEXT,
                        cause TEXT,
                        PRIMARY KEY (run, position)
                    ) STRICT, WITHOUT ROWID;
                    INSERT INTO history_2
                        SELECT run, position, kind, at, task, attempt, duration_us, due_at, failure, cause
                        FROM history ORDER BY run, position;

                    DROP TABLE history;
                    DROP TABLE checkpoint;
                    DROP TABLE run;
                    ALTER TABLE run_2 RENAME TO run;
                    ALTER TABLE checkpoint_2 RENAME TO checkpoint;
                    ALTER TABLE history_2 RENAME TO history;

                    CREATE INDEX run_unfinished ON run (number) WHERE ended_at IS NULL;
                    CREATE INDEX run_by_urgency ON run (priority DESC, number) WHERE ended_at IS NULL;
                    CREATE INDEX run_scheduled ON run (due_at) WHERE due_at IS NOT NULL AND status = 'pending';
                    CREATE INDEX run_by_status ON run (status, number);
                    CREATE INDEX run_by_workflow ON run (workflow, number);
                    CREATE INDEX run_by_end ON run (ended_at) WHERE ended_at IS NOT NULL;
                    CREATE INDEX run_by_payload ON run (input_payload) WHERE input_payload IS NOT NULL;
                    CREATE INDEX checkpoint_by_payload ON checkpoint (payload) WHERE payload IS NOT NULL;

                    CREATE TABLE progress (
                        run INTEGER NOT NULL,
                        task TEXT NOT NULL,
                        attempt INTEGER NOT NULL CHECK (attempt > 0),
                        detail BLOB NOT NULL,
                        at INTEGER NOT NULL,
                        PRIMARY KEY (run, task)
                    ) STRICT, WITHOUT ROWID;

                    -- Payload files that no row names any more, until they are deleted.
                    CREATE TABLE payload_garbage (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
                    """
            )
        }
    }
}
