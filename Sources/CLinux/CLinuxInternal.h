// Between the files of this module.
#pragma once

#include <stdbool.h>
#include <sys/types.h>

/// Like clinux_spawn_tied; with `filtered`, the program is under the filter of a tool, and `path` must be an address
/// that nobody else knows.
pid_t clinux_spawn_filtered(
    const char *path, char *const arguments[], char *const environment[], int input, int output, int errors,
    bool filtered);
