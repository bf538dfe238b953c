#pragma once
#include <stddef.h>

/// The embedded model, placed in the program's read-only pages, 64-byte aligned.
extern const unsigned char tradecraft_model_enterprise[];
extern const size_t tradecraft_model_enterprise_size;

/// The first byte: Swift imports an array of unknown length as nothing, so it asks for the address.
static inline const void *tradecraftModelEnterprise(void) { return tradecraft_model_enterprise; }
