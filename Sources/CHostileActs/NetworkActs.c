#define _GNU_SOURCE
#include "HostileActs.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static struct sockaddr_in local(const struct hostile_stage *stage) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)stage->port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

static int connect_tcp(const struct hostile_stage *stage) {
    const int descriptor = socket(AF_INET, SOCK_STREAM, 0);
    const struct sockaddr_in address = local(stage);
    return descriptor < 0 ? -errno : outcome(connect(descriptor, (const struct sockaddr *)&address, sizeof address));
}

static int listen_tcp(const struct hostile_stage *stage) {
    const int descriptor = socket(AF_INET6, SOCK_STREAM, 0);
    return descriptor < 0 ? -errno : outcome(listen(descriptor, 1));
}

static int send_udp(const struct hostile_stage *stage) {
    const int descriptor = socket(AF_INET, SOCK_DGRAM, 0);
    const struct sockaddr_in address = local(stage);
    return descriptor < 0 ? -errno
                          : outcome(sendto(descriptor, "x", 1, 0, (const struct sockaddr *)&address, sizeof address));
}

static int connect_unix(const struct hostile_stage *stage) {
    const int descriptor = socket(AF_UNIX, SOCK_STREAM, 0);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s/socket", stage->folder);
    return descriptor < 0 ? -errno : outcome(connect(descriptor, (const struct sockaddr *)&address, sizeof address));
}

static int bind_abstract(const struct hostile_stage *stage) {
    const int descriptor = socket(AF_UNIX, SOCK_STREAM, 0);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    // Abstract: the name begins with a NUL and is in no folder.
    const int length = snprintf(address.sun_path + 1, sizeof address.sun_path - 1, "hostile-%d", getpid());
    const socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + (size_t)length);
    return descriptor < 0 ? -errno : outcome(bind(descriptor, (const struct sockaddr *)&address, size));
}

static int pair(const struct hostile_stage *stage) {
    int ends[2];
    return outcome(socketpair(AF_UNIX, SOCK_STREAM, 0, ends));
}

static int netlink(const struct hostile_stage *stage) {
    return outcome(socket(AF_NETLINK, SOCK_RAW, 0));
}

static const struct act acts[] = {
    {"connect-tcp", connect_tcp},
    {"listen-tcp", listen_tcp},
    {"send-udp", send_udp},
    {"connect-unix", connect_unix},
    {"bind-abstract", bind_abstract},
    {"socket-pair", pair},
    {"netlink", netlink},
};
ACT_LIST(hostile_network_acts, acts);
