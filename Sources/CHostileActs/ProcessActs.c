#define _GNU_SOURCE
#include "HostileActs.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static int collect(pid_t process) {
    if (process == 0) {
        _exit(0);
    }
    if (process < 0) {
        return -errno;
    }
    waitpid(process, NULL, 0);
    return 0;
}

static int fork_once(const struct hostile_stage *stage) {
    return collect(fork());
}

static int vfork_once(const struct hostile_stage *stage) {
    const pid_t process = vfork();
    if (process == 0) {
        _exit(0);
    }
    return collect(process);
}

static int clone_once(const struct hostile_stage *stage) {
    return collect((pid_t)syscall(SYS_clone, SIGCHLD, NULL, NULL, NULL, NULL));
}

static int clone_as_vfork(const struct hostile_stage *stage) {
    // What a launcher may call is for launchers only.
    return collect((pid_t)syscall(SYS_clone, CLONE_VFORK | SIGCHLD, NULL, NULL, NULL, NULL));
}

static int clone_new_call(const struct hostile_stage *stage) {
    uint64_t arguments[8] = {[4] = SIGCHLD};
    return collect((pid_t)syscall(435, arguments, sizeof arguments));
}

static void *idle(void *nothing) {
    return nothing;
}

static int start_thread(const struct hostile_stage *stage) {
    pthread_t thread;
    const int problem = pthread_create(&thread, NULL, idle, NULL);
    if (problem == 0) {
        pthread_join(thread, NULL);
    }
    return -problem;
}

/// Where a process cannot be created, the program replaces this one: its output lacks the line of this act then.
static int run(const char *path, char *const arguments[]) {
    char *const nothing[] = {NULL};
    execve(path, arguments, nothing);
    return -errno;
}

static int run_shell(const struct hostile_stage *stage) {
    char *const arguments[] = {"sh", "-c", "echo run-shell done", NULL};
    return run("/bin/sh", arguments);
}

static int run_program(const struct hostile_stage *stage) {
    char *const arguments[] = {"echo", "run-program", "done", NULL};
    return run("/bin/echo", arguments);
}

static int run_through_loader(const struct hostile_stage *stage) {
    char *const arguments[] = {"ld.so", "/bin/echo", "run-through-loader", "done", NULL};
#ifdef __x86_64__
    return run("/lib64/ld-linux-x86-64.so.2", arguments);
#else
    return run("/lib/ld-linux-aarch64.so.1", arguments);
#endif
}

/// The bytes are no program: ENOEXEC says that the system would have started one.
static int reached(int result) {
    return result == -ENOEXEC ? 0 : result;
}

static int memory_program(void) {
    const int descriptor = memfd_create("program", 0);
    if (descriptor >= 0 && write(descriptor, "no program", 10) != 10) {
        return -1;
    }
    return descriptor;
}

static int run_from_memory(const struct hostile_stage *stage) {
    const int descriptor = memory_program();
    char *const arguments[] = {"x", NULL}, *const nothing[] = {NULL};
    if (descriptor < 0) {
        return -errno;
    }
    syscall(SYS_execveat, descriptor, "", arguments, nothing, AT_EMPTY_PATH);
    return reached(-errno);
}

static int run_from_memory_by_link(const struct hostile_stage *stage) {
    const int descriptor = memory_program();
    char path[64], *const arguments[] = {"x", NULL};
    if (descriptor < 0) {
        return -errno;
    }
    snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
    return reached(run(path, arguments));
}

static int run_input(const struct hostile_stage *stage) {
    char *const arguments[] = {"x", NULL};
    return reached(run("/proc/self/fd/0", arguments));
}

static int signal_parent(const struct hostile_stage *stage) {
    return outcome(kill(getppid(), SIGURG));
}

static int signal_init(const struct hostile_stage *stage) {
    return outcome(kill(1, 0));
}

static int queue_signal(const struct hostile_stage *stage) {
    return outcome(sigqueue(getppid(), SIGURG, (union sigval){0}));
}

static int signal_through_owner(const struct hostile_stage *stage) {
    return outcome(fcntl(1, F_SETOWN, getppid()));
}

static int trace(const struct hostile_stage *stage) {
    return outcome(ptrace(PTRACE_TRACEME, 0, NULL, NULL));
}

static int read_parent_memory(const struct hostile_stage *stage) {
    char byte;
    struct iovec here = {&byte, 1}, there = {(void *)0x10000, 1};
    const int result = outcome(process_vm_readv(getppid(), &here, 1, &there, 1, 0));
    // Nothing lies at that address, but the system looked.
    return result == -EFAULT ? 0 : result;
}

static int open_parent(const struct hostile_stage *stage) {
    return outcome(syscall(434, getppid(), 0));
}

static int limit_parent(const struct hostile_stage *stage) {
    struct rlimit limit;
    return outcome(prlimit(getppid(), RLIMIT_NOFILE, NULL, &limit));
}

static int set_own_limit(const struct hostile_stage *stage) {
    const struct rlimit limit = {10000, 10000};
    return outcome(setrlimit(RLIMIT_NOFILE, &limit));
}

static int set_priority(const struct hostile_stage *stage) {
    return outcome(setpriority(PRIO_PROCESS, 0, 1));
}

static int leave_group(const struct hostile_stage *stage) {
    return outcome(setpgid(0, 0));
}

static int outlive_parent(const struct hostile_stage *stage) {
    return outcome(prctl(PR_SET_PDEATHSIG, 0));
}

static int become_root(const struct hostile_stage *stage) {
    return outcome(setuid(0));
}

static int read_environment(const struct hostile_stage *stage) {
    for (char **entry = environ; entry != NULL && *entry != NULL; entry++) {
        if (strncmp(*entry, "PATH=", 5) != 0) {
            return 0;
        }
    }
    return -ENOENT;
}

static const struct act acts[] = {
    {"fork", fork_once},
    {"vfork", vfork_once},
    {"clone", clone_once},
    {"clone-as-vfork", clone_as_vfork},
    {"clone-new-call", clone_new_call},
    {"thread", start_thread},
    {"run-shell", run_shell},
    {"run-program", run_program},
    {"run-through-loader", run_through_loader},
    {"run-from-memory", run_from_memory},
    {"run-from-memory-by-link", run_from_memory_by_link},
    {"run-input", run_input},
    {"signal-parent", signal_parent},
    {"signal-init", signal_init},
    {"queue-signal", queue_signal},
    {"signal-through-owner", signal_through_owner},
    {"trace", trace},
    {"read-parent-memory", read_parent_memory},
    {"open-parent", open_parent},
    {"limit-of-parent", limit_parent},
    {"set-own-limit", set_own_limit},
    {"set-priority", set_priority},
    {"leave-group", leave_group},
    {"outlive-parent", outlive_parent},
    {"become-root", become_root},
    {"read-environment", read_environment},
};
ACT_LIST(hostile_process_acts, acts);
