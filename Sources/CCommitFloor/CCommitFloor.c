#include "CCommitFloor.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define STEPS 5

static const char *const step_names[STEPS] = {"fetch", "ingest", "parse", "eval", "report"};

static const char *const schema =
    "CREATE TABLE step (run INTEGER NOT NULL, name TEXT NOT NULL, attempt INTEGER NOT NULL, output BLOB NOT NULL,"
    " started_at INTEGER NOT NULL, duration_us INTEGER NOT NULL, UNIQUE (run, name)) STRICT;"
    "CREATE TABLE event (run INTEGER NOT NULL, position INTEGER NOT NULL, kind TEXT NOT NULL, at INTEGER NOT NULL,"
    " step TEXT NOT NULL, PRIMARY KEY (run, position)) STRICT, WITHOUT ROWID;";

/// An open database with the statements of the loop.
struct floor {
    sqlite3 *database;
    sqlite3_stmt *begin;
    sqlite3_stmt *commit;
    sqlite3_stmt *step;
    sqlite3_stmt *event;
};

static int64_t nanoseconds(clockid_t clock)
{
    struct timespec time;
    clock_gettime(clock, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static int run_once(sqlite3_stmt *statement)
{
    int code = sqlite3_step(statement);
    sqlite3_reset(statement);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

static int prepare(struct floor *floor)
{
    const struct {
        const char *sql;
        sqlite3_stmt **statement;
    } statements[] = {
        {"BEGIN IMMEDIATE", &floor->begin},
        {"COMMIT", &floor->commit},
        {"INSERT INTO step (run, name, attempt, output, started_at, duration_us) VALUES (?, ?, 1, ?, ?, ?)",
         &floor->step},
        {"INSERT INTO event (run, position, kind, at, step) VALUES (?, ?, 'step-completed', ?, ?)", &floor->event},
    };
    for (size_t index = 0; index < sizeof statements / sizeof statements[0]; index++) {
        int code =
            sqlite3_prepare_v3(floor->database, statements[index].sql, -1, SQLITE_PREPARE_PERSISTENT,
                               statements[index].statement, NULL);
        if (code != SQLITE_OK) return code;
    }
    return SQLITE_OK;
}

static int open_floor(struct floor *floor, const char *path, int is_full)
{
    int code = sqlite3_open_v2(path, &floor->database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                               NULL);
    if (code != SQLITE_OK) return code;
    const char *durability = is_full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL";
    const char *const settings[] = {"PRAGMA journal_mode = WAL", durability, schema};
    for (size_t index = 0; index < sizeof settings / sizeof settings[0]; index++) {
        code = sqlite3_exec(floor->database, settings[index], NULL, NULL, NULL);
        if (code != SQLITE_OK) return code;
    }
    return prepare(floor);
}

/// One commit: one step of each of the concurrent workflows.
static int commit_step(struct floor *floor, int64_t first, int concurrent, int step, const void *payload,
                       size_t payload_size)
{
    int code = run_once(floor->begin);
    for (int index = 0; code == SQLITE_OK && index < concurrent; index++) {
        int64_t at = nanoseconds(CLOCK_REALTIME) / 1000;
        sqlite3_bind_int64(floor->step, 1, first + index);
        sqlite3_bind_text(floor->step, 2, step_names[step], -1, SQLITE_STATIC);
        sqlite3_bind_blob64(floor->step, 3, payload, payload_size, SQLITE_STATIC);
        sqlite3_bind_int64(floor->step, 4, at);
        sqlite3_bind_int64(floor->step, 5, 100);
        code = run_once(floor->step);
        if (code != SQLITE_OK) break;
        sqlite3_bind_int64(floor->event, 1, first + index);
        sqlite3_bind_int64(floor->event, 2, step);
        sqlite3_bind_int64(floor->event, 3, at);
        sqlite3_bind_text(floor->event, 4, step_names[step], -1, SQLITE_STATIC);
        code = run_once(floor->event);
    }
    return code == SQLITE_OK ? run_once(floor->commit) : code;
}

int commit_floor_run(const char *path, int concurrent, int is_full, double seconds, const void *payload,
                     size_t payload_size, struct commit_floor_result *result)
{
    struct floor floor = {0};
    memset(result, 0, sizeof *result);
    int code = open_floor(&floor, path, is_full);
    int64_t start = nanoseconds(CLOCK_MONOTONIC);
    int64_t end = start + (int64_t)(seconds * 1e9);
    int64_t now = start;
    while (code == SQLITE_OK && now < end) {
        for (int step = 0; code == SQLITE_OK && step < STEPS; step++) {
            code = commit_step(&floor, result->workflows + 1, concurrent, step, payload, payload_size);
            result->commits += 1;
        }
        result->workflows += concurrent;
        now = nanoseconds(CLOCK_MONOTONIC);
    }
    result->seconds = (double)(now - start) / 1e9;
    if (code != SQLITE_OK) {
        const char *message = floor.database == NULL ? sqlite3_errstr(code) : sqlite3_errmsg(floor.database);
        snprintf(result->problem, sizeof result->problem, "%s", message);
    }
    sqlite3_finalize(floor.begin);
    sqlite3_finalize(floor.commit);
    sqlite3_finalize(floor.step);
    sqlite3_finalize(floor.event);
    sqlite3_close(floor.database);
    return code;
}
