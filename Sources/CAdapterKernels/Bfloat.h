// Products of bfloat16 without the processor's instruction: operands widened to floats, which
// loses nothing, and then the chains of fused multiply-adds that the instruction makes: of each
// pair the second element first.
//
// The including file sets MK_BFLOAT_PRODUCT, the function's name.

// `pairs` pairs of one row, second elements first.
MK_INLINE void widen(size_t pairs, const uint16_t *from, float *to) {
  for (size_t p = 0; p < pairs; p++) {
    uint32_t both, second, first;
    memcpy(&both, from + 2 * p, 4);
    second = both & 0xffff0000u;
    first = both << 16;
    memcpy(to + 2 * p, &second, 4);
    memcpy(to + 2 * p + 1, &first, 4);
  }
}

// A panel's pairs as two rows of floats each.
MK_INLINE void widen_panel(size_t pairs, const uint16_t *from, float *to) {
  for (size_t p = 0; p < pairs; p++) {
    for (size_t j = 0; j < MK_PANEL; j += 16) {
      u16 both;
      memcpy(&both, from + (p * MK_PANEL + j) * 2, sizeof both);
      store(to + 2 * p * MK_PANEL + j, floats16(both & 0xffff0000u));
      store(to + (2 * p + 1) * MK_PANEL + j, floats16(both << 16));
    }
  }
}

MK_REDUCED_PRODUCT(MK_BFLOAT_PRODUCT) {
  enum { depth = MK_DEPTH_BLOCK, pairs_at_once = MK_DEPTH_BLOCK / 2 };
  size_t all = mk_groups(k, MK_BFLOAT_GROUP), stride = mk_reduced_stride(MK_BFLOAT, k) / 2;
  const uint16_t *a = rows, *panels = weight;
  _Alignas(64) float panel[depth * MK_PANEL], wide[MK_ROWS * depth];
  for (size_t m0 = 0, block; m0 < m; m0 += block) {
    block = mk_next_row_block(m - m0);
    size_t tiles = (block + MK_ROWS - 1) / MK_ROWS;
    for (size_t n0 = 0; n0 < n; n0 += MK_PANEL) {
      size_t columns = n - n0 < MK_PANEL ? n - n0 : MK_PANEL;
      for (size_t p = 0; p < all || p == 0; p += pairs_at_once) {
        size_t pairs = all - p < pairs_at_once ? all - p : pairs_at_once;
        widen_panel(pairs, panels + (n0 * all + p * MK_PANEL) * 2, panel);
        for (size_t t = 0, row = 0; t < tiles; t++) {
          int count = (int)((block - row + tiles - t - 1) / (tiles - t));
          for (int i = 0; i < count; i++)
            widen(pairs, a + (m0 + row + (size_t)i) * stride + 2 * p, wide + i * depth);
          float *to = c + (m0 + row) * ldc + n0;
          mk_tiles one = one_tile(2 * pairs, wide, depth, panel, p > 0, to, ldc);
          run_tiles(count, columns, &one);
          if (p + pairs == all)
            finish_tile(count, columns, epilogue_at(epilogue, m0 + row, n0, ldc), to, ldc);
          row += (size_t)count;
        }
      }
    }
  }
}
