#define _GNU_SOURCE
#include "HostileActs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

const char *staged(const struct hostile_stage *stage, const char *name) {
    static char path[1024];
    snprintf(path, sizeof path, "%s/%s", stage->folder, name);
    return path;
}

int outcome(long result) {
    return result >= 0 ? 0 : -errno;
}

static int read_path(const char *path) {
    char byte;
    const int descriptor = open(path, O_RDONLY);
    if (descriptor < 0) {
        return -errno;
    }
    const int result = outcome(read(descriptor, &byte, 1));
    close(descriptor);
    return result;
}

static int read_passwd(const struct hostile_stage *stage) {
    return read_path("/etc/passwd");
}

static int read_shadow(const struct hostile_stage *stage) {
    return read_path("/etc/shadow");
}

static int read_staged(const struct hostile_stage *stage) {
    return read_path(staged(stage, "read-staged"));
}

static int read_environment_of_parent(const struct hostile_stage *stage) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/environ", getppid());
    return read_path(path);
}

static int read_through_root_link(const struct hostile_stage *stage) {
    return read_path("/proc/self/root/etc/passwd");
}

static int read_device(const struct hostile_stage *stage) {
    return outcome(open("/dev/zero", O_RDONLY));
}

static int read_inherited(const struct hostile_stage *stage) {
    char byte;
    return outcome(pread(stage->inherited, &byte, 1, 0));
}

static int list_root(const struct hostile_stage *stage) {
    DIR *folder = opendir("/");
    return folder == NULL || readdir(folder) == NULL ? -errno : 0;
}

static int list_staged(const struct hostile_stage *stage) {
    DIR *folder = opendir(stage->folder);
    return folder == NULL || readdir(folder) == NULL ? -errno : 0;
}

static int write_staged(const struct hostile_stage *stage) {
    return outcome(open(staged(stage, "write-staged"), O_WRONLY));
}

static int write_memory_of_self(const struct hostile_stage *stage) {
    return outcome(open("/proc/self/mem", O_RDWR));
}

static int create_file(const struct hostile_stage *stage) {
    return outcome(open(staged(stage, "created"), O_WRONLY | O_CREAT | O_EXCL, 0600));
}

static int create_with_old_call(const struct hostile_stage *stage) {
    return outcome(creat(staged(stage, "created-too"), 0600));
}

static int create_with_new_call(const struct hostile_stage *stage) {
    struct {
        uint64_t flags, mode, resolve;
    } how = {.flags = O_WRONLY | O_CREAT, .mode = 0600};
    return outcome(syscall(437, AT_FDCWD, staged(stage, "created-new"), &how, sizeof how));
}

static int create_unnamed(const struct hostile_stage *stage) {
    return outcome(open(stage->folder, O_TMPFILE | O_RDWR, 0600));
}

static int truncate_staged(const struct hostile_stage *stage) {
    return outcome(truncate(staged(stage, "truncate"), 0));
}

static int unlink_staged(const struct hostile_stage *stage) {
    return outcome(unlink(staged(stage, "unlink")));
}

static int rename_staged(const struct hostile_stage *stage) {
    char from[1024];
    snprintf(from, sizeof from, "%s/rename", stage->folder);
    return outcome(rename(from, staged(stage, "renamed")));
}

static int link_staged(const struct hostile_stage *stage) {
    char from[1024];
    snprintf(from, sizeof from, "%s/link", stage->folder);
    return outcome(link(from, staged(stage, "linked")));
}

static int symlink_staged(const struct hostile_stage *stage) {
    return outcome(symlink("/etc/passwd", staged(stage, "symlink-made")));
}

static int make_folder(const struct hostile_stage *stage) {
    return outcome(mkdir(staged(stage, "folder-made"), 0700));
}

static int make_fifo(const struct hostile_stage *stage) {
    return outcome(mkfifo(staged(stage, "fifo-made"), 0600));
}

static int chmod_staged(const struct hostile_stage *stage) {
    return outcome(chmod(staged(stage, "chmod"), 0777));
}

static int chmod_input(const struct hostile_stage *stage) {
    return outcome(fchmod(0, 0777));
}

static int chown_staged(const struct hostile_stage *stage) {
    return outcome(chown(staged(stage, "chown"), getuid(), getgid()));
}

static int touch_staged(const struct hostile_stage *stage) {
    return outcome(utimensat(AT_FDCWD, staged(stage, "touch"), NULL, 0));
}

static int set_attribute(const struct hostile_stage *stage) {
    return outcome(setxattr(staged(stage, "attribute"), "user.hostile", "1", 1, 0));
}

static int change_folder(const struct hostile_stage *stage) {
    return outcome(chdir(stage->folder));
}

static int lock_input(const struct hostile_stage *stage) {
    struct flock lock = {.l_type = F_RDLCK};
    return outcome(fcntl(0, F_SETLK, &lock));
}

static int open_by_handle(const struct hostile_stage *stage) {
    struct {
        struct file_handle handle;
        char bytes[128];
    } found = {.handle = {.handle_bytes = 128}};
    int mount = 0;
    if (name_to_handle_at(AT_FDCWD, "/etc/passwd", &found.handle, &mount, 0) != 0) {
        return -errno;
    }
    const int folder = open("/", O_RDONLY | O_DIRECTORY);
    return folder < 0 ? -errno : outcome(open_by_handle_at(folder, &found.handle, O_RDONLY));
}

static const struct act acts[] = {
    {"read-passwd", read_passwd},
    {"read-shadow", read_shadow},
    {"read-staged", read_staged},
    {"read-parent-environment", read_environment_of_parent},
    {"read-through-root-link", read_through_root_link},
    {"read-device", read_device},
    {"read-inherited", read_inherited},
    {"list-root", list_root},
    {"list-staged", list_staged},
    {"write-staged", write_staged},
    {"write-own-memory", write_memory_of_self},
    {"create", create_file},
    {"create-old-call", create_with_old_call},
    {"create-new-call", create_with_new_call},
    {"create-unnamed", create_unnamed},
    {"truncate", truncate_staged},
    {"unlink", unlink_staged},
    {"rename", rename_staged},
    {"link", link_staged},
    {"symlink", symlink_staged},
    {"make-folder", make_folder},
    {"make-fifo", make_fifo},
    {"chmod", chmod_staged},
    {"chmod-input", chmod_input},
    {"chown", chown_staged},
    {"touch", touch_staged},
    {"attribute", set_attribute},
    {"change-folder", change_folder},
    {"lock-input", lock_input},
    {"open-by-handle", open_by_handle},
};
ACT_LIST(hostile_file_acts, acts);
