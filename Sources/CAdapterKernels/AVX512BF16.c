// bfloat16 products for processors with AVX-512 BF16: two products a lane in one instruction.
//
// The instruction adds the second product of each pair and then the first, each rounded to the
// nearest float, as the other paths do; mk_supports makes sure of it on the processor at hand.
#include <string.h>

#include "Reduced.h"

#if defined(__x86_64__)
#include <immintrin.h>
#pragma clang attribute push(                                                                      \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512bf16,fma,avx2"))),             \
    apply_to = function)
#define MK_LANES 16
#define MK_VECTORS 4
#define MK_ROWS 6
#define MK_ADD_PRODUCT(element, panel, sum)                                                        \
  ((vt)_mm512_dpbf16_ps((__m512)(sum), (__m512bh)(element), (__m512bh)(panel)))

#include "TiledProducts.h"

MK_REDUCED_PRODUCT(mk_avx512bf16_bfloat) {
  mk_product of = reduced_product(MK_BFLOAT, m, n, k, rows, weight, &epilogue, c, ldc);
  in_blocks(of, deepest_block(of.depth), run_tiles);
}
#pragma clang attribute pop
#endif
