#include "CAttackCatalogue.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char enterprise[] = {
#embed "catalogue/enterprise.txt" suffix(, 0)
};

static const unsigned char mobile[] = {
#embed "catalogue/mobile.txt" suffix(, 0)
};

static const unsigned char ics[] = {
#embed "catalogue/ics.txt" suffix(, 0)
};

tradecraft_catalogue_data tradecraft_catalogue(tradecraft_catalogue_domain domain) {
    switch (domain) {
    case TRADECRAFT_CATALOGUE_MOBILE:
        return (tradecraft_catalogue_data){mobile, sizeof mobile - 1};
    case TRADECRAFT_CATALOGUE_ICS:
        return (tradecraft_catalogue_data){ics, sizeof ics - 1};
    case TRADECRAFT_CATALOGUE_ENTERPRISE:
        break;
    }
    return (tradecraft_catalogue_data){enterprise, sizeof enterprise - 1};
}
