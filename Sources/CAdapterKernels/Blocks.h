// The loops around tiles: blocks of rows, in each of them panels of columns, for each panel blocks of depth.

// C[m x n] = (keep ? C : 0) + A . B over `depth` steps, through the epilogue if there is one.
typedef struct mk_product {
  size_t m, n, depth;
  const void *a;
  size_t row_bytes;
  // B in panels of 64 columns.
  const void *panels;
  bool keep;
  const mk_epilogue *epilogue;
  float *c;
  size_t ldc;
  const void *context;
} mk_product;

// Some tiles of `rows` rows and as many columns.
typedef void (*mk_run)(int rows, size_t columns, const mk_tiles *all);

// Of what the next tile begins with, what it will wait for: C when its first steps of depth come, at the
// last ones what its epilogue touches besides.
MK_INLINE mk_soon next_tile(bool isFirst, bool isLast, const mk_epilogue *epilogue, size_t row,
                            size_t column, float *c, size_t ldc) {
  size_t place = row * ldc + column;
  const float *last = !isLast || !epilogue ? NULL : epilogue->pre ? epilogue->pre : epilogue->saved;
  const float *own = c + place, *beside = last ? last + place : own;
  if (isFirst) return (mk_soon){own, beside, ldc};
  return last ? (mk_soon){beside, beside, ldc} : (mk_soon){c, c, 0};
}

// The product in blocks of `deepest` steps.
MK_INLINE void in_blocks(mk_product of, size_t deepest, const mk_run run) {
  const mk_epilogue *epilogue = of.epilogue;
  for (size_t m0 = 0, block; m0 < of.m; m0 += block) {
    block = mk_next_row_block(of.m - m0);
    // Tiles of about equal height: some of one row more, then the others.
    size_t count = (block + MK_ROWS - 1) / MK_ROWS, height = block / count, taller = block % count;
    for (size_t n0 = 0; n0 < of.n; n0 += MK_PANEL) {
      size_t columns = of.n - n0 < MK_PANEL ? of.n - n0 : MK_PANEL;
      // Sums may be put down in C between blocks of depth: storing them loses nothing.
      for (size_t k0 = 0; k0 < of.depth || k0 == 0; k0 += deepest) {
        bool isLast = of.depth - k0 <= deepest;
        size_t depth = isLast ? of.depth - k0 : deepest;
        const char *panel =
            (const char *)of.panels + n0 * of.depth * MK_STEP_BYTES + k0 * MK_LINE_BYTES;
        mk_tiles tiles = {
            .count = taller,
            .depth = depth,
            .a = (const char *)of.a + m0 * of.row_bytes + k0 * MK_STEP_BYTES,
            .row_bytes = of.row_bytes,
            .tile_bytes = (height + 1) * of.row_bytes,
            .panel = panel,
            .keep = of.keep || k0,
            .c = of.c + m0 * of.ldc + n0,
            .ldc = of.ldc,
            .soon = next_tile(k0 == 0, isLast, epilogue, m0 + height, n0, of.c, of.ldc),
            .shares = shares_of(panel + depth * MK_LINE_BYTES, depth * MK_LINE_BYTES, count),
            .last = isLast,
            .finishes = epilogue && isLast,
            .row = m0,
            .column = n0,
            .context = of.context,
        };
        if (tiles.finishes) tiles.epilogue = epilogue_at(*epilogue, m0, n0, of.ldc);
        if (taller) {
          run((int)height + 1, columns, &tiles);
          tiles = tiles_from(tiles, taller, height + 1, 0);
        }
        tiles.count = count - taller;
        tiles.tile_bytes = height * of.row_bytes;
        run((int)height, columns, &tiles);
      }
    }
  }
}

// How deep a product's blocks are. Tiles as wide as a panel read it once, so it may come from the second-level
// cache, which costs less than to put sums down in C and take them up again; but not from farther off, as
// deeper panels would beside a block's rows.
MK_INLINE size_t deepest_block(size_t depth) {
  bool isWhole = MK_LANES * MK_VECTORS == MK_PANEL && depth <= MK_WHOLE_DEPTH;
  return isWhole ? MK_WHOLE_DEPTH : MK_DEPTH_BLOCK;
}
