#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

int clinux_eventfd(void) {
    int descriptor = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    return descriptor >= 0 ? descriptor : -errno;
}

int clinux_eventfd_signal(int descriptor) {
    uint64_t one = 1;
    // EAGAIN means that the counter is full, so the poll wakes anyway.
    if (write(descriptor, &one, sizeof one) == (ssize_t)sizeof one || errno == EAGAIN) return 0;
    return -errno;
}

int clinux_eventfd_drain(int descriptor) {
    uint64_t count = 0;
    if (read(descriptor, &count, sizeof count) == (ssize_t)sizeof count) return 1;
    return errno == EAGAIN ? 0 : -errno;
}

int clinux_epoll_create(void) {
    int descriptor = epoll_create1(EPOLL_CLOEXEC);
    return descriptor >= 0 ? descriptor : -errno;
}

int clinux_epoll_add_readable(int epoll, int descriptor, uint64_t token) {
    struct epoll_event event = {.events = EPOLLIN, .data.u64 = token};
    return epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) == 0 ? 0 : -errno;
}

int clinux_epoll_remove(int epoll, int descriptor) {
    return epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, 0) == 0 ? 0 : -errno;
}

int clinux_epoll_wait(int epoll, uint64_t *tokens, int capacity, int milliseconds) {
    struct epoll_event events[64];
    int ready = epoll_wait(epoll, events, capacity < 64 ? capacity : 64, milliseconds);
    if (ready < 0) return errno == EINTR ? 0 : -errno;
    for (int index = 0; index < ready; index++) tokens[index] = events[index].data.u64;
    return ready;
}
