// Products of 8-bit integers. Integer sums are exact, so any order gives the same bits.
//
// The including file sets MK_INT8_PRODUCT (the function's name), MK_INT8_ROWS (rows of a tile) and
// before it defines int8_tile(rows, groups, a, stride, panel, keep, sums): for each of `rows` rows
// sums[row * MK_PANEL + column] = (keep ? sums : 0) + the products over `groups` groups of four.

#define MK_INT8_CASE(r)                                                                            \
  case r:                                                                                          \
    int8_tile(r, groups, a, stride, panel, keep, sums);                                            \
    break;

static void run_int8_tile(int rows, size_t groups, const uint8_t *a, size_t stride,
                          const int8_t *panel, bool keep, int32_t *sums) {
  switch (rows) { MK_CASES_UP_TO(MK_INT8_ROWS, MK_INT8_CASE) }
}

// One row of C. The same expression on every path: (sum - zero * weights' sum) * (row's scale * weight's
// scale).
MK_INLINE void scale_int8(size_t columns, const int32_t *sums, mk_row_scale row,
                          const float *scales, const int32_t *weight_sums, float *c) {
  for (size_t j = 0; j < columns; j += 16) {
    i16 sum, offset;
    memcpy(&sum, sums + j, sizeof sum);
    memcpy(&offset, weight_sums + j, sizeof offset);
    v16 value = __builtin_convertvector(sum - offset * row.zero, v16) *
                (splat(row.scale) * load(scales + j));
    store_n(c + j, columns - j, value);
  }
}

MK_REDUCED_PRODUCT(MK_INT8_PRODUCT) {
  size_t all = mk_groups(k, MK_INT8_GROUP), stride = mk_reduced_stride(MK_INT8, k);
  const mk_row_scale *row_scales = rows;
  const uint8_t *bytes = (const uint8_t *)rows + mk_row_scales_bytes(m);
  const float *scales = mk_weight_scales(weight);
  const int32_t *weight_sums = mk_weight_sums(weight, n);
  const int8_t *panels = mk_weight_panels(weight, n);
  _Alignas(64) int32_t sums[MK_ROW_BLOCK * MK_PANEL];
  for (size_t m0 = 0, block; m0 < m; m0 += block) {
    block = mk_next_row_block(m - m0);
    size_t tiles = (block + MK_INT8_ROWS - 1) / MK_INT8_ROWS;
    for (size_t n0 = 0; n0 < n; n0 += MK_PANEL) {
      size_t columns = n - n0 < MK_PANEL ? n - n0 : MK_PANEL;
      for (size_t g = 0; g < all || g == 0; g += MK_GROUP_BLOCK) {
        size_t groups = all - g < MK_GROUP_BLOCK ? all - g : MK_GROUP_BLOCK;
        const int8_t *panel = panels + (n0 * all + g * MK_PANEL) * MK_INT8_GROUP;
        size_t panel_length = groups * MK_PANEL * MK_INT8_GROUP;
        mk_shares shares = shares_of(panel + panel_length, panel_length, tiles);
        for (size_t t = 0, row = m0; t < tiles; t++) {
          size_t count = (m0 + block - row + tiles - t - 1) / (tiles - t);
          int32_t *to = sums + (row - m0) * MK_PANEL;
          prefetch_share(shares, t);
          run_int8_tile((int)count, groups, bytes + row * stride + g * MK_INT8_GROUP, stride, panel,
                        g > 0, to);
          if (g + groups == all) {
            float *tile = c + row * ldc + n0;
            for (size_t i = 0; i < count; i++)
              scale_int8(columns, to + i * MK_PANEL, row_scales[row + i], scales + n0,
                         weight_sums + n0, tile + i * ldc);
            finish_tile((int)count, columns, epilogue_at(epilogue, row, n0, ldc), tile, ldc);
          }
          row += count;
        }
      }
    }
  }
}
