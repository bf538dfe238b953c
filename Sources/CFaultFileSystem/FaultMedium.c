#include "FaultMedium.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/// What a disk writes whole or not at all.
enum { sector = 512 };

/// Memory, or the end of the test process.
static void *allocate(size_t size) {
    void *memory = calloc(1, size > 0 ? size : 1);
    if (memory == NULL) abort();
    return memory;
}

// MARK: Bytes

static void bytes_resize(fault_bytes *bytes, size_t length) {
    if (length > bytes->capacity) {
        size_t capacity = bytes->capacity > 0 ? bytes->capacity : 4096;
        while (capacity < length) capacity *= 2;
        bytes->bytes = realloc(bytes->bytes, capacity);
        if (bytes->bytes == NULL) abort();
        bytes->capacity = capacity;
    }
    if (length > bytes->length) memset(bytes->bytes + bytes->length, 0, length - bytes->length);
    bytes->length = length;
}

static void bytes_write(fault_bytes *bytes, const uint8_t *from, size_t length, uint64_t offset) {
    if (length == 0) return;
    if (offset + length > bytes->length) bytes_resize(bytes, offset + length);
    memcpy(bytes->bytes + offset, from, length);
}

static bool bytes_read_file(fault_bytes *bytes, const char *path) {
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return false;
    struct stat status;
    bool is_read = fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
    if (is_read) {
        bytes_resize(bytes, (size_t)status.st_size);
        size_t done = 0;
        while (done < bytes->length) {
            ssize_t count = pread(descriptor, bytes->bytes + done, bytes->length - done, (off_t)done);
            if (count < 0 && errno == EINTR) continue;
            if (count <= 0) break;
            done += (size_t)count;
        }
        is_read = done == bytes->length;
    }
    // Other descriptors of this file may hold POSIX locks, which a close in the same process drops: the caller reads
    // only files that it has not opened yet.
    close(descriptor);
    return is_read;
}

static bool bytes_write_file(const fault_bytes *bytes, const char *path) {
    int descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (descriptor < 0) return false;
    size_t done = 0;
    while (done < bytes->length) {
        ssize_t count = write(descriptor, bytes->bytes + done, bytes->length - done);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) break;
        done += (size_t)count;
    }
    int failure = done == bytes->length ? 0 : errno;
    if (close(descriptor) != 0 && failure == 0) failure = errno;
    errno = failure;
    return failure == 0;
}

// MARK: Files

static fault_file_node *node_make(void) {
    fault_file_node *node = allocate(sizeof *node);
    node->last_change = &node->changes;
    node->references = 1;
    return node;
}

static fault_file_node *node_retain(fault_file_node *node) {
    if (node != NULL) node->references += 1;
    return node;
}

static void node_forget_first_change(fault_file_node *node) {
    fault_change *change = node->changes;
    node->changes = change->next;
    if (node->changes == NULL) node->last_change = &node->changes;
    free(change->bytes);
    free(change);
}

void fault_file_node_release(fault_file_node *node) {
    if (node == NULL || --node->references > 0) return;
    while (node->changes != NULL) node_forget_first_change(node);
    free(node->synced.bytes);
    free(node);
}

static void node_change(fault_file_node *node, uint8_t *bytes, uint64_t offset, size_t length) {
    fault_change *change = allocate(sizeof *change);
    *change = (fault_change){.bytes = bytes, .offset = offset, .length = length};
    *node->last_change = change;
    node->last_change = &change->next;
}

void fault_file_node_write(fault_file_node *node, const void *bytes, size_t length, uint64_t offset) {
    uint8_t *copy = allocate(length);
    memcpy(copy, bytes, length);
    node_change(node, copy, offset, length);
}

void fault_file_node_truncate(fault_file_node *node, uint64_t length) { node_change(node, NULL, length, 0); }

static void apply(fault_bytes *bytes, const fault_change *change) {
    if (change->bytes == NULL) {
        bytes_resize(bytes, change->offset);
    } else {
        bytes_write(bytes, change->bytes, change->length, change->offset);
    }
}

void fault_file_node_sync(fault_file_node *node) {
    for (fault_change *change = node->changes; change != NULL; change = change->next) {
        change->is_synced = !change->is_dropped;
    }
    while (node->changes != NULL && node->changes->is_synced) {
        apply(&node->synced, node->changes);
        node_forget_first_change(node);
    }
}

void fault_file_node_drop(fault_file_node *node) {
    for (fault_change *change = node->changes; change != NULL; change = change->next) {
        change->is_dropped = !change->is_synced;
    }
}

// MARK: Names

void fault_medium_begin(fault_medium *medium) {
    medium->entries = NULL;
    medium->last_entry = &medium->entries;
}

void fault_medium_end(fault_medium *medium) {
    while (medium->entries != NULL) {
        fault_entry *entry = medium->entries;
        medium->entries = entry->next;
        fault_file_node_release(entry->live);
        fault_file_node_release(entry->durable);
        free(entry->path);
        free(entry);
    }
    fault_medium_begin(medium);
}

static fault_entry *find(const fault_medium *medium, const char *path) {
    fault_entry *entry = medium->entries;
    while (entry != NULL && strcmp(entry->path, path) != 0) entry = entry->next;
    return entry;
}

static fault_entry *entry_of(fault_medium *medium, const char *path) {
    fault_entry *entry = find(medium, path);
    if (entry != NULL) return entry;
    entry = allocate(sizeof *entry);
    entry->path = allocate(strlen(path) + 1);
    strcpy(entry->path, path);
    *medium->last_entry = entry;
    medium->last_entry = &entry->next;
    return entry;
}

fault_file_node *fault_medium_open(fault_medium *medium, const char *path, bool *is_fresh) {
    fault_entry *entry = find(medium, path);
    *is_fresh = false;
    if (entry != NULL && entry->live != NULL) return node_retain(entry->live);
    fault_file_node *node = node_make();
    if (entry == NULL && bytes_read_file(&node->synced, path)) {
        entry = entry_of(medium, path);
        entry->live = node_retain(node);
        entry->durable = node_retain(node);
    } else {
        *is_fresh = true;
    }
    return node;
}

void fault_medium_name(fault_medium *medium, const char *path, fault_file_node *node) {
    fault_entry *entry = entry_of(medium, path);
    fault_file_node_release(entry->live);
    entry->live = node_retain(node);
}

void fault_medium_unname(fault_medium *medium, const char *path) {
    fault_entry *entry = find(medium, path);
    if (entry == NULL) return;
    fault_file_node_release(entry->live);
    entry->live = NULL;
}

void fault_medium_sync_names(fault_medium *medium) {
    for (fault_entry *entry = medium->entries; entry != NULL; entry = entry->next) {
        fault_file_node *before = entry->durable;
        entry->durable = node_retain(entry->live);
        fault_file_node_release(before);
    }
}

// MARK: After a power cut

/// The next number of a splitmix64 sequence.
static uint64_t draw(uint64_t *state) {
    uint64_t z = *state += 0x9E3779B97F4A7C15;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
}

/// How much of what no sync has followed is there.
typedef struct {
    enum { nothing, everything, something } kept;
    uint64_t state;
} fate;

static bool keeps(fate *fate) {
    switch (fate->kept) {
    case nothing: return false;
    case everything: return true;
    case something: return draw(&fate->state) % 2 == 0;
    }
    return false;
}

/// Applies the sectors of a write that made it.
///
/// Bytes of a sector outside the write stay as they are: SQLite is told so too (SQLITE_IOCAP_POWERSAFE_OVERWRITE).
static void apply_torn(fault_bytes *bytes, const fault_change *change, fate *fate) {
    size_t done = 0;
    while (done < change->length) {
        size_t room = sector - (size_t)((change->offset + done) % sector);
        size_t length = change->length - done < room ? change->length - done : room;
        if (keeps(fate)) bytes_write(bytes, change->bytes + done, length, change->offset + done);
        done += length;
    }
}

static void survive(fault_bytes *bytes, const fault_file_node *node, fate *fate) {
    bytes_write(bytes, node->synced.bytes, node->synced.length, 0);
    for (const fault_change *change = node->changes; change != NULL; change = change->next) {
        bool is_torn = fate->kept == something && change->bytes != NULL && draw(&fate->state) % 3 == 0;
        if (is_torn && !change->is_synced) {
            apply_torn(bytes, change, fate);
        } else if (change->is_synced || keeps(fate)) {
            apply(bytes, change);
        }
    }
}

bool fault_medium_write_image(const fault_medium *medium, uint64_t seed, const char *directory) {
    fate fate = {.kept = seed == 0 ? nothing : seed == 1 ? everything : something, .state = seed};
    for (const fault_entry *entry = medium->entries; entry != NULL; entry = entry->next) {
        bool is_settled = entry->live == entry->durable;
        const fault_file_node *node = is_settled || !keeps(&fate) ? entry->durable : entry->live;
        if (node == NULL) continue;
        const char *name = strrchr(entry->path, '/');
        char path[4096];
        int length = snprintf(path, sizeof path, "%s%s", directory, name != NULL ? name : "/");
        if (length < 0 || (size_t)length >= sizeof path) {
            errno = ENAMETOOLONG;
            return false;
        }
        fault_bytes bytes = {0};
        survive(&bytes, node, &fate);
        bool is_written = bytes_write_file(&bytes, path);
        free(bytes.bytes);
        if (!is_written) return false;
    }
    return true;
}
