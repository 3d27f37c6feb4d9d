// The path for every processor: the compiler's vectors, fused multiply-adds by fmaf.
#include <string.h>

#include "Paths.h"

#define MK_TABLE mk_portable_table
#define MK_LANES 4
#define MK_VECTORS 2
#define MK_ROWS 6
#include "Kernels.h"
