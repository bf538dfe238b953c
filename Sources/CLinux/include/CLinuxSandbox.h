// The cell of a process: Landlock, a filter on system calls, and the small things that go with them. Everything here is
// done once, by a process that has one thread, and cannot be undone.
#pragma once

#include <stdbool.h>
#include <stdint.h>

/// The version of Landlock this kernel offers; 0 when it has none or does not let this process use it.
int clinux_landlock_version(void);

/// The rights on files and folders that Landlock takes away in this version, unless a path is allowed.
uint64_t clinux_landlock_file_rights(int version);

/// Begins a set of rules in which nothing is allowed, with all that `version` can forbid: files, TCP, devices, abstract
/// sockets and signals to others. Returns a descriptor.
int clinux_landlock_begin(int version);

/// Allows reading `path`, a file or all of a folder, and starting it as a program if `executable`. A path that does not
/// exist, or that this process cannot reach, is left out: then nobody can read it.
int clinux_landlock_allow(int rules, const char *path, bool executable);

/// Puts the calling process, and all it starts, under the rules, and closes their descriptor. It needs
/// clinux_set_no_new_privileges.
int clinux_landlock_enter(int rules);

/// Who a filter is for; each may do what its work needs and nothing else.
enum clinux_filter_role {
    /// Reads documents: no new process, no program, no file for writing, no socket.
    CLINUX_FILTER_READER = 1,
    /// Starts the tools for a reader: may also create processes that start a program, wait for them and kill them.
    CLINUX_FILTER_LAUNCHER = 2,
    /// A tool: one program may be started, whose path must lie at an address only its starter knows.
    CLINUX_FILTER_TOOL = 4,
};

/// Puts the calling process under a filter on system calls; what is not on the role's list fails with EPERM. It needs
/// clinux_set_no_new_privileges. `path` is the one address from which a tool's program may be named.
int clinux_filter_enter(enum clinux_filter_role role, const char *path);

/// Gives up all capabilities, for this process and all it starts.
int clinux_drop_capabilities(void);

/// Keeps other processes of the same user from looking into this one.
int clinux_forbid_inspection(void);

/// Closes every descriptor above the standard three.
int clinux_close_inherited(void);

/// Leaves the environment empty but for `PATH`.
int clinux_clear_environment(const char *path);
