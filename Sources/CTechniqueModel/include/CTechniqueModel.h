#pragma once
#include <stddef.h>

/// The domains that the program carries a model for.
typedef enum {
    TRADECRAFT_MODEL_ENTERPRISE,
    TRADECRAFT_MODEL_MOBILE,
    TRADECRAFT_MODEL_ICS,
} tradecraft_model_domain;

/// A model, placed in the program's read-only pages, 64-byte aligned.
typedef struct {
    const unsigned char *_Nonnull bytes;
    size_t size;
} tradecraft_model_data;

/// The model of a domain; it lives as long as the program.
tradecraft_model_data tradecraft_model(tradecraft_model_domain domain);
