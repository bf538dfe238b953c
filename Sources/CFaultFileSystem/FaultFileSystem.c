// The VFS: what SQLite calls for each file. See https://sqlite.org/vfs.html and the comments in sqlite3.h.

#include "CFaultFileSystem.h"
#include "FaultPlan.h"

#include <sqlite3.h>
#include <string.h>

/// A file in a plan's directory; the file of the VFS beneath follows it in memory.
typedef struct {
    sqlite3_file base;
    fault_plan *plan;
    fault_file_node *node;
    /// Whether the VFS beneath syncs the directory too, at the first sync of this file.
    bool syncs_names;
} watched_file;

/// The default VFS from before.
static sqlite3_vfs *beneath = NULL;

static size_t offset_of_real(void) { return (sizeof(watched_file) + 15) & ~(size_t)15; }

static sqlite3_file *real(sqlite3_file *file) { return (sqlite3_file *)((char *)file + offset_of_real()); }

static watched_file *watched(sqlite3_file *file) { return (watched_file *)file; }

// MARK: Operations that can fail

static int file_read(sqlite3_file *file, void *buffer, int length, sqlite3_int64 offset) {
    fault_plan *plan = watched(file)->plan;
    fault_verdict verdict = fault_plan_begin(plan, fault_operation_read);
    int result = SQLITE_OK;
    if (verdict.is_refused) {
        // What a short read leaves is zeros, by SQLite's rule. After another error nobody looks.
        memset(buffer, 0, (size_t)length);
    } else {
        result = real(file)->pMethods->xRead(real(file), buffer, length, offset);
    }
    return fault_plan_settle(plan, verdict, result);
}

static int file_write(sqlite3_file *file, const void *bytes, int length, sqlite3_int64 offset) {
    fault_plan *plan = watched(file)->plan;
    fault_verdict verdict = fault_plan_begin(plan, fault_operation_write);
    int result = SQLITE_OK;
    if (!verdict.is_refused) {
        result = real(file)->pMethods->xWrite(real(file), bytes, length, offset);
        if (result == SQLITE_OK) {
            fault_file_node_write(watched(file)->node, bytes, (size_t)length, (uint64_t)offset);
        }
    }
    return fault_plan_settle(plan, verdict, result);
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size) {
    fault_plan *plan = watched(file)->plan;
    fault_verdict verdict = fault_plan_begin(plan, fault_operation_truncate);
    int result = SQLITE_OK;
    if (!verdict.is_refused) {
        result = real(file)->pMethods->xTruncate(real(file), size);
        if (result == SQLITE_OK) fault_file_node_truncate(watched(file)->node, (uint64_t)size);
    }
    return fault_plan_settle(plan, verdict, result);
}

static int file_sync(sqlite3_file *file, int flags) {
    fault_plan *plan = watched(file)->plan;
    fault_verdict verdict = fault_plan_begin(plan, fault_operation_sync);
    int result = SQLITE_OK;
    if (verdict.is_refused) {
        fault_file_node_drop(watched(file)->node);
    } else {
        result = real(file)->pMethods->xSync(real(file), flags);
        if (result == SQLITE_OK) {
            fault_file_node_sync(watched(file)->node);
            if (watched(file)->syncs_names) fault_medium_sync_names(&plan->medium);
            watched(file)->syncs_names = false;
        }
    }
    return fault_plan_settle(plan, verdict, result);
}

static int file_shm_map(sqlite3_file *file, int page, int size, int extends, void volatile **memory) {
    fault_plan *plan = watched(file)->plan;
    fault_verdict verdict = fault_plan_begin(plan, fault_operation_shared_memory_map);
    int result = SQLITE_OK;
    *memory = NULL;
    if (!verdict.is_refused) {
        result = real(file)->pMethods->xShmMap(real(file), page, size, extends, memory);
        // Whoever is told of a failure must not find memory.
        if (verdict.result != SQLITE_OK) *memory = NULL;
    }
    return fault_plan_settle(plan, verdict, result);
}

static int file_shm_lock(sqlite3_file *file, int offset, int count, int flags) {
    if ((flags & SQLITE_SHM_LOCK) == 0) {
        return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
    }
    fault_plan *plan = watched(file)->plan;
    fault_verdict verdict = fault_plan_begin(plan, fault_operation_shared_memory_lock);
    int result = SQLITE_OK;
    // A lock that is held and was reported as not held would never be given back.
    if (verdict.result == SQLITE_OK) {
        result = real(file)->pMethods->xShmLock(real(file), offset, count, flags);
    }
    return fault_plan_settle(plan, verdict, result);
}

// MARK: Operations that go straight through

static int file_close(sqlite3_file *file) {
    int result = real(file)->pMethods->xClose(real(file));
    fault_plan *plan = watched(file)->plan;
    pthread_mutex_lock(&plan->lock);
    fault_file_node_release(watched(file)->node);
    pthread_mutex_unlock(&plan->lock);
    fault_plan_leave(plan);
    file->pMethods = NULL;
    return result;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size) {
    if (fault_plan_is_cut(watched(file)->plan)) return SQLITE_IOERR_FSTAT;
    return real(file)->pMethods->xFileSize(real(file), size);
}

static int file_lock(sqlite3_file *file, int level) { return real(file)->pMethods->xLock(real(file), level); }

static int file_unlock(sqlite3_file *file, int level) { return real(file)->pMethods->xUnlock(real(file), level); }

static int file_check_reserved_lock(sqlite3_file *file, int *is_reserved) {
    return real(file)->pMethods->xCheckReservedLock(real(file), is_reserved);
}

static int file_control(sqlite3_file *file, int operation, void *argument) {
    return real(file)->pMethods->xFileControl(real(file), operation, argument);
}

static int file_sector_size(sqlite3_file *file) { return real(file)->pMethods->xSectorSize(real(file)); }

static int file_device_characteristics(sqlite3_file *file) {
    // Batches of writes that are atomic would pass by the record of what is unsynced.
    return real(file)->pMethods->xDeviceCharacteristics(real(file)) & ~SQLITE_IOCAP_BATCH_ATOMIC;
}

static void file_shm_barrier(sqlite3_file *file) { real(file)->pMethods->xShmBarrier(real(file)); }

static int file_shm_unmap(sqlite3_file *file, int deletes) {
    return real(file)->pMethods->xShmUnmap(real(file), deletes);
}

/// No file is mapped, so that every read comes past `file_read`.
static int file_fetch(sqlite3_file *file, sqlite3_int64 offset, int length, void **memory) {
    (void)file, (void)offset, (void)length;
    *memory = NULL;
    return SQLITE_OK;
}

static int file_unfetch(sqlite3_file *file, sqlite3_int64 offset, void *memory) {
    (void)file, (void)offset, (void)memory;
    return SQLITE_OK;
}

static const sqlite3_io_methods methods = {
    .iVersion = 3,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_check_reserved_lock,
    .xFileControl = file_control,
    .xSectorSize = file_sector_size,
    .xDeviceCharacteristics = file_device_characteristics,
    .xShmMap = file_shm_map,
    .xShmLock = file_shm_lock,
    .xShmBarrier = file_shm_barrier,
    .xShmUnmap = file_shm_unmap,
    .xFetch = file_fetch,
    .xUnfetch = file_unfetch,
};

// MARK: Names

/// Opens a file of a plan. The plan's lock is held.
static int open_watched(
    fault_plan *plan, fault_verdict verdict, const char *name, sqlite3_file *file, int flags, int *flags_out) {
    bool is_fresh = false;
    fault_file_node *node = fault_medium_open(&plan->medium, name, &is_fresh);
    int result = beneath->xOpen(beneath, name, real(file), flags, flags_out);
    if (result == SQLITE_OK && is_fresh) fault_medium_name(&plan->medium, name, node);
    bool has_methods = real(file)->pMethods != NULL;
    bool is_kept = result == SQLITE_OK && verdict.result == SQLITE_OK && real(file)->pMethods->iVersion >= 2;
    if (is_kept) {
        int logs = SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_WAL;
        watched_file *opened = watched(file);
        opened->base.pMethods = &methods;
        opened->plan = plan;
        opened->node = node;
        // By this rule the default VFS of Unix decides to sync the directory of a log that it may have made.
        opened->syncs_names = (flags & SQLITE_OPEN_CREATE) != 0 && (flags & logs) != 0;
        return SQLITE_OK;
    }
    if (has_methods) real(file)->pMethods->xClose(real(file));
    fault_file_node_release(node);
    return result == SQLITE_OK ? SQLITE_CANTOPEN : result;
}

static int vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *flags_out) {
    (void)vfs;
    fault_plan *plan = name != NULL ? fault_plan_of(name) : NULL;
    // A file that nobody watches is the one of the VFS beneath, and costs nothing.
    if (plan == NULL) return beneath->xOpen(beneath, name, file, flags, flags_out);
    file->pMethods = NULL;
    real(file)->pMethods = NULL;
    fault_verdict verdict = fault_plan_begin(plan, fault_operation_open);
    int result = SQLITE_OK;
    if (!verdict.is_refused) result = open_watched(plan, verdict, name, file, flags, flags_out);
    result = fault_plan_settle(plan, verdict, result);
    if (file->pMethods == NULL) fault_plan_leave(plan);
    return result;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int syncs_names) {
    (void)vfs;
    fault_plan *plan = fault_plan_of(name);
    if (plan == NULL) return beneath->xDelete(beneath, name, syncs_names);
    fault_verdict verdict = fault_plan_begin(plan, fault_operation_delete);
    int result = SQLITE_OK;
    if (!verdict.is_refused) {
        result = beneath->xDelete(beneath, name, syncs_names);
        if (result == SQLITE_OK) {
            fault_medium_unname(&plan->medium, name);
            if (syncs_names) fault_medium_sync_names(&plan->medium);
        }
    }
    result = fault_plan_settle(plan, verdict, result);
    fault_plan_leave(plan);
    return result;
}

static int vfs_access(sqlite3_vfs *vfs, const char *name, int flags, int *answer) {
    (void)vfs;
    fault_plan *plan = fault_plan_of(name);
    bool is_cut = plan != NULL && fault_plan_is_cut(plan);
    if (plan != NULL) fault_plan_leave(plan);
    return is_cut ? SQLITE_IOERR_ACCESS : beneath->xAccess(beneath, name, flags, answer);
}

// The rest is the business of the VFS beneath. It gets itself as the first argument, for what it keeps there.

static int vfs_full_pathname(sqlite3_vfs *vfs, const char *name, int size, char *path) {
    (void)vfs;
    return beneath->xFullPathname(beneath, name, size, path);
}

static void *vfs_dl_open(sqlite3_vfs *vfs, const char *name) {
    (void)vfs;
    return beneath->xDlOpen(beneath, name);
}

static void vfs_dl_error(sqlite3_vfs *vfs, int size, char *message) {
    (void)vfs;
    beneath->xDlError(beneath, size, message);
}

static void (*vfs_dl_symbol(sqlite3_vfs *vfs, void *library, const char *symbol))(void) {
    (void)vfs;
    return beneath->xDlSym(beneath, library, symbol);
}

static void vfs_dl_close(sqlite3_vfs *vfs, void *library) {
    (void)vfs;
    beneath->xDlClose(beneath, library);
}

static int vfs_randomness(sqlite3_vfs *vfs, int size, char *bytes) {
    (void)vfs;
    return beneath->xRandomness(beneath, size, bytes);
}

static int vfs_sleep(sqlite3_vfs *vfs, int microseconds) {
    (void)vfs;
    return beneath->xSleep(beneath, microseconds);
}

static int vfs_current_time(sqlite3_vfs *vfs, double *time) {
    (void)vfs;
    return beneath->xCurrentTime(beneath, time);
}

static int vfs_last_error(sqlite3_vfs *vfs, int size, char *message) {
    (void)vfs;
    return beneath->xGetLastError(beneath, size, message);
}

static int vfs_current_time_int64(sqlite3_vfs *vfs, sqlite3_int64 *time) {
    (void)vfs;
    return beneath->xCurrentTimeInt64(beneath, time);
}

static sqlite3_vfs fault_vfs = {
    .iVersion = 2,
    .zName = "fault",
    .xOpen = vfs_open,
    .xDelete = vfs_delete,
    .xAccess = vfs_access,
    .xFullPathname = vfs_full_pathname,
    .xDlOpen = vfs_dl_open,
    .xDlError = vfs_dl_error,
    .xDlSym = vfs_dl_symbol,
    .xDlClose = vfs_dl_close,
    .xRandomness = vfs_randomness,
    .xSleep = vfs_sleep,
    .xCurrentTime = vfs_current_time,
    .xGetLastError = vfs_last_error,
    .xCurrentTimeInt64 = vfs_current_time_int64,
};

static pthread_once_t registration = PTHREAD_ONCE_INIT;
static bool is_registered = false;

static void register_once(void) {
    if (sqlite3_initialize() != SQLITE_OK) return;
    beneath = sqlite3_vfs_find(NULL);
    if (beneath == NULL || beneath->iVersion < 2) return;
    fault_vfs.szOsFile = (int)offset_of_real() + beneath->szOsFile;
    fault_vfs.mxPathname = beneath->mxPathname;
    is_registered = sqlite3_vfs_register(&fault_vfs, 1) == SQLITE_OK;
}

bool fault_file_system_register(void) {
    pthread_once(&registration, register_once);
    return is_registered;
}
