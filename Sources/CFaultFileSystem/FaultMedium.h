// What is on the medium of a directory and what is only on its way there.
//
// Nothing here locks: the plan that owns a medium does.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Bytes that grow.
typedef struct {
    uint8_t *bytes;
    size_t length;
    size_t capacity;
} fault_bytes;

/// A write, or a truncation where `bytes` is NULL, that no sync has followed.
typedef struct fault_change {
    struct fault_change *next;
    uint8_t *bytes;
    uint64_t offset;
    size_t length;
    /// A sync that failed was to bring it to the medium; no later one will.
    bool is_dropped;
    /// On the medium for certain; it is kept in the list where one before it was dropped.
    bool is_synced;
} fault_change;

/// A file, whatever its name.
typedef struct {
    /// What is there for certain, up to the first change below.
    fault_bytes synced;
    /// What followed, oldest first.
    fault_change *changes;
    fault_change **last_change;
    unsigned references;
} fault_file_node;

/// A name in the directory, with the file it has now and the one it has on the medium; either may be NULL.
typedef struct fault_entry {
    struct fault_entry *next;
    char *path;
    fault_file_node *live;
    fault_file_node *durable;
} fault_entry;

/// A directory.
typedef struct {
    fault_entry *entries;
    fault_entry **last_entry;
} fault_medium;

void fault_medium_begin(fault_medium *medium);
void fault_medium_end(fault_medium *medium);

/// The file of a name, about to be opened. One that the medium has not heard of is read from the disk, and taken for
/// durable; one that is not there is a fresh one, `*is_fresh`, with no name yet.
fault_file_node *fault_medium_open(fault_medium *medium, const char *path, bool *is_fresh);

/// A fresh file got its name.
void fault_medium_name(fault_medium *medium, const char *path, fault_file_node *node);

/// A name was removed.
void fault_medium_unname(fault_medium *medium, const char *path);

/// The directory was synced.
void fault_medium_sync_names(fault_medium *medium);

void fault_file_node_release(fault_file_node *node);
void fault_file_node_write(fault_file_node *node, const void *bytes, size_t length, uint64_t offset);
void fault_file_node_truncate(fault_file_node *node, uint64_t length);
void fault_file_node_sync(fault_file_node *node);

/// A sync of the file failed.
///
/// Linux then takes the pages for clean: what they held may have got to the disk or not, and a later sync that succeeds
/// says nothing of it.
void fault_file_node_drop(fault_file_node *node);

/// Writes the directory as a power cut may have left it; see `fault_plan_write_image`.
bool fault_medium_write_image(const fault_medium *medium, uint64_t seed, const char *directory);
