#include "CTechniqueModel.h"

// `#embed` is C23; clang has it in every C mode and says so.
#pragma clang diagnostic ignored "-Wc23-extensions"

_Alignas(64) const unsigned char tradecraft_model_enterprise[] = {
#embed "model/enterprise.tcm" suffix(, 0)
};
const size_t tradecraft_model_enterprise_size = sizeof(tradecraft_model_enterprise) - 1;
