// The path for processors with AVX2 and FMA: tiles of 6 x 16 in sixteen registers.
#include <string.h>

#include "Reduced.h"

#if defined(__x86_64__)
#include <immintrin.h>
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define MK_TABLE mk_avx2_table
#define MK_LANES 8
#define MK_VECTORS 2
#define MK_ROWS 6
#define MK_INT8_PRODUCT mk_avx2_int8
#define MK_INT8_ROWS 3
#define MK_BFLOAT_PRODUCT mk_avx2_bfloat
#include "Kernels.h"
#pragma clang attribute pop
#endif
