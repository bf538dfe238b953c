#define _GNU_SOURCE
#include "CLinuxSandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// The system's header may be older than the kernel, or missing: what is needed of it stands here.
#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule 445
#define SYS_landlock_restrict_self 446
#endif

enum {
    ASK_VERSION = 1,
    RULE_PATH_BENEATH = 1,
};

struct ruleset {
    uint64_t file_rights;
    uint64_t network_rights;
    uint64_t scopes;
};

struct path_rule {
    uint64_t rights;
    int32_t parent;
} __attribute__((packed));

static const uint64_t execute = 1 << 0, read_file = 1 << 2, read_folder = 1 << 3;
// What each version added: making, writing and removing; moving between folders; truncating; TCP; devices; scopes.
static const uint64_t first_rights = (1 << 13) - 1, move = 1 << 13, truncate_file = 1 << 14, control_device = 1 << 15;
static const uint64_t bind_and_connect = 3, abstract_sockets_and_signals = 3;

int clinux_landlock_version(void) {
    const long version = syscall(SYS_landlock_create_ruleset, NULL, 0, ASK_VERSION);
    return version > 0 ? (int)version : 0;
}

uint64_t clinux_landlock_file_rights(int version) {
    return (version >= 1 ? first_rights : 0) | (version >= 2 ? move : 0) | (version >= 3 ? truncate_file : 0)
        | (version >= 5 ? control_device : 0);
}

int clinux_landlock_begin(int version) {
    if (version < 1) {
        return -EOPNOTSUPP;
    }
    const struct ruleset rules = {
        .file_rights = clinux_landlock_file_rights(version),
        .network_rights = version >= 4 ? bind_and_connect : 0,
        .scopes = version >= 6 ? abstract_sockets_and_signals : 0,
    };
    // An older kernel takes a longer structure as long as what it does not know is zero.
    const int descriptor = (int)syscall(SYS_landlock_create_ruleset, &rules, sizeof rules, 0);
    return descriptor >= 0 ? descriptor : -errno;
}

int clinux_landlock_allow(int rules, const char *path, bool executable) {
    const int descriptor = open(path, O_PATH | O_CLOEXEC);
    if (descriptor < 0) {
        return errno == ENOENT || errno == ENOTDIR || errno == EACCES || errno == ELOOP ? 0 : -errno;
    }
    struct stat status;
    int problem = 0;
    if (fstat(descriptor, &status) != 0) {
        problem = -errno;
    } else {
        struct path_rule rule = {.rights = read_file, .parent = descriptor};
        rule.rights |= S_ISDIR(status.st_mode) ? read_folder : 0;
        rule.rights |= executable ? execute : 0;
        problem = syscall(SYS_landlock_add_rule, rules, RULE_PATH_BENEATH, &rule, 0) == 0 ? 0 : -errno;
    }
    close(descriptor);
    return problem;
}

int clinux_landlock_enter(int rules) {
    const int problem = syscall(SYS_landlock_restrict_self, rules, 0) == 0 ? 0 : -errno;
    close(rules);
    return problem;
}
