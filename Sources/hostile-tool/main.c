// Stands in for a tool that a hostile document took over: tries the act it is told, under the name of a listed tool.
#include "CHostileActs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int count, char *arguments[]) {
    const struct hostile_stage stage = {
        .folder = count > 2 ? arguments[2] : "/tmp", .port = count > 3 ? atoi(arguments[3]) : 0, .inherited = 3};
    const char *act = count > 1 ? arguments[1] : "";
    if (strcmp(act, "fork-bomb") == 0) {
        hostile_fork_bomb();
    }
    if (strcmp(act, "wait") == 0) {
        while (1) {
            pause();
        }
    }
    if (strcmp(act, "reopen-input") == 0) {
        char byte;
        const int descriptor = open("/proc/self/fd/0", O_RDONLY);
        const int result = descriptor >= 0 && read(descriptor, &byte, 1) == 1 ? 0 : errno;
        printf("%s %s %d\n", act, result == 0 ? "done" : "denied", result);
        return 0;
    }
    const int result = hostile_act(act, &stage);
    printf("%s %s %d\n", act, result == 0 ? "done" : "denied", -result);
    return 0;
}
