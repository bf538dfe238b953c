#define _GNU_SOURCE
#include "HostileActs.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/io_uring.h>
#include <linux/keyctl.h>
#include <linux/perf_event.h>
#include <sched.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/personality.h>
#include <sys/syscall.h>
#include <unistd.h>

static int load_bpf(const struct hostile_stage *stage) {
    union bpf_attr map = {.map_type = BPF_MAP_TYPE_ARRAY, .key_size = 4, .value_size = 4, .max_entries = 1};
    return outcome(syscall(SYS_bpf, BPF_MAP_CREATE, &map, sizeof map));
}

static int mount_folder(const struct hostile_stage *stage) {
    if (mount("none", stage->folder, "tmpfs", 0, NULL) != 0) {
        return -errno;
    }
    return outcome(umount(stage->folder));
}

static int new_mount_interface(const struct hostile_stage *stage) {
    return outcome(syscall(SYS_fsopen, "tmpfs", 0));
}

static int new_user_namespace(const struct hostile_stage *stage) {
    return outcome(unshare(CLONE_NEWUSER));
}

static int new_mount_namespace(const struct hostile_stage *stage) {
    return outcome(unshare(CLONE_NEWNS));
}

static int change_root(const struct hostile_stage *stage) {
    return outcome(chroot(stage->folder));
}

static int set_up_ring(const struct hostile_stage *stage) {
    struct io_uring_params parameters;
    memset(&parameters, 0, sizeof parameters);
    return outcome(syscall(SYS_io_uring_setup, 4, &parameters));
}

static int use_keys(const struct hostile_stage *stage) {
    return outcome(syscall(SYS_keyctl, KEYCTL_GET_KEYRING_ID, KEY_SPEC_SESSION_KEYRING, 1));
}

static int count_events(const struct hostile_stage *stage) {
    struct perf_event_attr event = {.type = PERF_TYPE_SOFTWARE, .size = sizeof event, .exclude_kernel = 1};
    return outcome(syscall(SYS_perf_event_open, &event, 0, -1, -1, 0));
}

static int handle_faults(const struct hostile_stage *stage) {
    return outcome(syscall(SYS_userfaultfd, O_CLOEXEC));
}

static int lock_memory(const struct hostile_stage *stage) {
    static char page[4096];
    return outcome(mlock(page, sizeof page));
}

static int change_personality(const struct hostile_stage *stage) {
    return outcome(personality(ADDR_NO_RANDOMIZE));
}

static int read_kernel_log(const struct hostile_stage *stage) {
    return outcome(syscall(SYS_syslog, 10, NULL, 0));
}

static int map_device_memory(const struct hostile_stage *stage) {
    const int descriptor = open("/dev/mem", O_RDONLY);
    return descriptor < 0 ? -errno : outcome((long)mmap(NULL, 4096, PROT_READ, MAP_SHARED, descriptor, 0));
}

static int type_on_terminal(const struct hostile_stage *stage) {
    const char letter = 'x';
    return outcome(ioctl(2, TIOCSTI, &letter));
}

static const struct act acts[] = {
    {"bpf", load_bpf},
    {"mount", mount_folder},
    {"mount-new-interface", new_mount_interface},
    {"user-namespace", new_user_namespace},
    {"mount-namespace", new_mount_namespace},
    {"change-root", change_root},
    {"io-uring", set_up_ring},
    {"keys", use_keys},
    {"performance-events", count_events},
    {"page-faults", handle_faults},
    {"lock-memory", lock_memory},
    {"personality", change_personality},
    {"kernel-log", read_kernel_log},
    {"device-memory", map_device_memory},
    {"type-on-terminal", type_on_terminal},
};
ACT_LIST(hostile_kernel_acts, acts);
