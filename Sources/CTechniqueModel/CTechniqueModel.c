#include "CTechniqueModel.h"

// `#embed` is C23; clang has it in every C mode and says so.
#pragma clang diagnostic ignored "-Wc23-extensions"

_Alignas(64) static const unsigned char enterprise[] = {
#embed "model/enterprise.tcm" suffix(, 0)
};

_Alignas(64) static const unsigned char mobile[] = {
#embed "model/mobile.tcm" suffix(, 0)
};

_Alignas(64) static const unsigned char ics[] = {
#embed "model/ics.tcm" suffix(, 0)
};

tradecraft_model_data tradecraft_model(tradecraft_model_domain domain) {
    switch (domain) {
    case TRADECRAFT_MODEL_MOBILE:
        return (tradecraft_model_data){mobile, sizeof mobile - 1};
    case TRADECRAFT_MODEL_ICS:
        return (tradecraft_model_data){ics, sizeof ics - 1};
    case TRADECRAFT_MODEL_ENTERPRISE:
        break;
    }
    return (tradecraft_model_data){enterprise, sizeof enterprise - 1};
}
