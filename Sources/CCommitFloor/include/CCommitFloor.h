#ifndef CCOMMITFLOOR_H
#define CCOMMITFLOOR_H

#include <stddef.h>
#include <stdint.h>

/// What the floor did in its span, or why it did not.
struct commit_floor_result {
    /// From the first BEGIN to the end of the last COMMIT.
    double seconds;
    /// Workflows of which all five steps were committed.
    int64_t workflows;
    /// Transactions committed: five for each set of concurrent workflows.
    int64_t commits;
    /// What went wrong, empty where nothing did.
    char problem[256];
};

/// The least that a durable engine on SQLite has to commit for five-step workflows, without an engine: the floor that
/// the engine is held against.
///
/// `concurrent` workflows proceed in step. For each of the five steps, one transaction inserts, for every one of them,
/// one row into a step table (the payload, attempt, start and duration; unique by run and step) and one row into an
/// event table (kind, time and step; keyed by run and position). So one workflow alone costs five commits of one step
/// each, and 64 workflows cost five commits of 64 steps each. There is no run table, no row that says that an attempt
/// has begun, no update, no read, no JSON, no other thread: an engine has to do all that besides.
///
/// The file is new, in WAL mode, `synchronous` FULL or NORMAL, with SQLite's own page size and automatic checkpoints,
/// which are part of the span. The span ends with the first whole set of workflows after `seconds`.
///
/// - Returns: 0, or another number where `problem` says what went wrong.
int commit_floor_run(const char *path, int concurrent, int is_full, double seconds, const void *payload,
                     size_t payload_size, struct commit_floor_result *result);

#endif
