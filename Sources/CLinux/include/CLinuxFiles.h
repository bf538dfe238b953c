// Files: renaming without replacing, leases, which file system a path is on, and flushing.
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/// Renames and fails with -EEXIST when the new name is taken. File systems that lack RENAME_NOREPLACE get
/// link + unlink for a file, and -EINVAL for a directory.
int clinux_rename_noreplace(int old_folder, const char *old_name, int new_folder, const char *new_name);

/// Lets two files or folders change their names, at one moment.
int clinux_rename_exchange(const char *one, const char *other);

/// Whether another open file description can write to this file now.
/// 1: somebody has it open for writing; 0: nobody has; negative errno: it cannot be known here
/// (not the owner and no CAP_LEASE, or a file system without leases).
int clinux_is_open_for_writing(int descriptor);

/// The `f_type` magic number of the file system that holds `path`.
int clinux_file_system_type(const char *path, int64_t *type);

/// The bytes and the inodes that an ordinary user may still use on the file system that holds `path`.
int clinux_file_system_room(const char *path, uint64_t *free_bytes, uint64_t *free_inodes);

/// The two halves of a device number.
unsigned clinux_device_major(uint64_t device);
unsigned clinux_device_minor(uint64_t device);

/// Writes everything dirty on the file system of `descriptor` to its disk.
int clinux_syncfs(int descriptor);

/// Starts writing the file's dirty pages without waiting for them.
int clinux_start_writeback(int descriptor);

/// A file in memory, closed on exec, which no kernel from 6.3 on starts as a program; `name` is only shown.
int clinux_memory_file(const char *name);

/// Fills `buffer` from the kernel's random source.
int clinux_random(void *buffer, size_t count);
