#define _GNU_SOURCE
#include "CLinuxSpawn.h"

#include "CLinuxInternal.h"
#include "CLinuxSandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef SYS_pidfd_open
#define SYS_pidfd_open 434
#endif
#ifndef SYS_close_range
#define SYS_close_range 436
#endif

int clinux_pipe(int ends[2]) {
    return pipe2(ends, O_CLOEXEC) == 0 ? 0 : -errno;
}

int clinux_pidfd_open(pid_t process) {
    int descriptor = (int)syscall(SYS_pidfd_open, process, 0);
    return descriptor >= 0 ? descriptor : -errno;
}

pid_t clinux_spawn_group(
    const char *path, char *const arguments[], char *const environment[], int input, int output, int errors) {
    posix_spawn_file_actions_t actions;
    int problem = posix_spawn_file_actions_init(&actions);
    if (problem != 0) {
        return -problem;
    }
    posix_spawnattr_t attributes;
    problem = posix_spawnattr_init(&attributes);
    if (problem != 0) {
        posix_spawn_file_actions_destroy(&actions);
        return -problem;
    }
    sigset_t all, none;
    sigfillset(&all);
    sigemptyset(&none);
    pid_t process = 0;
    const short flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK;
    if ((problem = posix_spawnattr_setflags(&attributes, flags)) == 0
        && (problem = posix_spawnattr_setpgroup(&attributes, 0)) == 0
        && (problem = posix_spawnattr_setsigdefault(&attributes, &all)) == 0
        && (problem = posix_spawnattr_setsigmask(&attributes, &none)) == 0
        && (problem = posix_spawn_file_actions_adddup2(&actions, input, 0)) == 0
        && (problem = posix_spawn_file_actions_adddup2(&actions, output, 1)) == 0
        && (problem = posix_spawn_file_actions_adddup2(&actions, errors, 2)) == 0
        && (problem = posix_spawn_file_actions_addclosefrom_np(&actions, 3)) == 0) {
        problem = posix_spawn(&process, path, &actions, &attributes, arguments, environment);
    }
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return problem == 0 ? process : -problem;
}

// posix_spawn cannot ask for a parent death signal, so this one forks; the child of a vfork shares the caller's memory
// and may only make system calls and leave.
pid_t clinux_spawn_filtered(
    const char *path, char *const arguments[], char *const environment[], int input, int output, int errors,
    bool filtered) {
    const pid_t parent = getpid();
    volatile int problem = 0;
    const pid_t process = vfork();
    if (process == 0) {
        if (prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && getppid() == parent && dup2(input, 0) == 0
            && dup2(output, 1) == 1 && dup2(errors, 2) == 2) {
            // An old kernel without close_range leaves what is closed on exec anyway.
            syscall(SYS_close_range, 3U, ~0U, 0U);
            const int refusal = filtered ? clinux_filter_enter(CLINUX_FILTER_TOOL, path) : 0;
            if (refusal == 0) {
                execve(path, arguments, environment);
            } else {
                errno = -refusal;
            }
        }
        problem = errno;
        _exit(127);
    }
    if (process < 0) {
        return -errno;
    }
    if (problem != 0) {
        // It left before the program began: nobody else can know the id, so it is collected here.
        while (waitpid(process, NULL, 0) < 0 && errno == EINTR) {
        }
        return -problem;
    }
    return process;
}

pid_t clinux_spawn_tied(
    const char *path, char *const arguments[], char *const environment[], int input, int output, int errors) {
    return clinux_spawn_filtered(path, arguments, environment, input, output, errors, false);
}

static int limit(int resource, unsigned long long value) {
    struct rlimit current;
    if (getrlimit(resource, &current) != 0) {
        return -errno;
    }
    const rlim_t wanted = (current.rlim_max != RLIM_INFINITY && current.rlim_max < value) ? current.rlim_max : value;
    struct rlimit changed = {wanted, wanted};
    return setrlimit(resource, &changed) == 0 ? 0 : -errno;
}

int clinux_limit_memory(unsigned long long bytes) {
    return limit(RLIMIT_AS, bytes);
}

int clinux_limit_cpu(unsigned long long seconds) {
    // The hard limit is a second later: SIGXCPU says why, SIGKILL does not.
    struct rlimit current;
    if (getrlimit(RLIMIT_CPU, &current) != 0) {
        return -errno;
    }
    struct rlimit changed = {seconds, seconds + 1};
    if (current.rlim_max != RLIM_INFINITY && current.rlim_max < changed.rlim_max) {
        changed.rlim_max = current.rlim_max;
        changed.rlim_cur = changed.rlim_cur < changed.rlim_max ? changed.rlim_cur : changed.rlim_max;
    }
    return setrlimit(RLIMIT_CPU, &changed) == 0 ? 0 : -errno;
}

int clinux_limit_file_size(unsigned long long bytes) {
    return limit(RLIMIT_FSIZE, bytes);
}

int clinux_limit_open_files(unsigned long long count) {
    return limit(RLIMIT_NOFILE, count);
}

int clinux_limit_core(unsigned long long bytes) {
    return limit(RLIMIT_CORE, bytes);
}

int clinux_limit_stack(unsigned long long bytes) {
    return limit(RLIMIT_STACK, bytes);
}

int clinux_limit_locked_memory(unsigned long long bytes) {
    return limit(RLIMIT_MEMLOCK, bytes);
}

int clinux_limit_message_queues(unsigned long long bytes) {
    return limit(RLIMIT_MSGQUEUE, bytes);
}
