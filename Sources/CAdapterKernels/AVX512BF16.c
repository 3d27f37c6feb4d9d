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
#include "Language.h"

#include "Vectors.h"

#include "Epilogue.h"

#include "RowOffsets.h"

#include "Prefetch.h"

enum { bfloat_rows = 6 };

// C[rows x 64] = (keep ? C : 0) + `pairs` pairs of each row by a panel's.
MK_INLINE void bfloat_tile(const int rows, size_t pairs, const uint16_t *a, size_t stride,
                           const uint16_t *panel, bool keep, float *c, size_t ldc) {
  enum { vectors = MK_PANEL / 16 };
  __m512 tile[bfloat_rows][vectors];
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++)
#pragma clang loop unroll(full)
    for (int j = 0; j < vectors; j++)
      tile[i][j] = keep ? _mm512_loadu_ps(c + (size_t)i * ldc + 16 * j) : _mm512_setzero_ps();
  size_t offsets[MK_MAX_ROWS];
  row_offsets(stride * sizeof(uint16_t), offsets);
  for (size_t p = 0; p < pairs; p++) {
    __m512bh weights[vectors];
#pragma clang loop unroll(full)
    for (int j = 0; j < vectors; j++)
      weights[j] = (__m512bh)_mm512_loadu_si512(panel + (p * vectors + (size_t)j) * 32);
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      int32_t two;
      memcpy(&two, (const char *)(a + 2 * p) + offsets[i], 4);
      __m512bh pair = (__m512bh)_mm512_set1_epi32(two);
#pragma clang loop unroll(full)
      for (int j = 0; j < vectors; j++)
        tile[i][j] = _mm512_dpbf16_ps(tile[i][j], pair, weights[j]);
    }
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++)
#pragma clang loop unroll(full)
    for (int j = 0; j < vectors; j++)
      _mm512_storeu_ps(c + (size_t)i * ldc + 16 * j, tile[i][j]);
}

#define MK_BFLOAT_CASE(r)                                                                          \
  case r:                                                                                          \
    bfloat_tile(r, pairs, a, stride, panel, keep, c, ldc);                                         \
    break;

static void run_whole_bfloat_tile(int rows, size_t pairs, const uint16_t *a, size_t stride,
                                  const uint16_t *panel, bool keep, float *c, size_t ldc) {
  switch (rows) { MK_CASES_UP_TO(6, MK_BFLOAT_CASE) }
}

// The first columns of one panel, as many as exist in C.
static void run_bfloat_tile(int rows, size_t columns, size_t pairs, const uint16_t *a,
                            size_t stride, const uint16_t *panel, bool keep, float *c,
                            size_t ldc) {
  if (columns == MK_PANEL) {
    run_whole_bfloat_tile(rows, pairs, a, stride, panel, keep, c, ldc);
    return;
  }
  _Alignas(64) float wide[bfloat_rows * MK_PANEL] = {0};
  for (int i = 0; keep && i < rows; i++)
    memcpy(wide + i * MK_PANEL, c + (size_t)i * ldc, columns * sizeof(float));
  run_whole_bfloat_tile(rows, pairs, a, stride, panel, keep, wide, MK_PANEL);
  for (int i = 0; i < rows; i++)
    memcpy(c + (size_t)i * ldc, wide + i * MK_PANEL, columns * sizeof(float));
}

MK_REDUCED_PRODUCT(mk_avx512bf16_bfloat) {
  enum { group = MK_BFLOAT_GROUP };
  size_t all = mk_groups(k, group), stride = mk_reduced_stride(MK_BFLOAT, k) / 2;
  const uint16_t *a = rows, *panels = weight;
  for (size_t m0 = 0, block; m0 < m; m0 += block) {
    block = mk_next_row_block(m - m0);
    size_t tiles = (block + bfloat_rows - 1) / bfloat_rows;
    for (size_t n0 = 0; n0 < n; n0 += MK_PANEL) {
      size_t columns = n - n0 < MK_PANEL ? n - n0 : MK_PANEL;
      for (size_t p = 0; p < all || p == 0; p += MK_GROUP_BLOCK) {
        size_t pairs = all - p < MK_GROUP_BLOCK ? all - p : MK_GROUP_BLOCK;
        size_t panel_length = pairs * MK_PANEL * group;
        const uint16_t *panel = panels + (n0 * all + p * MK_PANEL) * group;
        mk_shares shares = shares_of(panel + panel_length, panel_length * sizeof *panel, tiles);
        for (size_t t = 0, row = m0; t < tiles; t++) {
          size_t count = (m0 + block - row + tiles - t - 1) / (tiles - t);
          float *to = c + row * ldc + n0;
          prefetch_share(shares, t);
          run_bfloat_tile((int)count, columns, pairs, a + row * stride + p * group, stride, panel,
                          p > 0, to, ldc);
          if (p + pairs == all)
            finish_tile((int)count, columns, epilogue_at(epilogue, row, n0, ldc), to, ldc);
          row += count;
        }
      }
    }
  }
}
#pragma clang attribute pop
#endif
