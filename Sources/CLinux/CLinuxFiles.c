#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#ifndef MFD_NOEXEC_SEAL
#define MFD_NOEXEC_SEAL 0x0008U
#endif
#ifndef RENAME_NOREPLACE
#define RENAME_NOREPLACE 1
#endif
#ifndef RENAME_EXCHANGE
#define RENAME_EXCHANGE 2
#endif

int clinux_rename_noreplace(int old_folder, const char *old_name, int new_folder, const char *new_name) {
    if (syscall(SYS_renameat2, old_folder, old_name, new_folder, new_name, RENAME_NOREPLACE) == 0) return 0;
    int failure = errno;
    if (failure != EINVAL && failure != ENOSYS) return -failure;
    // No RENAME_NOREPLACE here (NFS, some FUSE). A hard link never replaces; a directory cannot have one.
    struct stat status;
    if (fstatat(old_folder, old_name, &status, AT_SYMLINK_NOFOLLOW) != 0) return -errno;
    if (S_ISDIR(status.st_mode)) return -failure;
    if (linkat(old_folder, old_name, new_folder, new_name, 0) != 0) return -errno;
    if (unlinkat(old_folder, old_name, 0) != 0) {
        failure = errno;
        unlinkat(new_folder, new_name, 0);
        return -failure;
    }
    return 0;
}

int clinux_rename_exchange(const char *one, const char *other) {
    return syscall(SYS_renameat2, AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE) == 0 ? 0 : -errno;
}

int clinux_is_open_for_writing(int descriptor) {
    // If somebody opens the file for writing while the lease is held, the kernel signals this process. The default
    // SIGIO would end it; SIGURG is ignored by default.
    if (fcntl(descriptor, F_SETSIG, SIGURG) != 0) return -errno;
    if (fcntl(descriptor, F_SETLEASE, F_RDLCK) != 0) return errno == EAGAIN ? 1 : -errno;
    if (fcntl(descriptor, F_SETLEASE, F_UNLCK) != 0) return -errno;
    return 0;
}

int clinux_file_system_type(const char *path, int64_t *type) {
    struct statfs status;
    if (statfs(path, &status) != 0) return -errno;
    *type = (int64_t)(uint32_t)status.f_type;
    return 0;
}

int clinux_file_system_room(const char *path, uint64_t *free_bytes, uint64_t *free_inodes) {
    struct statfs status;
    if (statfs(path, &status) != 0) return -errno;
    *free_bytes = (uint64_t)status.f_bavail * (uint64_t)status.f_bsize;
    *free_inodes = (uint64_t)status.f_ffree;
    return 0;
}

unsigned clinux_device_major(uint64_t device) {
    return major((dev_t)device);
}

unsigned clinux_device_minor(uint64_t device) {
    return minor((dev_t)device);
}

int clinux_syncfs(int descriptor) {
    return syncfs(descriptor) == 0 ? 0 : -errno;
}

int clinux_start_writeback(int descriptor) {
    return sync_file_range(descriptor, 0, 0, SYNC_FILE_RANGE_WRITE) == 0 ? 0 : -errno;
}

int clinux_memory_file(const char *name) {
    // A file in memory is on no file system that Landlock knows: only the seal keeps it from being run as a program.
    int descriptor = memfd_create(name, MFD_CLOEXEC | MFD_NOEXEC_SEAL);
    if (descriptor < 0 && errno == EINVAL) descriptor = memfd_create(name, MFD_CLOEXEC);
    return descriptor >= 0 ? descriptor : -errno;
}

int clinux_random(void *buffer, size_t count) {
    unsigned char *next = buffer;
    while (count > 0) {
        ssize_t got = getrandom(next, count, 0);
        if (got < 0) {
            if (errno == EINTR) continue;
            return -errno;
        }
        next += got;
        count -= (size_t)got;
    }
    return 0;
}
