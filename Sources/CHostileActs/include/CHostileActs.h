// What a document's reader would do if the document took it over: for tests of the sandbox. Each act is harmless to the
// machine where it succeeds, but for those that never end, which must not be run outside of the sandbox.
#pragma once

#include <stdbool.h>

/// What the test prepared: a folder with a file and a Unix socket for each act that wants one, and a TCP port.
struct hostile_stage {
    const char *folder;
    int port;
    /// A descriptor of /etc/passwd that was opened before anything else.
    int inherited;
};

/// How many acts there are that end.
int hostile_act_count(void);

/// The name of one of them.
const char *hostile_act_name(int index);

/// Tries an act. 0: it succeeded; negative errno: it was denied; -ENOSYS also for an unknown name.
int hostile_act(const char *name, const struct hostile_stage *stage);

/// Tries each act in a process of its own, or in this one, and prints a line for each: its name, then `done`, or
/// `denied` and the number of the error.
void hostile_act_all(const struct hostile_stage *stage, bool forking);

/// Creates processes for as long as it is let, at most 200, and says so when it has tried a few times; never returns.
_Noreturn void hostile_fork_bomb(void);

/// Computes for ever.
_Noreturn void hostile_burn(void);

/// Writes to standard output for ever.
_Noreturn void hostile_write(void);

/// Allocates and fills up to 4 GiB, in pieces. Returns how many MiB it got.
int hostile_allocate(void);

/// Opens descriptors until it fails. Returns how many it got, at most 10,000.
int hostile_open_descriptors(void);

/// Makes a system call as a 32-bit program does. Returns only where that is possible.
int hostile_compat_call(void);
