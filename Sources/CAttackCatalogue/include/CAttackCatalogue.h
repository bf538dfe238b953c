#pragma once
#include <stddef.h>

/// The embedded catalogue: facts of one ATT&CK release, placed in the program's read-only pages.
extern const unsigned char tradecraft_catalogue_enterprise[];
extern const size_t tradecraft_catalogue_enterprise_size;
