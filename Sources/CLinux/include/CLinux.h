// What Glibc's Swift module lacks: calls that are variadic, or declared only under _GNU_SOURCE.
// Every call returns its result, or the negative errno: nothing can run in between and change errno.
#pragma once

#include "CLinuxEvents.h"
#include "CLinuxFiles.h"
#include "CLinuxLauncher.h"
#include "CLinuxProcesses.h"
#include "CLinuxSandbox.h"
#include "CLinuxService.h"
#include "CLinuxSpawn.h"
