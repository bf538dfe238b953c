// A service's part: telling its manager how it is, taking signals, and being a parent to orphans.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// Sends one datagram to the Unix socket at `address`: a path, or a name in the abstract namespace behind an "@".
int clinux_notify(const char *address, const char *message, size_t count);

/// Microseconds of CLOCK_MONOTONIC.
uint64_t clinux_monotonic_microseconds(void);

/// From here on, each of the signals is written as one byte to a pipe, whose end for reading is returned. Once only.
int clinux_signal_pipe(const int *signals, int count);

/// Whether orphans below this process become its children: 1 or 0.
int clinux_inherits_orphans(void);
