// Processes: what becomes of a child when its parent dies, and what it may gain.
#pragma once

/// The signal this process gets when the thread that created it ends; 0 for none.
int clinux_set_parent_death_signal(int signal);

/// From here on, execve grants this process and its children nothing it does not have.
int clinux_set_no_new_privileges(void);

/// Keeps the heap of a process that runs for long small: two arenas for all threads, and memory of large blocks, and
/// of the top of the heap, given back at once. Does nothing where the C library has no such settings.
void clinux_keep_heap_small(void);

/// A name for the calling thread (at most 15 bytes are kept), as shown by ps and top.
int clinux_set_thread_name(const char *name);
