#define _GNU_SOURCE
#include "CLinuxLauncher.h"

#include "CLinuxFiles.h"
#include "CLinuxInternal.h"
#include "CLinuxSandbox.h"
#include "CLinuxSpawn.h"

#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef CLONE_PIDFD
#define CLONE_PIDFD 0x00001000
#endif
#ifndef MAP_FIXED_NOREPLACE
#define MAP_FIXED_NOREPLACE 0x100000
#endif

enum kind { START = 1, KILL = 2, WAIT = 3 };

enum { TEXT_SIZE = 1 << 14, MOST_ARGUMENTS = 256, PATH_SIZE = 4096 };

/// What the reader asks: with START, the text holds the path, the arguments and the environment, each with its NUL.
struct request {
    int32_t kind;
    int32_t input, output, errors;
    uint32_t arguments, environment;
    char text[TEXT_SIZE];
};

struct reply {
    int32_t value;
    int32_t status;
};

static int channel = -1;
static int launcher = -1;

// The launcher's side. It believes nothing it is told: what a reader that was taken over can get from it is one listed
// program at a time, and that much every document gets.

/// A page at an address that cannot be guessed, for the paths of programs.
static char *secret_page(void) {
    for (int bits = 46; bits >= 38; bits -= 8) {
        for (int attempt = 0; attempt < 8; attempt++) {
            uint64_t number = 0;
            if (clinux_random(&number, sizeof number) != 0) {
                return NULL;
            }
            void *wanted = (void *)(uintptr_t)(number & ((1ULL << bits) - 1) & ~0xFFFFULL);
            void *page = mmap(
                wanted, PATH_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
            if (page == wanted) {
                return page;
            }
            if (page != MAP_FAILED) {
                munmap(page, PATH_SIZE);
            }
        }
    }
    return NULL;
}

/// Points `strings` at `count` texts that follow each other; NULL unless they end before `end`. Returns what follows.
static char *split(char *text, const char *end, char **strings, uint32_t count) {
    if (count > MOST_ARGUMENTS) {
        return NULL;
    }
    for (uint32_t index = 0; index < count; index++) {
        char *terminator = text < end ? memchr(text, 0, (size_t)(end - text)) : NULL;
        if (terminator == NULL) {
            return NULL;
        }
        strings[index] = text;
        text = terminator + 1;
    }
    strings[count] = NULL;
    return text;
}

static pid_t start_listed(
    struct request *request, size_t size, const char *const programs[], int count, char *page, bool filtered) {
    char *path[2], *arguments[MOST_ARGUMENTS + 1], *environment[MOST_ARGUMENTS + 1];
    const char *end = (const char *)request + size;
    char *rest = size > offsetof(struct request, text) ? split(request->text, end, path, 1) : NULL;
    rest = rest != NULL ? split(rest, end, arguments, request->arguments) : NULL;
    rest = rest != NULL ? split(rest, end, environment, request->environment) : NULL;
    if (rest == NULL || strlen(path[0]) >= PATH_SIZE) {
        return -EINVAL;
    }
    for (int index = 0; index < count; index++) {
        if (strcmp(programs[index], path[0]) == 0) {
            strcpy(page, path[0]);
            return clinux_spawn_filtered(
                page, arguments, environment, request->input, request->output, request->errors, filtered);
        }
    }
    return -EACCES;
}

static _Noreturn void launch(pid_t reader, int descriptor, const char *const programs[], int count, bool filtered) {
    static struct request request;
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != reader) {
        _exit(1);
    }
    char *page = secret_page();
    const int problem = page == NULL ? -ENOMEM : filtered ? clinux_filter_enter(CLINUX_FILTER_LAUNCHER, NULL) : 0;
    pid_t tool = 0;
    while (true) {
        const ssize_t size = read(descriptor, &request, sizeof request);
        if (size < 0 && errno == EINTR) {
            continue;
        }
        if (size < (ssize_t)offsetof(struct request, text)) {
            _exit(0);
        }
        struct reply reply = {0, 0};
        if (request.kind == KILL) {
            if (tool > 0) {
                kill(tool, SIGKILL);
            }
            continue;
        }
        if (request.kind == START) {
            if (problem != 0) {
                reply.value = problem;
            } else if (tool > 0) {
                reply.value = -EBUSY;
            } else {
                reply.value = start_listed(&request, (size_t)size, programs, count, page, filtered);
                tool = reply.value > 0 ? reply.value : 0;
            }
        } else {
            reply.value = tool > 0 ? 0 : -ECHILD;
            while (tool > 0 && waitpid(tool, &reply.status, 0) < 0 && errno == EINTR) {
            }
            tool = 0;
        }
        if (write(descriptor, &reply, sizeof reply) != (ssize_t)sizeof reply) {
            _exit(1);
        }
    }
}

// The reader's side.

int clinux_launcher_begin(const char *const programs[], int count, bool filtered) {
    int ends[2];
    // Packets: a request is one read.
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
        return -errno;
    }
    const pid_t reader = getpid();
    int watched = -1;
    // A process like that of fork, but with the same descriptors: the reader names those of a tool by their numbers.
    const long process = syscall(SYS_clone, CLONE_FILES | CLONE_PIDFD | SIGCHLD, NULL, &watched, NULL, NULL);
    if (process == 0) {
        launch(reader, ends[1], programs, count, filtered);
    }
    if (process < 0) {
        const int problem = errno;
        close(ends[0]);
        close(ends[1]);
        return -problem;
    }
    channel = ends[0];
    launcher = watched;
    return 0;
}

static int receive(struct reply *reply) {
    // Both have both ends of the channel: the launcher's end is not seen in it.
    struct pollfd polled[2] = {{.fd = channel, .events = POLLIN}, {.fd = launcher, .events = POLLIN}};
    while (true) {
        if (poll(polled, 2, -1) < 0) {
            if (errno == EINTR) {
                continue;
            }
            return -errno;
        }
        if (polled[0].revents & POLLIN) {
            return read(channel, reply, sizeof *reply) == (ssize_t)sizeof *reply ? 0 : -EPIPE;
        }
        return -EPIPE;
    }
}

static bool append(struct request *request, size_t *length, const char *text) {
    const size_t size = strlen(text) + 1;
    if (size > TEXT_SIZE - *length) {
        return false;
    }
    memcpy(request->text + *length, text, size);
    *length += size;
    return true;
}

pid_t clinux_tool_start(
    const char *path, char *const arguments[], char *const environment[], int input, int output, int errors) {
    if (channel < 0) {
        return clinux_spawn_tied(path, arguments, environment, input, output, errors);
    }
    static struct request request;
    request = (struct request){.kind = START, .input = input, .output = output, .errors = errors};
    size_t length = 0;
    bool fits = append(&request, &length, path);
    for (; arguments[request.arguments] != NULL; request.arguments++) {
        fits = fits && append(&request, &length, arguments[request.arguments]);
    }
    for (; environment[request.environment] != NULL; request.environment++) {
        fits = fits && append(&request, &length, environment[request.environment]);
    }
    if (!fits) {
        return -E2BIG;
    }
    struct reply reply;
    if (write(channel, &request, offsetof(struct request, text) + length) < 0) {
        return -errno;
    }
    const int problem = receive(&reply);
    return problem == 0 ? reply.value : problem;
}

static int ask(enum kind kind) {
    const struct request request = {.kind = kind};
    return write(channel, &request, offsetof(struct request, text)) < 0 ? -errno : 0;
}

void clinux_tool_kill(pid_t process) {
    if (channel < 0) {
        kill(process, SIGKILL);
    } else {
        // Without a launcher there is no tool either: they end together.
        ask(KILL);
    }
}

int clinux_tool_wait(pid_t process, int *status) {
    if (channel < 0) {
        while (waitpid(process, status, 0) < 0) {
            if (errno != EINTR) {
                return -errno;
            }
        }
        return 0;
    }
    struct reply reply;
    int problem = ask(WAIT);
    problem = problem == 0 ? receive(&reply) : problem;
    if (problem == 0) {
        *status = reply.status;
        problem = reply.value;
    }
    return problem;
}
