// Products of bfloat16 without the processor's instruction: operands widened to floats, which
// loses nothing, and then the chains of fused multiply-adds that the instruction makes: of each
// pair the second element first.
//
// The including file sets MK_BFLOAT_PRODUCT, the function's name.

// `pairs` pairs of one row, second elements first.
MK_INLINE void widen(size_t pairs, const char *from, float *to) {
  for (size_t p = 0; p < pairs; p++) {
    uint32_t both, second, first;
    memcpy(&both, from + p * MK_STEP_BYTES, MK_STEP_BYTES);
    second = both & 0xffff0000u;
    first = both << 16;
    memcpy(to + 2 * p, &second, 4);
    memcpy(to + 2 * p + 1, &first, 4);
  }
}

// A panel's pairs as two rows of floats each.
MK_INLINE void widen_panel(size_t pairs, const char *from, float *to) {
  for (size_t p = 0; p < pairs; p++) {
    for (size_t j = 0; j < MK_PANEL; j += 16) {
      u16 both;
      memcpy(&both, from + p * MK_LINE_BYTES + j * MK_STEP_BYTES, sizeof both);
      store(to + 2 * p * MK_PANEL + j, floats16(both & 0xffff0000u));
      store(to + (2 * p + 1) * MK_PANEL + j, floats16(both << 16));
    }
  }
}

enum { widened_pairs = MK_DEPTH_BLOCK / 2 };

static void run_widened_tiles(int rows, size_t columns, const mk_tiles *all) {
  enum { depth = 2 * widened_pairs };
  _Alignas(64) float panel[depth * MK_PANEL], wide[MK_ROWS * depth];
  widen_panel(all->depth, all->panel, panel);
  for (size_t t = 0; t < all->count; t++) {
    mk_tiles here = tiles_from(*all, t, (size_t)rows, 0);
    for (int i = 0; i < rows; i++)
      widen(all->depth, here.a + (size_t)i * all->row_bytes, wide + i * depth);
    mk_tiles one = one_tile(2 * all->depth, wide, depth, panel, all->keep, here.c, all->ldc);
    one.finishes = all->finishes;
    one.epilogue = here.epilogue;
    run_tiles(rows, columns, &one);
  }
}

MK_REDUCED_PRODUCT(MK_BFLOAT_PRODUCT) {
  mk_product of = reduced_product(MK_BFLOAT, m, n, k, rows, weight, &epilogue, c, ldc);
  in_blocks(of, widened_pairs, run_widened_tiles);
}
