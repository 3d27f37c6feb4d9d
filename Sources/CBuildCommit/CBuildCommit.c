#include "CBuildCommit.h"

#ifdef MONDEGREEN_COMMIT
#define TEXT_OF(name) #name
#define TEXT(macro) TEXT_OF(macro)

const char *mondegreenBuildCommit(void) { return TEXT(MONDEGREEN_COMMIT); }
#else
// The package manager's: what make compiles and links beside it takes its place.
__attribute__((weak)) const char *mondegreenBuildCommit(void) { return "unknown"; }
#endif
