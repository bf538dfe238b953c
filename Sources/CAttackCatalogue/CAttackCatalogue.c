#include "CAttackCatalogue.h"

const unsigned char tradecraft_catalogue_enterprise[] = {
#embed "catalogue/enterprise.txt" suffix(, 0)
};
const size_t tradecraft_catalogue_enterprise_size = sizeof(tradecraft_catalogue_enterprise) - 1;
