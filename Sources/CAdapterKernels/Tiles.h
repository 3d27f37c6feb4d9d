// Register tiles: the chains of multiply-adds that matrix products are made of.

// One step of depth: sums[i][j] += A(i) * panel[j], A(i) at `a` plus the row's offset in bytes.
MK_INLINE void tile_step(const int rows, const int vectors, const char *a, const size_t *offsets,
                         const float *b, vt sums[MK_ROWS][MK_VECTORS]) {
  vt panel[MK_VECTORS];
#pragma clang loop unroll(full)
  for (int j = 0; j < vectors; j++) memcpy(&panel[j], b + j * MK_LANES, sizeof(vt));
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
    vt element = (vt)(*(const float *)(a + offsets[i]));
#pragma clang loop unroll(full)
    for (int j = 0; j < vectors; j++)
      sums[i][j] = __builtin_elementwise_fma(element, panel[j], sums[i][j]);
  }
}

// What a tile asks for while it computes, a line every four steps: 64 columns of eight rows during its first
// 128 steps of depth, then of eight others. Rows lie far apart, so the processor doesn't see by itself what
// the next tile needs. They may lie beyond the matrix: asking for memory that isn't there does nothing.
typedef struct mk_soon {
  const float *first, *then;
  size_t ld;
} mk_soon;

// Tiles of one height, one below the other: C[count * rows x columns] = (keep ? C : 0) + A . B for the
// first columns of one panel B[depth x 64], through the epilogue if there is one.
typedef struct mk_tiles {
  size_t count, depth;
  // A's rows are `row_step` floats apart; with row_step 0 they are interleaved: MK_ROWS elements for each
  // step of depth. A tile's rows begin `tile_step` floats after those of the one above.
  const float *a;
  size_t row_step, tile_step;
  const float *panel;
  bool keep;
  float *c;
  size_t ldc;
  // Of the first tile; the others ask for what lies as many rows further.
  mk_soon soon;
  // Each tile asks for its share of the next panel.
  mk_shares shares;
  // At the first tile's first column, if its sums are whole.
  bool finishes;
  mk_epilogue epilogue;
} mk_tiles;

// A tile that asks for nothing and leaves its sums as they are.
MK_INLINE mk_tiles one_tile(size_t depth, const float *a, size_t row_step, const float *panel,
                            bool keep, float *c, size_t ldc) {
  return (mk_tiles){.count = 1,
                    .depth = depth,
                    .a = a,
                    .row_step = row_step,
                    .panel = panel,
                    .keep = keep,
                    .c = c,
                    .ldc = ldc,
                    .soon = {c, c, 0}};
}

// The tiles from some rows and columns on.
MK_INLINE mk_tiles tiles_from(mk_tiles all, size_t tile, size_t rows, size_t column) {
  size_t row = tile * rows;
  all.a += tile * all.tile_step;
  all.panel += column;
  all.c += row * all.ldc + column;
  all.soon.first += row * all.soon.ld;
  all.soon.then += row * all.soon.ld;
  all.shares.next += tile * all.shares.lines * 64;
  all.epilogue = epilogue_at(all.epilogue, row, column, all.ldc);
  return all;
}

// `rows` and `vectors`, the registers across, are constants at each call, so a tile stays in registers. The
// loop over tiles is in here, not around a call: with a call, its arguments and a jump between one tile's
// last sums and the next one's first loads, products took 3 % longer.
MK_INLINE void tiles(const int rows, const int vectors, const bool interleaved, const bool keep,
                     size_t width, const mk_tiles *all) {
  size_t apart[MK_MAX_ROWS];
  row_offsets(all->row_step * sizeof(float), apart);
  const size_t neighbours[MK_MAX_ROWS] = {0, 4, 8, 12, 16, 20};
  const size_t *offsets = interleaved ? neighbours : apart;
  const size_t step = interleaved ? MK_ROWS * sizeof(float) : sizeof(float);
  const size_t ldc = all->ldc;
#pragma clang loop unroll(disable)
  for (size_t t = 0; t < all->count; t++) {
    float *c = all->c + t * (size_t)rows * ldc;
    prefetch_share(all->shares, t);
    for (size_t column = 0; column < width; column += (size_t)(MK_LANES * vectors)) {
      vt sums[MK_ROWS][MK_VECTORS];
#pragma clang loop unroll(full)
      for (int i = 0; i < rows; i++) {
#pragma clang loop unroll(full)
        for (int j = 0; j < vectors; j++) {
          if (keep) {
            memcpy(&sums[i][j], c + (size_t)i * ldc + column + j * MK_LANES, sizeof(vt));
          } else {
            sums[i][j] = (vt)0.0f;
          }
        }
      }
      const char *from = (const char *)(all->a + t * all->tile_step);
      const float *panel = all->panel + column;
      const size_t below = t * (size_t)rows * all->soon.ld;
      const float *asked = all->soon.first + below;
      size_t left = all->depth;
#pragma clang loop unroll(disable)
      for (int blocks = 1; left >= 16; left -= 16, blocks++) {
#pragma clang loop unroll(disable)
        for (int line = 0; line < 4; line++, from += 4 * step, panel += 4 * MK_PANEL) {
          __builtin_prefetch(asked + 16 * line, 1);
#pragma clang loop unroll(full)
          for (size_t k = 0; k < 4; k++)
            tile_step(rows, vectors, from + k * step, offsets, panel + k * MK_PANEL, sums);
        }
        asked = blocks % 8 ? asked + all->soon.ld : all->soon.then + below;
      }
#pragma clang loop unroll(disable)
      for (; left; left--, from += step, panel += MK_PANEL)
        tile_step(rows, vectors, from, offsets, panel, sums);
#pragma clang loop unroll(full)
      for (int i = 0; i < rows; i++) {
#pragma clang loop unroll(full)
        for (int j = 0; j < vectors; j++)
          memcpy(c + (size_t)i * ldc + column + j * MK_LANES, &sums[i][j], sizeof(vt));
      }
    }
    if (all->finishes)
      finish_tile(rows, width, epilogue_at(all->epilogue, t * (size_t)rows, 0, ldc), c, ldc);
  }
}

// The two kinds of A, and sums that begin in C or at zero, are loops of their own: each with what it knows.
MK_INLINE void tiles_of_kind(const int rows, const int vectors, size_t width, const mk_tiles *all) {
  if (all->row_step && all->keep)
    tiles(rows, vectors, false, true, width, all);
  else if (all->row_step)
    tiles(rows, vectors, false, false, width, all);
  else if (all->keep)
    tiles(rows, vectors, true, true, width, all);
  else
    tiles(rows, vectors, true, false, width, all);
}

#define MK_TILES_CASE(r)                                                                           \
  case r:                                                                                          \
    tiles_of_kind(r, vectors, width, all);                                                         \
    break;

#define MK_RUN_TILES(name, registers)                                                              \
  static void name(int rows, size_t width, const mk_tiles *all) {                                  \
    enum { vectors = registers };                                                                  \
    switch (rows) { MK_CASES_UP_TO(MK_ROWS, MK_TILES_CASE) }                                       \
  }

MK_RUN_TILES(run_whole_tiles, MK_VECTORS)
#if MK_LANES * MK_VECTORS == 64
MK_RUN_TILES(run_half_tiles, MK_VECTORS / 2)
MK_RUN_TILES(run_quarter_tiles, MK_VECTORS / 4)
#endif

// Tiles of 16, 32 or 64 columns.
static void run_wide_tiles(int rows, size_t width, const mk_tiles *all) {
#if MK_LANES * MK_VECTORS == 64
  if (width == 16)
    run_quarter_tiles(rows, width, all);
  else if (width == 32)
    run_half_tiles(rows, width, all);
  else
#endif
    run_whole_tiles(rows, width, all);
}

// Tiles of fewer than 16 columns: computed with sixteen, of which those are stored that exist.
static void run_partial_tiles(int rows, size_t columns, const mk_tiles *all) {
  _Alignas(64) float wide[MK_ROWS * 16];
  for (size_t t = 0; t < all->count; t++) {
    mk_tiles here = tiles_from(*all, t, (size_t)rows, 0);
    mk_tiles one = one_tile(all->depth, here.a, all->row_step, all->panel, all->keep, wide, 16);
    if (all->keep)
      for (int i = 0; i < rows; i++)
        store(wide + i * 16, load_n(here.c + (size_t)i * all->ldc, columns));
    run_wide_tiles(rows, 16, &one);
    for (int i = 0; i < rows; i++)
      store_n(here.c + (size_t)i * all->ldc, columns, load(wide + i * 16));
    if (all->finishes) finish_tile(rows, columns, here.epilogue, here.c, all->ldc);
  }
}

// The first columns of one panel, as many as exist in C. Of the panel as many sixteens are read as they
// take.
static void run_tiles(int rows, size_t columns, const mk_tiles *all) {
  if (columns == MK_PANEL) {
    run_wide_tiles(rows, MK_PANEL, all);
    return;
  }
  mk_tiles rest = *all;
  for (size_t width; columns >= 16; columns -= width) {
    width = columns >= 32 ? 32 : 16;
    run_wide_tiles(rows, width, &rest);
    rest = tiles_from(rest, 0, 0, width);
    rest.shares.lines = 0;
  }
  if (columns) run_partial_tiles(rows, columns, &rest);
}
