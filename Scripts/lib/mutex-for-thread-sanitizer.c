// Tells thread sanitizer of the slow ways through Swift's Mutex, so that it takes no lock for a race.
//
// Mutex.withLock is inlined, and its fast ways, an atomic exchange, are compiled with the sanitizer. Where a lock is
// contended, it is taken and given back inside libswiftSynchronization, which is not: the sanitizer then sees two
// threads at one variable and nothing between them. This library goes before that one (LD_PRELOAD), calls it, and adds
// what it leaves out: that giving back comes before taking. It hides no report, unlike a suppression.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

// Absent in programs without the sanitizer, which inherit this library from one that has it.
__attribute__((weak)) void __tsan_acquire(void *);
__attribute__((weak)) void __tsan_release(void *);

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context))

static void *next(const char *name) {
    void *function = dlsym(RTLD_NEXT, name);
    if (function == NULL) abort();
    return function;
}

// Synchronization._MutexHandle._lockSlow(UInt32)
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
SWIFT void lock_slow(uint32_t thread, SELF void *mutex) __asm__(LOCK);

SWIFT void lock_slow(uint32_t thread, SELF void *mutex) {
    SWIFT void (*real)(uint32_t, SELF void *) = next(LOCK);
    real(thread, mutex);
    if (__tsan_acquire) __tsan_acquire(mutex);
}

// Synchronization._MutexHandle._tryLockSlow() -> Bool
#define TRY_LOCK "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"
SWIFT bool try_lock_slow(SELF void *mutex) __asm__(TRY_LOCK);

SWIFT bool try_lock_slow(SELF void *mutex) {
    SWIFT bool (*real)(SELF void *) = next(TRY_LOCK);
    bool is_locked = real(mutex);
    if (is_locked && __tsan_acquire) __tsan_acquire(mutex);
    return is_locked;
}

// Synchronization._MutexHandle._unlockSlow()
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"
SWIFT void unlock_slow(SELF void *mutex) __asm__(UNLOCK);

SWIFT void unlock_slow(SELF void *mutex) {
    SWIFT void (*real)(SELF void *) = next(UNLOCK);
    if (__tsan_release) __tsan_release(mutex);
    real(mutex);
}
