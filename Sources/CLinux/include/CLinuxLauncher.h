// Tools for a process that may not start any itself: a launcher, created before the process locks itself in, starts
// them one at a time.
#pragma once

#include <stdbool.h>
#include <sys/types.h>

/// Creates the launcher, which may start these programs (full paths) and no other. It shares the caller's descriptors
/// and ends with the caller. With `filtered`, it and the tools are put under their filters, or nothing can be started.
int clinux_launcher_begin(const char *const programs[], int count, bool filtered);

/// Starts a program like clinux_spawn_tied, through the launcher if there is one. -EBUSY: the one before has not been
/// waited for. Returns its id.
pid_t clinux_tool_start(
    const char *path, char *const arguments[], char *const environment[], int input, int output, int errors);

/// Kills the program that was started.
void clinux_tool_kill(pid_t process);

/// Waits for the program to end; `status` is what waitpid gives.
int clinux_tool_wait(pid_t process, int *status);
