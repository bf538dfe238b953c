// The entry of libFuzzer for programs that have a main of their own.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// Runs libFuzzer with its own command line; `callback` gets every input.
int LLVMFuzzerRunDriver(int *argument_count, char ***arguments, int (*callback)(const uint8_t *bytes, size_t count));
