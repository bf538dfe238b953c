// What happens to the files of one directory: the half of a plan that the VFS sees.
#pragma once

#include "CFaultFileSystem.h"
#include "FaultMedium.h"

#include <pthread.h>

/// What becomes of one operation.
typedef struct {
    /// The result to report, SQLITE_OK where it is the real one.
    int result;
    /// Whether the operation is not done at all.
    bool is_refused;
    /// Whether the power goes right after it.
    bool cuts_after;
} fault_verdict;

typedef struct {
    unsigned operations;
    uint64_t first;
    uint64_t count;
    uint64_t seen;
    uint64_t fired;
    int result;
    bool takes_effect;
} fault_setting;

struct fault_plan {
    pthread_mutex_t lock;
    fault_plan *next;
    char *directory;
    /// Of the maker and of each open file; guarded by the lock of the list of plans.
    unsigned references;
    fault_setting fault;
    fault_setting cut;
    bool is_cut;
    uint64_t counts[8];
    fault_medium medium;
};

/// The plan of the directory that a path is in, retained, or NULL.
fault_plan *fault_plan_of(const char *path);

/// Gives up what `fault_plan_of` returned.
void fault_plan_leave(fault_plan *plan);

/// Counts an operation and decides what becomes of it. The plan's lock is held, until `fault_plan_settle`.
fault_verdict fault_plan_begin(fault_plan *plan, unsigned operation);

/// Ends what `fault_plan_begin` began.
///
/// Returns what to report where the operation itself returned `result`.
int fault_plan_settle(fault_plan *plan, fault_verdict verdict, int result);
