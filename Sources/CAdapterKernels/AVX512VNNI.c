// 8-bit products for processors with AVX-512 VNNI: four products a lane in one instruction.
#include <string.h>

#include "Reduced.h"

#if defined(__x86_64__)
#include <immintrin.h>
#pragma clang attribute push(                                                                      \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,fma,avx2"))),             \
    apply_to = function)
#define MK_LANES 16
#define MK_VECTORS 4
#define MK_ROWS 6
#define MK_ADD_PRODUCT(element, panel, sum)                                                        \
  ((vt)_mm512_dpbusd_epi32((__m512i)(sum), (__m512i)(element), (__m512i)(panel)))
#define MK_VALUE(all, row_, column_, sum)                                                          \
  int8_value((all)->context, (all)->row + (row_), (all)->column + (column_), integers16(sum))

#include "TiledProducts.h"

MK_REDUCED_PRODUCT(mk_avx512vnni_int8) {
  int8_product(m, n, k, rows, weight, &epilogue, c, ldc, run_tiles);
}
#pragma clang attribute pop
#endif
