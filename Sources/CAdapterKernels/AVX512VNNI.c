// 8-bit products for processors with AVX-512 VNNI: four products a lane in one instruction.
#include <string.h>

#include "Reduced.h"

#if defined(__x86_64__)
#include <immintrin.h>
#pragma clang attribute push(                                                                      \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,fma,avx2"))),             \
    apply_to = function)
#define MK_LANES 16
#include "Language.h"

#include "Vectors.h"

#include "Epilogue.h"

#include "RowOffsets.h"

#include "Prefetch.h"

#define MK_INT8_PRODUCT mk_avx512vnni_int8
#define MK_INT8_ROWS 6

MK_INLINE void int8_tile(const int rows, size_t groups, const uint8_t *a, size_t stride,
                         const int8_t *panel, bool keep, int32_t *sums) {
  enum { vectors = MK_PANEL / 16 };
  __m512i tile[MK_INT8_ROWS][vectors];
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++)
#pragma clang loop unroll(full)
    for (int j = 0; j < vectors; j++)
      tile[i][j] = keep ? _mm512_load_si512(sums + i * MK_PANEL + 16 * j)
                        : _mm512_setzero_si512();
  size_t offsets[MK_MAX_ROWS];
  row_offsets(stride, offsets);
  for (size_t g = 0; g < groups; g++) {
    __m512i weights[vectors];
#pragma clang loop unroll(full)
    for (int j = 0; j < vectors; j++)
      weights[j] = _mm512_loadu_si512(panel + (g * vectors + (size_t)j) * 64);
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      int32_t four;
      memcpy(&four, a + g * 4 + offsets[i], 4);
      __m512i group = _mm512_set1_epi32(four);
#pragma clang loop unroll(full)
      for (int j = 0; j < vectors; j++)
        tile[i][j] = _mm512_dpbusd_epi32(tile[i][j], group, weights[j]);
    }
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++)
#pragma clang loop unroll(full)
    for (int j = 0; j < vectors; j++)
      _mm512_store_si512(sums + i * MK_PANEL + 16 * j, tile[i][j]);
}

#include "Int8.h"
#pragma clang attribute pop
#endif
