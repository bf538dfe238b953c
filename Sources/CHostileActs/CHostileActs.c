#define _GNU_SOURCE
#include "CHostileActs.h"

#include "HostileActs.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const struct act_list *const lists[] = {&hostile_file_acts, &hostile_network_acts, &hostile_process_acts,
                                               &hostile_kernel_acts};
enum { LISTS = sizeof lists / sizeof lists[0] };

static const struct act *act_at(int index) {
    for (int list = 0; list < LISTS; list++) {
        if (index < lists[list]->count) {
            return &lists[list]->acts[index];
        }
        index -= lists[list]->count;
    }
    return NULL;
}

int hostile_act_count(void) {
    int count = 0;
    for (int list = 0; list < LISTS; list++) {
        count += lists[list]->count;
    }
    return count;
}

const char *hostile_act_name(int index) {
    const struct act *act = act_at(index);
    return act == NULL ? "" : act->name;
}

int hostile_act(const char *name, const struct hostile_stage *stage) {
    for (int index = 0; index < hostile_act_count(); index++) {
        const struct act *act = act_at(index);
        if (strcmp(act->name, name) == 0) {
            return act->perform(stage);
        }
    }
    return -ENOSYS;
}

static void print(const char *name, int result) {
    char line[128];
    const int length = result == 0 ? snprintf(line, sizeof line, "%s done\n", name)
                                   : snprintf(line, sizeof line, "%s denied %d\n", name, -result);
    if (write(1, line, (size_t)length) != length) {
        _exit(74);
    }
}

void hostile_act_all(const struct hostile_stage *stage, bool forking) {
    for (int index = 0; index < hostile_act_count(); index++) {
        const struct act *act = act_at(index);
        if (!forking) {
            print(act->name, act->perform(stage));
            continue;
        }
        const pid_t process = fork();
        if (process == 0) {
            print(act->name, act->perform(stage));
            _exit(0);
        }
        int status = 0;
        waitpid(process, &status, 0);
    }
}

_Noreturn void hostile_fork_bomb(void) {
    const size_t size = sizeof(int);
    int *made = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int attempts = 0;; attempts++) {
        if (made != MAP_FAILED && __atomic_load_n(made, __ATOMIC_RELAXED) < 200 && fork() >= 0) {
            __atomic_add_fetch(made, 1, __ATOMIC_RELAXED);
        }
        if (attempts == 5 && write(1, "bombing\n", 8) != 8) {
            _exit(74);
        }
        const struct timespec pause = {.tv_nsec = 1000000};
        nanosleep(&pause, NULL);
    }
}

_Noreturn void hostile_burn(void) {
    for (volatile unsigned long count = 0;; count++) {
    }
}

_Noreturn void hostile_write(void) {
    static char bytes[1 << 16];
    while (true) {
        if (write(1, bytes, sizeof bytes) < 0 && errno != EINTR) {
            _exit(74);
        }
    }
}

int hostile_allocate(void) {
    const size_t piece = 16 << 20;
    for (int count = 0; count < 256; count++) {
        void *memory = mmap(NULL, piece, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (memory == MAP_FAILED) {
            return count * 16;
        }
        memset(memory, 1, piece);
    }
    return 4096;
}

int hostile_open_descriptors(void) {
    for (int count = 0; count < 10000; count++) {
        if (dup(0) < 0) {
            return count;
        }
    }
    return 10000;
}

int hostile_compat_call(void) {
#ifdef __x86_64__
    long result;
    // getpid of the 32-bit interface.
    __asm__ volatile("int $0x80" : "=a"(result) : "a"(20L) : "memory", "r8", "r9", "r10", "r11");
    return (int)result;
#else
    return -ENOSYS;
#endif
}
