#define _GNU_SOURCE
#include "CLinuxSandbox.h"

#include <errno.h>
#include <linux/capability.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_close_range
#define SYS_close_range 436
#endif

int clinux_drop_capabilities(void) {
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
    struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3];
    memset(none, 0, sizeof none);
    return syscall(SYS_capset, &header, none) == 0 ? 0 : -errno;
}

int clinux_forbid_inspection(void) {
    return prctl(PR_SET_DUMPABLE, 0UL, 0UL, 0UL, 0UL) == 0 ? 0 : -errno;
}

int clinux_close_inherited(void) {
    if (syscall(SYS_close_range, 3U, ~0U, 0U) == 0) {
        return 0;
    }
    if (errno != ENOSYS && errno != EPERM) {
        return -errno;
    }
    // A kernel before 5.9, or a container that does not know the call.
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) {
        return -errno;
    }
    const int most = limit.rlim_cur < (1 << 20) ? (int)limit.rlim_cur : 1 << 20;
    for (int descriptor = 3; descriptor < most; descriptor++) {
        close(descriptor);
    }
    return 0;
}

int clinux_clear_environment(const char *path) {
    char *kept = strdup(path);
    if (kept == NULL) {
        return -ENOMEM;
    }
    const int problem = clearenv() == 0 && setenv("PATH", kept, 1) == 0 ? 0 : -ENOMEM;
    free(kept);
    return problem;
}
