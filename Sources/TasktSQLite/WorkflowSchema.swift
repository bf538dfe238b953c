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
    }
}
