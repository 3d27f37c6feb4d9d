// The path for processors with AVX-512: tiles of 6 x 64 in thirty-two registers.
#include <string.h>

#include "Reduced.h"

#if defined(__x86_64__)
#include <immintrin.h>
#pragma clang attribute push(                                                                     \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,fma,avx2"))), apply_to = function)
#define MK_TABLE mk_avx512_table
#define MK_LANES 16
#define MK_VECTORS 4
#define MK_ROWS 6
#define MK_INT8_PRODUCT mk_avx512_int8
#define MK_INT8_ROWS 6
#define MK_BFLOAT_PRODUCT mk_avx512_bfloat
#include "Kernels.h"
#pragma clang attribute pop
#endif
