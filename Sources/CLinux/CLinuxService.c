#define _GNU_SOURCE
#include "CLinuxService.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

int clinux_notify(const char *address, const char *message, size_t count) {
    struct sockaddr_un target = {.sun_family = AF_UNIX};
    const size_t length = strlen(address);
    if ((address[0] != '/' && address[0] != '@') || length < 2 || length >= sizeof target.sun_path) {
        return -EINVAL;
    }
    memcpy(target.sun_path, address, length);
    if (address[0] == '@') {
        target.sun_path[0] = 0;
    }
    const int descriptor = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) {
        return -errno;
    }
    const socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length);
    ssize_t sent;
    do {
        // A manager that does not read must not hold up the service.
        sent = sendto(
            descriptor, message, count, MSG_NOSIGNAL | MSG_DONTWAIT, (const struct sockaddr *)&target, size);
    } while (sent < 0 && errno == EINTR);
    const int problem = sent < 0 ? -errno : 0;
    close(descriptor);
    return problem;
}

uint64_t clinux_monotonic_microseconds(void) {
    struct timespec now = {0, 0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

static int signal_pipe[2] = {-1, -1};

static void note(int signal) {
    const int kept = errno;
    const unsigned char byte = (unsigned char)signal;
    // A pipe that is full holds more of them than anybody needs.
    if (write(signal_pipe[1], &byte, 1) < 0) {
    }
    errno = kept;
}

int clinux_signal_pipe(const int *signals, int count) {
    if (signal_pipe[0] >= 0) {
        return -EALREADY;
    }
    if (pipe2(signal_pipe, O_CLOEXEC | O_NONBLOCK) != 0) {
        return -errno;
    }
    struct sigaction action = {.sa_handler = note, .sa_flags = SA_RESTART};
    sigfillset(&action.sa_mask);
    for (int index = 0; index < count; index++) {
        if (sigaction(signals[index], &action, NULL) != 0) {
            return -errno;
        }
    }
    return signal_pipe[0];
}

int clinux_inherits_orphans(void) {
    int is_subreaper = 0;
    return getpid() == 1 || (prctl(PR_GET_CHILD_SUBREAPER, &is_subreaper) == 0 && is_subreaper != 0);
}
