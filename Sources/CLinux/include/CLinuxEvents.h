// Events: a counter to wake a poll with, and epoll.
#pragma once

#include <stdint.h>

/// A non-blocking, close-on-exec eventfd that starts at zero.
int clinux_eventfd(void);

/// Adds one to the counter, waking whoever polls it.
int clinux_eventfd_signal(int descriptor);

/// Resets the counter to zero. 1: it had been signalled; 0: it had not.
int clinux_eventfd_drain(int descriptor);

/// A close-on-exec epoll instance.
int clinux_epoll_create(void);

/// Watches `descriptor` for readability (level triggered); `token` comes back from the wait.
int clinux_epoll_add_readable(int epoll, int descriptor, uint64_t token);

/// Stops watching `descriptor`.
int clinux_epoll_remove(int epoll, int descriptor);

/// Waits for at most `capacity` (up to 64) ready descriptors; -1 milliseconds waits for ever.
int clinux_epoll_wait(int epoll, uint64_t *tokens, int capacity, int milliseconds);
