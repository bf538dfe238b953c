import GRDB

extension TradecraftSchema {
    /// Every end of a run, until it is counted and logged; and what was counted.
    ///
    /// `run_metric` has the last end of each document. These tables have every end in the order of the commits, so that
    /// a reader that knows one number has seen all up to it. They name no other table: what has ended stays counted
    /// when its document goes.
    static func registerMetrics(in migrator: inout DatabaseMigrator) {
        migrator.registerMigration("tradecraft-6") { db in
            try db.execute(
                sql: """
                    CREATE TABLE run_end (
                        number INTEGER PRIMARY KEY AUTOINCREMENT,
                        document TEXT NOT NULL,
                        outcome TEXT NOT NULL,
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
                        is_partial INTEGER NOT NULL CHECK (is_partial IN (0, 1)),
                        domain TEXT,
                        attack_version TEXT,
                        model TEXT,
                        tasks TEXT NOT NULL
                    ) STRICT;

                    CREATE TABLE run_end_reader (
                        name TEXT PRIMARY KEY CHECK (name = 'totals' OR name = 'log'),
                        number INTEGER NOT NULL CHECK (number >= 0)
                    ) STRICT, WITHOUT ROWID;

                    CREATE TABLE metric_total (
                        name TEXT NOT NULL,
                        label TEXT NOT NULL,
                        value INTEGER NOT NULL,
                        PRIMARY KEY (name, label)
                    ) STRICT, WITHOUT ROWID;
                    """
            )
            // What ended before there was such a table is counted and logged like what ends from now on.
            try db.execute(sql: "\(RunEnd.insertion) ORDER BY m.ended_at, m.document")
        }
    }
}
