#pragma once
#include <stddef.h>

/// The domains that the program carries a catalogue of.
typedef enum {
    TRADECRAFT_CATALOGUE_ENTERPRISE,
    TRADECRAFT_CATALOGUE_MOBILE,
    TRADECRAFT_CATALOGUE_ICS,
} tradecraft_catalogue_domain;

/// A catalogue: facts of one ATT&CK release, placed in the program's read-only pages.
typedef struct {
    const unsigned char *_Nonnull bytes;
    size_t size;
} tradecraft_catalogue_data;

/// The catalogue of a domain; it lives as long as the program.
tradecraft_catalogue_data tradecraft_catalogue(tradecraft_catalogue_domain domain);
