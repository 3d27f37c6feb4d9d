// The path for every processor: the compiler's vectors, fused multiply-adds by fmaf.
#include <string.h>

#include "Reduced.h"

#define MK_TABLE mk_portable_table
#define MK_LANES 4
#define MK_VECTORS 2
#define MK_ROWS 6
#define MK_INT8_PRODUCT mk_portable_int8
#define MK_INT8_ROWS 3
#define MK_BFLOAT_PRODUCT mk_portable_bfloat
#include "Kernels.h"
