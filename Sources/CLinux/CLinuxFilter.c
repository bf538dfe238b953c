#define _GNU_SOURCE
#include "CLinuxSandbox.h"

#include <asm/ioctls.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "The filter has no list of system calls for this processor."
#endif
#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "The filter reads arguments as little-endian halves."
#endif

#ifndef SYS_clone3
#define SYS_clone3 435
#endif
#ifndef SYS_close_range
#define SYS_close_range 436
#endif
#ifndef SYS_openat2
#define SYS_openat2 437
#endif
#ifndef SYS_faccessat2
#define SYS_faccessat2 439
#endif
#ifndef SECCOMP_RET_KILL_PROCESS
#define SECCOMP_RET_KILL_PROCESS 0x80000000U
#endif

// Numbers above this one did not exist when the lists were made. Libraries expect ENOSYS of a kernel that is older than
// they are, and do without. The numbers of the 32-bit interface x32 lie far above.
enum { NEWEST_KNOWN = 450 };

enum {
    READER = CLINUX_FILTER_READER,
    LAUNCHER = CLINUX_FILTER_LAUNCHER,
    TOOL = CLINUX_FILTER_TOOL,
    ALL = READER | LAUNCHER | TOOL,
};

/// What is looked at beyond a call's number.
enum check {
    ALWAYS,
    MISSING,         // ENOSYS: the library falls back to a call that can be looked into
    OPEN_TO_READ,    // flags in the second argument
    OPEN_AT_TO_READ, // flags in the third
    DESCRIPTOR_FLAGS,
    TERMINAL_QUERY,
    LIMIT_QUERY,
    SIGNAL_TO_SELF,
    SIGNAL_KILL,
    PROCESS_FOR_PROGRAM,
    DEATH_SIGNAL,
    SECRET_PATH,
};

struct rule {
    int call;
    int roles;
    enum check check;
};

// A tool's list must lie within the launcher's: the tool inherits that filter too.
static const struct rule rules[] = {
    {SYS_read, ALL, ALWAYS},
    {SYS_write, ALL, ALWAYS},
    {SYS_mmap, ALL, ALWAYS},
    {SYS_munmap, ALL, ALWAYS},
    {SYS_brk, ALL, ALWAYS},
    {SYS_futex, ALL, ALWAYS},
    {SYS_lseek, ALL, ALWAYS},
    {SYS_pread64, ALL, ALWAYS},
    {SYS_pwrite64, ALL, ALWAYS},
    {SYS_readv, ALL, ALWAYS},
    {SYS_writev, ALL, ALWAYS},
    {SYS_openat, ALL, OPEN_AT_TO_READ},
    {SYS_openat2, ALL, MISSING},
    {SYS_close, ALL, ALWAYS},
    {SYS_close_range, ALL, ALWAYS},
    {SYS_fstat, ALL, ALWAYS},
    {SYS_newfstatat, ALL, ALWAYS},
    {SYS_statx, ALL, ALWAYS},
    {SYS_statfs, ALL, ALWAYS},
    {SYS_fstatfs, ALL, ALWAYS},
    {SYS_faccessat, ALL, ALWAYS},
    {SYS_faccessat2, ALL, ALWAYS},
    {SYS_readlinkat, ALL, ALWAYS},
    {SYS_getdents64, ALL, ALWAYS},
    {SYS_getcwd, ALL, ALWAYS},
    {SYS_fadvise64, ALL, ALWAYS},
    {SYS_fcntl, ALL, DESCRIPTOR_FLAGS},
    {SYS_ioctl, ALL, TERMINAL_QUERY},
    {SYS_dup, ALL, ALWAYS},
    {SYS_dup3, ALL, ALWAYS},
    {SYS_pipe2, ALL, ALWAYS},
    {SYS_ppoll, ALL, ALWAYS},
    {SYS_pselect6, ALL, ALWAYS},
    {SYS_mprotect, ALL, ALWAYS},
    {SYS_mremap, ALL, ALWAYS},
    {SYS_madvise, ALL, ALWAYS},
    {SYS_rt_sigaction, ALL, ALWAYS},
    {SYS_rt_sigprocmask, ALL, ALWAYS},
    {SYS_rt_sigreturn, ALL, ALWAYS},
    {SYS_sigaltstack, ALL, ALWAYS},
    {SYS_restart_syscall, ALL, ALWAYS},
    {SYS_tgkill, ALL, SIGNAL_TO_SELF},
    {SYS_exit, ALL, ALWAYS},
    {SYS_exit_group, ALL, ALWAYS},
    {SYS_getpid, ALL, ALWAYS},
    {SYS_getppid, ALL, ALWAYS},
    {SYS_gettid, ALL, ALWAYS},
    {SYS_getuid, ALL, ALWAYS},
    {SYS_geteuid, ALL, ALWAYS},
    {SYS_getgid, ALL, ALWAYS},
    {SYS_getegid, ALL, ALWAYS},
    {SYS_set_tid_address, ALL, ALWAYS},
    {SYS_set_robust_list, ALL, ALWAYS},
#ifdef SYS_rseq
    {SYS_rseq, ALL, ALWAYS},
#endif
    {SYS_sched_yield, ALL, ALWAYS},
    {SYS_sched_getaffinity, ALL, ALWAYS},
    {SYS_prlimit64, ALL, LIMIT_QUERY},
    {SYS_getrusage, ALL, ALWAYS},
    {SYS_times, ALL, ALWAYS},
    {SYS_sysinfo, ALL, ALWAYS},
    {SYS_uname, ALL, ALWAYS},
    {SYS_getrandom, ALL, ALWAYS},
    {SYS_clock_gettime, ALL, ALWAYS},
    {SYS_clock_getres, ALL, ALWAYS},
    {SYS_clock_nanosleep, ALL, ALWAYS},
    {SYS_nanosleep, ALL, ALWAYS},
    {SYS_gettimeofday, ALL, ALWAYS},
#ifdef __x86_64__
    {SYS_open, ALL, OPEN_TO_READ},
    {SYS_stat, ALL, ALWAYS},
    {SYS_lstat, ALL, ALWAYS},
    {SYS_access, ALL, ALWAYS},
    {SYS_readlink, ALL, ALWAYS},
    {SYS_dup2, ALL, ALWAYS},
    {SYS_pipe, ALL, ALWAYS},
    {SYS_poll, ALL, ALWAYS},
    {SYS_select, ALL, ALWAYS},
    {SYS_getrlimit, ALL, ALWAYS},
    {SYS_time, ALL, ALWAYS},
    {SYS_arch_prctl, ALL, ALWAYS},
    {SYS_vfork, LAUNCHER, ALWAYS},
#endif
    {SYS_clone3, ALL, MISSING},
    {SYS_memfd_create, READER, ALWAYS},
    {SYS_clone, LAUNCHER, PROCESS_FOR_PROGRAM},
    {SYS_wait4, LAUNCHER, ALWAYS},
    {SYS_kill, LAUNCHER, SIGNAL_KILL},
    {SYS_prctl, LAUNCHER, DEATH_SIGNAL},
    {SYS_seccomp, LAUNCHER, ALWAYS},
    {SYS_execve, LAUNCHER, ALWAYS},
    {SYS_execve, TOOL, SECRET_PATH},
};

struct program {
    struct sock_filter code[512];
    unsigned short length;
};

static void emit(struct program *program, struct sock_filter instruction) {
    if (program->length < sizeof program->code / sizeof program->code[0]) {
        program->code[program->length] = instruction;
    }
    // One too many is refused when the filter is put in place.
    program->length++;
}

static void answer(struct program *program, unsigned action) {
    emit(program, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, action));
}

static void fail(struct program *program, int problem) {
    answer(program, SECCOMP_RET_ERRNO | ((unsigned)problem & SECCOMP_RET_DATA));
}

enum half { LOW = 0, HIGH = 4 };

static void load_argument(struct program *program, int argument, enum half half) {
    const unsigned offset = offsetof(struct seccomp_data, args) + 8 * (unsigned)argument + half;
    emit(program, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offset));
}

/// Skips `count` instructions unless what was loaded is `value`.
static void unless_equal_skip(struct program *program, unsigned value, unsigned char count) {
    emit(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, count));
}

/// Allows the call if the argument is one of the values.
static void allow_values(struct program *program, int argument, const unsigned *values, int count) {
    load_argument(program, argument, LOW);
    for (int index = 0; index < count; index++) {
        unless_equal_skip(program, values[index], 1);
        answer(program, SECCOMP_RET_ALLOW);
    }
    fail(program, EPERM);
}

static void allow_value(struct program *program, int argument, unsigned value) {
    allow_values(program, argument, &value, 1);
}

static void allow_reading(struct program *program, int argument) {
    // O_TMPFILE holds the bit of O_DIRECTORY, which is harmless.
    const unsigned writing = O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND | (O_TMPFILE & ~O_DIRECTORY);
    load_argument(program, argument, LOW);
    emit(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, writing, 0, 1));
    fail(program, EACCES);
    answer(program, SECCOMP_RET_ALLOW);
}

static void emit_check(struct program *program, enum check check, const char *path) {
    // Locks, owners and seals are no concern of a reader: F_SETOWN would send signals to others.
    static const unsigned descriptor_flags[] = {F_DUPFD, F_DUPFD_CLOEXEC, F_GETFD, F_SETFD, F_GETFL};
    static const unsigned terminal_queries[] = {TCGETS, TIOCGWINSZ, FIONREAD};
    const uint64_t address = (uint64_t)(uintptr_t)path;
    switch (check) {
    case ALWAYS: answer(program, SECCOMP_RET_ALLOW); break;
    case MISSING: fail(program, ENOSYS); break;
    case OPEN_TO_READ: allow_reading(program, 1); break;
    case OPEN_AT_TO_READ: allow_reading(program, 2); break;
    case DESCRIPTOR_FLAGS:
        allow_values(program, 1, descriptor_flags, sizeof descriptor_flags / sizeof descriptor_flags[0]);
        break;
    case TERMINAL_QUERY:
        allow_values(program, 1, terminal_queries, sizeof terminal_queries / sizeof terminal_queries[0]);
        break;
    case LIMIT_QUERY:
        // Its own limits, and no new value: the pointer to one is null.
        load_argument(program, 0, LOW);
        unless_equal_skip(program, 0, 5);
        load_argument(program, 2, LOW);
        unless_equal_skip(program, 0, 3);
        load_argument(program, 2, HIGH);
        unless_equal_skip(program, 0, 1);
        answer(program, SECCOMP_RET_ALLOW);
        fail(program, EPERM);
        break;
    case SIGNAL_TO_SELF: allow_value(program, 0, (unsigned)getpid()); break;
    case SIGNAL_KILL: allow_value(program, 1, SIGKILL); break;
    case PROCESS_FOR_PROGRAM: allow_value(program, 0, CLONE_VM | CLONE_VFORK | SIGCHLD); break;
    case DEATH_SIGNAL: allow_value(program, 0, PR_SET_PDEATHSIG); break;
    case SECRET_PATH:
        // Whoever guesses wrong does not guess again.
        load_argument(program, 0, LOW);
        unless_equal_skip(program, (unsigned)address, 3);
        load_argument(program, 0, HIGH);
        unless_equal_skip(program, (unsigned)(address >> 32), 1);
        answer(program, SECCOMP_RET_ALLOW);
        answer(program, SECCOMP_RET_KILL_PROCESS);
        break;
    }
}

int clinux_filter_enter(enum clinux_filter_role role, const char *path) {
    struct program program = {.length = 0};
    const unsigned architecture = offsetof(struct seccomp_data, arch), number = offsetof(struct seccomp_data, nr);
    emit(&program, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, architecture));
    emit(&program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0));
    answer(&program, SECCOMP_RET_KILL_PROCESS);
    emit(&program, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, number));
    emit(&program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, NEWEST_KNOWN, 0, 1));
    fail(&program, ENOSYS);
    for (size_t index = 0; index < sizeof rules / sizeof rules[0]; index++) {
        if ((rules[index].roles & (int)role) == 0) {
            continue;
        }
        const unsigned short test = program.length;
        unless_equal_skip(&program, (unsigned)rules[index].call, 0);
        emit_check(&program, rules[index].check, path);
        if (program.length > sizeof program.code / sizeof program.code[0]) {
            return -E2BIG;
        }
        // Every check ends with an answer: what follows the jump is for other calls.
        program.code[test].jf = (unsigned char)(program.length - test - 1);
    }
    fail(&program, EPERM);
    if (program.length > sizeof program.code / sizeof program.code[0]) {
        return -E2BIG;
    }
    const struct sock_fprog filter = {.len = program.length, .filter = program.code};
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter) == 0 ? 0 : -errno;
}
