// A file system for SQLite that fails when told to: for tests of what a database survives.
//
// A shim over SQLite's default VFS. Files below the directory of a plan are watched; all others go straight through.
// Every call may come from any thread.
#pragma once

#include <stdbool.h>
#include <stdint.h>

/// What a file system is asked to do; a set of them is a bit-wise or.
enum {
    fault_operation_read = 1 << 0,
    fault_operation_write = 1 << 1,
    fault_operation_sync = 1 << 2,
    fault_operation_truncate = 1 << 3,
    fault_operation_open = 1 << 4,
    fault_operation_delete = 1 << 5,
    fault_operation_shared_memory_map = 1 << 6,
    /// Taking a lock in shared memory. Giving one back cannot fail.
    fault_operation_shared_memory_lock = 1 << 7,
};

/// What SQLite is told of an operation that fails.
typedef enum {
    fault_result_read,
    /// The file ended before the page did: the rest reads as zeros, as from a file that was cut off.
    fault_result_short_read,
    fault_result_write,
    fault_result_sync,
    fault_result_truncate,
    fault_result_full,
    fault_result_cannot_open,
    fault_result_delete,
    fault_result_shared_memory_map,
    fault_result_shared_memory_lock,
} fault_result;

/// What happens, and when, to the files of one directory.
typedef struct fault_plan fault_plan;

/// Makes the shim the default VFS of the process; once is enough, and more do no harm.
///
/// Returns false where SQLite refuses. Databases that are open already stay as they are.
bool fault_file_system_register(void);

/// A plan for the SQLite files below an existing directory: nothing fails yet, everything is counted and remembered.
///
/// The files must be changed through SQLite alone. Returns NULL where the directory cannot be resolved.
fault_plan *fault_plan_create(const char *directory);

/// Ends a plan; files that are open go on without faults.
void fault_plan_release(fault_plan *plan);

/// From now on, the `first`-th operation (from 1) of the set `operations` fails, and `count - 1` more after it.
///
/// With `takes_effect`, each is done and then reported as failed. Shared-memory locks never take effect. A plan has
/// one fault at a time: this replaces what was set before.
void fault_plan_fail(
    fault_plan *plan, unsigned operations, uint64_t first, uint64_t count, fault_result result, bool takes_effect);

/// No operation fails from now on, unless the power was cut.
///
/// Returns how many have failed since `fault_plan_fail`.
uint64_t fault_plan_disarm(fault_plan *plan);

/// How many operations of a set there were since the plan was made, the failed ones included.
uint64_t fault_plan_count(fault_plan *plan, unsigned operations);

/// The power is cut at the `first`-th operation (from 1) of the set `operations` from now on: instead of it, or right
/// after it. From then on every operation fails, and nothing reaches the files.
void fault_plan_cut_power(fault_plan *plan, unsigned operations, uint64_t first, bool after);

/// Whether the power was cut.
bool fault_plan_is_cut(fault_plan *plan);

/// Writes into another directory what a machine might find there after the power came back.
///
/// Each file is as of its last completed sync; of each write and truncation since, `seed` decides whether it is there,
/// lost, or torn between 512-byte sectors, and of each file made or deleted since the last sync of the directory,
/// whether that has happened. A write whose sync failed without effect stays in doubt, whatever is synced later, as on
/// Linux. Seed 0 loses all of it, seed 1 keeps all of it. Shared memory is no part of it. The
/// power need not be cut for it.
///
/// Returns false, with errno, where the directory cannot be written to.
bool fault_plan_write_image(fault_plan *plan, uint64_t seed, const char *directory);
