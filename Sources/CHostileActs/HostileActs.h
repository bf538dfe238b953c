// Between the files of this module: the acts, by what they are aimed at.
#pragma once

#include "CHostileActs.h"

struct act {
    const char *name;
    int (*perform)(const struct hostile_stage *stage);
};

struct act_list {
    const struct act *acts;
    int count;
};

#define ACT_LIST(name, acts) const struct act_list name = {acts, sizeof acts / sizeof acts[0]}

extern const struct act_list hostile_file_acts, hostile_network_acts, hostile_process_acts, hostile_kernel_acts;

/// The path of the file in the stage's folder that an act may do what it likes with.
const char *staged(const struct hostile_stage *stage, const char *name);

/// 0 for a call that succeeded, its negative errno otherwise.
int outcome(long result);
