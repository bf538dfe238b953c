import GRDB

extension TradecraftSchema {
    /// Reports that can be searched, compared, made anew, judged by analysts and sent on.
    ///
    /// A document may have several reports, one version after the other: the table is made anew without the rule that
    /// it has one. `finding` has what reports are filtered by, in lower case; `report_search` keeps words alone, since
    /// the text is in `report_body`, from which a row can be taken out of it again.
    static func registerReports(in migrator: inout DatabaseMigrator) {
        migrator.registerMigration("tradecraft-7") { db in
            try db.execute(
                sql: """
                    CREATE TABLE report_7 (
                        number INTEGER PRIMARY KEY,
                        document INTEGER NOT NULL REFERENCES document (number) ON DELETE CASCADE,
                        version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
                        is_latest INTEGER NOT NULL DEFAULT 1 CHECK (is_latest IN (0, 1)),
                        folder TEXT NOT NULL,
                        created_at INTEGER NOT NULL,
                        first_at INTEGER NOT NULL,
                        title TEXT,
                        media_type TEXT NOT NULL,
                        sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
                        domain TEXT NOT NULL,
                        attack_version TEXT NOT NULL,
                        model TEXT NOT NULL,
                        warnings INTEGER NOT NULL CHECK (warnings >= 0),
                        confidence REAL CHECK (confidence BETWEEN 0 AND 1),
                        removed_at INTEGER,
                        deleted_at INTEGER,
                        is_indexed INTEGER NOT NULL DEFAULT 1 CHECK (is_indexed IN (0, 1)),
                        UNIQUE (document, version)
                    ) STRICT;
                    INSERT INTO report_7 (number, document, folder, created_at, first_at, title, media_type, sha256, domain,
                            attack_version, model, warnings, confidence, removed_at, is_indexed)
                        SELECT number, document, folder, created_at, created_at, title, media_type, sha256, domain,
                            attack_version, model, warnings,
                            (SELECT max(score) FROM "match" m WHERE m.report = report.number), removed_at, 0
                        FROM report;
                    DROP TABLE report;
                    ALTER TABLE report_7 RENAME TO report;
                    CREATE INDEX report_by_content ON report (sha256);
                    CREATE INDEX report_by_age ON report (created_at) WHERE removed_at IS NULL;
                    CREATE INDEX report_by_time ON report (first_at);
                    CREATE UNIQUE INDEX report_latest ON report (document) WHERE is_latest = 1;
                    CREATE INDEX report_to_index ON report (number) WHERE is_indexed = 0;

                    DROP INDEX match_by_technique;
                    CREATE INDEX match_by_technique ON "match" (technique, report, score);

                    CREATE INDEX document_by_name ON document (shown_path, address);

                    CREATE TABLE report_body (
                        report INTEGER PRIMARY KEY REFERENCES report (number) ON DELETE CASCADE,
                        body BLOB NOT NULL
                    ) STRICT;

                    CREATE TABLE finding (
                        kind TEXT NOT NULL CHECK (kind IN ('tactic', 'group', 'software', 'campaign', 'indicator')),
                        value TEXT NOT NULL,
                        report INTEGER NOT NULL REFERENCES report (number) ON DELETE CASCADE,
                        name TEXT NOT NULL,
                        PRIMARY KEY (kind, value, report)
                    ) STRICT, WITHOUT ROWID;
                    CREATE INDEX finding_by_report ON finding (report);

                    CREATE VIRTUAL TABLE report_search USING fts5 (
                        title, evidence, entities,
                        content = '', tokenize = 'unicode61 remove_diacritics 2'
                    );

                    CREATE TABLE review (
                        number INTEGER PRIMARY KEY,
                        document INTEGER NOT NULL REFERENCES document (number) ON DELETE CASCADE,
                        technique TEXT NOT NULL,
                        verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'rejected', 'added')),
                        evidence TEXT,
                        place TEXT CHECK (place IS NULL OR evidence IS NOT NULL),
                        note TEXT,
                        reviewer TEXT NOT NULL,
                        reviewed_at INTEGER NOT NULL,
                        score REAL CHECK (score BETWEEN 0 AND 1),
                        attack_version TEXT NOT NULL,
                        model TEXT NOT NULL,
                        UNIQUE (document, technique),
                        CHECK ((score IS NULL) = (verdict = 'added'))
                    ) STRICT;
                    CREATE INDEX review_by_technique ON review (technique);

                    CREATE TABLE reevaluation (
                        number INTEGER PRIMARY KEY,
                        document INTEGER NOT NULL REFERENCES document (number) ON DELETE CASCADE,
                        state TEXT NOT NULL DEFAULT 'waiting'
                            CHECK (state IN ('waiting', 'running', 'done', 'unchanged', 'failed', 'cancelled')),
                        cause TEXT NOT NULL,
                        asked_at INTEGER NOT NULL,
                        ended_at INTEGER,
                        retry_at INTEGER,
                        deferrals INTEGER NOT NULL DEFAULT 0 CHECK (deferrals >= 0),
                        version INTEGER,
                        reason TEXT,
                        CHECK ((ended_at IS NULL) = (state IN ('waiting', 'running')))
                    ) STRICT;
                    CREATE INDEX reevaluation_by_document ON reevaluation (document, cause);
                    CREATE UNIQUE INDEX reevaluation_open ON reevaluation (document) WHERE ended_at IS NULL;
                    CREATE INDEX reevaluation_next ON reevaluation (number) WHERE ended_at IS NULL;

                    CREATE TABLE report_delivery (
                        number INTEGER PRIMARY KEY,
                        report INTEGER NOT NULL REFERENCES report (number) ON DELETE CASCADE,
                        target TEXT NOT NULL CHECK (target IN ('command', 'webhook')),
                        state TEXT NOT NULL DEFAULT 'waiting'
                            CHECK (state IN ('waiting', 'sending', 'delivered', 'failed', 'in-doubt')),
                        key TEXT NOT NULL UNIQUE,
                        round INTEGER NOT NULL DEFAULT 1 CHECK (round >= 1),
                        made_at INTEGER NOT NULL,
                        attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
                        ended_at INTEGER,
                        outcome TEXT,
                        UNIQUE (report, target),
                        CHECK ((ended_at IS NULL) = (state IN ('waiting', 'sending')))
                    ) STRICT;
                    CREATE INDEX report_delivery_open ON report_delivery (target, number) WHERE ended_at IS NULL;
                    CREATE INDEX report_delivery_missed ON report_delivery (ended_at)
                        WHERE state IN ('failed', 'in-doubt');

                    CREATE TABLE request_7 (
                        number INTEGER PRIMARY KEY,
                        kind TEXT NOT NULL CHECK (kind IN ('retry', 'cancel', 'fork', 'prune', 'delete')),
                        document TEXT,
                        task TEXT,
                        version INTEGER,
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
                        CHECK ((ended_before IS NOT NULL) = (kind = 'prune')),
                        CHECK (version IS NULL OR kind = 'delete')
                    ) STRICT;
                    INSERT INTO request_7 (number, kind, document, task, new_document, ended_before, statuses, cause,
                            asked_at, done_at, outcome, result)
                        SELECT number, kind, document, task, new_document, ended_before, statuses, cause, asked_at,
                            done_at, outcome, result
                        FROM request;
                    DROP TABLE request;
                    ALTER TABLE request_7 RENAME TO request;
                    CREATE INDEX request_open ON request (number) WHERE done_at IS NULL;
                    CREATE INDEX request_by_document ON request (document);
                    """
            )
        }
    }
}
