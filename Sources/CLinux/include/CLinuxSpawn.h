// Starting programs: the two ways the extractor needs, each with nothing inherited but the three standard descriptors.
#pragma once

#include <sys/types.h>

/// A pipe whose two ends are closed on exec: `ends[0]` to read from, `ends[1]` to write to.
int clinux_pipe(int ends[2]);

/// A descriptor that polls readable when the process has ended; closed on exec.
int clinux_pidfd_open(pid_t process);

/// Starts `path` in a process group of its own, with default signals, through posix_spawn. Returns its id.
/// The three descriptors must be above 2; everything else is closed in the program.
pid_t clinux_spawn_group(
    const char *path, char *const arguments[], char *const environment[], int input, int output, int errors);

/// Starts `path` in the caller's process group, killed as soon as the calling thread ends. Returns its id.
/// The two output descriptors must be above 2; `input` may be 0. Everything else is closed in the program.
pid_t clinux_spawn_tied(
    const char *path, char *const arguments[], char *const environment[], int input, int output, int errors);

/// Sets one limit of this process, soft and hard. The hard limit is never raised.
int clinux_limit_memory(unsigned long long bytes);
int clinux_limit_cpu(unsigned long long seconds);
int clinux_limit_file_size(unsigned long long bytes);
int clinux_limit_open_files(unsigned long long count);
int clinux_limit_core(unsigned long long bytes);
int clinux_limit_stack(unsigned long long bytes);
int clinux_limit_locked_memory(unsigned long long bytes);
int clinux_limit_message_queues(unsigned long long bytes);
