#include "FaultPlan.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

static pthread_mutex_t plans_lock = PTHREAD_MUTEX_INITIALIZER;
static fault_plan *plans = NULL;

static int sqlite_code(fault_result result) {
    switch (result) {
    case fault_result_read: return SQLITE_IOERR_READ;
    case fault_result_short_read: return SQLITE_IOERR_SHORT_READ;
    case fault_result_write: return SQLITE_IOERR_WRITE;
    case fault_result_sync: return SQLITE_IOERR_FSYNC;
    case fault_result_truncate: return SQLITE_IOERR_TRUNCATE;
    case fault_result_full: return SQLITE_FULL;
    case fault_result_cannot_open: return SQLITE_CANTOPEN;
    case fault_result_delete: return SQLITE_IOERR_DELETE;
    case fault_result_shared_memory_map: return SQLITE_IOERR_SHMMAP;
    case fault_result_shared_memory_lock: return SQLITE_IOERR_SHMLOCK;
    }
    abort();
}

/// What SQLite is told by a machine that is off.
static int code_without_power(unsigned operation) {
    switch (operation) {
    case fault_operation_read: return SQLITE_IOERR_READ;
    case fault_operation_write: return SQLITE_IOERR_WRITE;
    case fault_operation_sync: return SQLITE_IOERR_FSYNC;
    case fault_operation_truncate: return SQLITE_IOERR_TRUNCATE;
    case fault_operation_open: return SQLITE_CANTOPEN;
    case fault_operation_delete: return SQLITE_IOERR_DELETE;
    case fault_operation_shared_memory_map: return SQLITE_IOERR_SHMMAP;
    case fault_operation_shared_memory_lock: return SQLITE_IOERR_SHMLOCK;
    default: return SQLITE_IOERR;
    }
}

fault_plan *fault_plan_create(const char *directory) {
    char *resolved = realpath(directory, NULL);
    if (resolved == NULL) return NULL;
    fault_plan *plan = calloc(1, sizeof *plan);
    if (plan == NULL) abort();
    plan->directory = resolved;
    plan->references = 1;
    pthread_mutex_init(&plan->lock, NULL);
    fault_medium_begin(&plan->medium);
    pthread_mutex_lock(&plans_lock);
    plan->next = plans;
    plans = plan;
    pthread_mutex_unlock(&plans_lock);
    return plan;
}

fault_plan *fault_plan_of(const char *path) {
    pthread_mutex_lock(&plans_lock);
    fault_plan *plan = plans;
    while (plan != NULL) {
        size_t length = strlen(plan->directory);
        if (strncmp(path, plan->directory, length) == 0 && path[length] == '/') break;
        plan = plan->next;
    }
    if (plan != NULL) plan->references += 1;
    pthread_mutex_unlock(&plans_lock);
    return plan;
}

void fault_plan_leave(fault_plan *plan) {
    pthread_mutex_lock(&plans_lock);
    bool is_last = --plan->references == 0;
    pthread_mutex_unlock(&plans_lock);
    if (!is_last) return;
    fault_medium_end(&plan->medium);
    pthread_mutex_destroy(&plan->lock);
    free(plan->directory);
    free(plan);
}

void fault_plan_release(fault_plan *plan) {
    pthread_mutex_lock(&plans_lock);
    fault_plan **link = &plans;
    while (*link != NULL && *link != plan) link = &(*link)->next;
    if (*link != NULL) *link = plan->next;
    pthread_mutex_unlock(&plans_lock);
    fault_plan_disarm(plan);
    fault_plan_leave(plan);
}

void fault_plan_fail(
    fault_plan *plan, unsigned operations, uint64_t first, uint64_t count, fault_result result, bool takes_effect) {
    pthread_mutex_lock(&plan->lock);
    plan->fault = (fault_setting){
        .operations = operations,
        .first = first,
        .count = count,
        .result = sqlite_code(result),
        .takes_effect = takes_effect,
    };
    pthread_mutex_unlock(&plan->lock);
}

uint64_t fault_plan_disarm(fault_plan *plan) {
    pthread_mutex_lock(&plan->lock);
    uint64_t fired = plan->fault.fired;
    plan->fault = (fault_setting){0};
    pthread_mutex_unlock(&plan->lock);
    return fired;
}

uint64_t fault_plan_count(fault_plan *plan, unsigned operations) {
    uint64_t count = 0;
    pthread_mutex_lock(&plan->lock);
    for (unsigned bit = 0; bit < 8; bit++) {
        if (operations & (1u << bit)) count += plan->counts[bit];
    }
    pthread_mutex_unlock(&plan->lock);
    return count;
}

void fault_plan_cut_power(fault_plan *plan, unsigned operations, uint64_t first, bool after) {
    pthread_mutex_lock(&plan->lock);
    plan->cut = (fault_setting){.operations = operations, .first = first, .count = 1, .takes_effect = after};
    pthread_mutex_unlock(&plan->lock);
}

bool fault_plan_is_cut(fault_plan *plan) {
    pthread_mutex_lock(&plan->lock);
    bool is_cut = plan->is_cut;
    pthread_mutex_unlock(&plan->lock);
    return is_cut;
}

bool fault_plan_write_image(fault_plan *plan, uint64_t seed, const char *directory) {
    pthread_mutex_lock(&plan->lock);
    bool is_written = fault_medium_write_image(&plan->medium, seed, directory);
    pthread_mutex_unlock(&plan->lock);
    return is_written;
}

/// Whether this operation is one that a setting is about.
static bool strikes(fault_setting *setting, unsigned operation) {
    if ((setting->operations & operation) == 0) return false;
    setting->seen += 1;
    if (setting->seen < setting->first || setting->seen - setting->first >= setting->count) return false;
    setting->fired += 1;
    return true;
}

fault_verdict fault_plan_begin(fault_plan *plan, unsigned operation) {
    pthread_mutex_lock(&plan->lock);
    fault_verdict verdict = {.result = SQLITE_OK};
    if (!plan->is_cut) {
        plan->counts[__builtin_ctz(operation)] += 1;
        if (strikes(&plan->cut, operation)) {
            verdict.cuts_after = plan->cut.takes_effect;
            plan->is_cut = !plan->cut.takes_effect;
        }
    }
    if (plan->is_cut) {
        verdict.result = code_without_power(operation);
        verdict.is_refused = true;
    } else if (strikes(&plan->fault, operation)) {
        verdict.result = plan->fault.result;
        verdict.is_refused = !plan->fault.takes_effect;
    }
    return verdict;
}

int fault_plan_settle(fault_plan *plan, fault_verdict verdict, int result) {
    if (verdict.cuts_after) plan->is_cut = true;
    pthread_mutex_unlock(&plan->lock);
    return verdict.result == SQLITE_OK ? result : verdict.result;
}
