// Register tiles: the chains of sums that matrix products are made of.
//
// A step of depth is what one lane adds at once: the product of two floats, of two pairs of bfloat16, of two
// fours of 8-bit integers. Each is four bytes of A and a line of 64 columns, of four bytes each, of a panel. The
// including file may define, where they aren't those of floats,
// - MK_ADD_PRODUCT(element, panel, sum): the sum and a step's products,
// - MK_VALUE(all, row, column, sum): what whole sums of a row and some columns, counted from the first of
//   `all`, stand for. Until they are whole C holds their bits.

#ifndef MK_ADD_PRODUCT
#define MK_ADD_PRODUCT(element, panel, sum) __builtin_elementwise_fma(element, panel, sum)
#endif
#ifndef MK_VALUE
#define MK_VALUE(all, row, column, sum) ((void)(row), (void)(column), (sum))
#endif

enum { MK_STEP_BYTES = 4, MK_LINE_BYTES = MK_PANEL * MK_STEP_BYTES };

MK_INLINE vt vector_at(const void *p) {
  vt v;
  memcpy(&v, p, sizeof v);
  return v;
}

// One step of depth: sums[i][j] += A(i) * panel[j], A(i) at `a` plus the row's offset in bytes.
MK_INLINE void tile_step(const int rows, const int vectors, const char *a, const size_t *offsets,
                         const char *b, vt sums[MK_ROWS][MK_VECTORS]) {
  vt panel[MK_VECTORS];
#pragma clang loop unroll(full)
  for (int j = 0; j < vectors; j++) panel[j] = vector_at(b + (size_t)j * sizeof(vt));
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
    float four_bytes;
    memcpy(&four_bytes, a + offsets[i], MK_STEP_BYTES);
    vt element = (vt)four_bytes;
#pragma clang loop unroll(full)
    for (int j = 0; j < vectors; j++)
      sums[i][j] = MK_ADD_PRODUCT(element, panel[j], sums[i][j]);
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
  // A's rows are `row_bytes` apart; with row_bytes 0 they are interleaved: MK_ROWS elements for each step of
  // depth. A tile's rows begin `tile_bytes` after those of the one above.
  const char *a;
  size_t row_bytes, tile_bytes;
  const char *panel;
  bool keep;
  float *c;
  size_t ldc;
  // Of the first tile; the others ask for what lies as many rows further.
  mk_soon soon;
  // Each tile asks for its share of the next panel.
  mk_shares shares;
  // Whether these are the last steps of depth, and the sums go through the epilogue, one at the first
  // tile's first column.
  bool last, finishes;
  mk_epilogue epilogue;
  // What MK_VALUE needs: where the first tile is in the whole product, and something of its own.
  size_t row, column;
  const void *context;
} mk_tiles;

// A tile that asks for nothing and leaves its sums as they are.
MK_INLINE mk_tiles one_tile(size_t depth, const float *a, size_t lda, const float *panel, bool keep,
                            float *c, size_t ldc) {
  return (mk_tiles){.count = 1,
                    .depth = depth,
                    .a = (const char *)a,
                    .row_bytes = lda * sizeof *a,
                    .panel = (const char *)panel,
                    .keep = keep,
                    .c = c,
                    .ldc = ldc,
                    .soon = {c, c, 0}};
}

// The tiles from some rows and columns on.
MK_INLINE mk_tiles tiles_from(mk_tiles all, size_t tile, size_t rows, size_t column) {
  size_t row = tile * rows;
  all.a += tile * all.tile_bytes;
  all.panel += column * MK_STEP_BYTES;
  all.c += row * all.ldc + column;
  all.soon.first += row * all.soon.ld;
  all.soon.then += row * all.soon.ld;
  all.shares.next += tile * all.shares.lines * 64;
  all.epilogue = epilogue_at(all.epilogue, row, column, all.ldc);
  all.row += row;
  all.column += column;
  return all;
}

// Does something for each register sums[i][j] of a tile, `place` its first column of the panel.
#define MK_EACH_SUM(...)                                                                           \
  _Pragma("clang loop unroll(full)") for (int i = 0; i < rows; i++) {                              \
    _Pragma("clang loop unroll(full)") for (int j = 0; j < vectors; j++) {                         \
      const size_t place = column + (size_t)(j * MK_LANES);                                        \
      __VA_ARGS__;                                                                                 \
    }                                                                                              \
  }

// `rows` and `vectors`, the registers across, are constants at each call, so a tile stays in registers. The
// loop over tiles is in here, not around a call: with a call, its arguments and a jump between one tile's
// last sums and the next one's first loads, products took 3 % longer.
MK_INLINE void tiles(const int rows, const int vectors, const bool interleaved, const bool keep,
                     size_t width, const mk_tiles *all) {
  size_t apart[MK_MAX_ROWS];
  row_offsets(all->row_bytes, apart);
  const size_t neighbors[MK_MAX_ROWS] = {0, 4, 8, 12, 16, 20};
  const size_t *offsets = interleaved ? neighbors : apart;
  const size_t step = interleaved ? MK_ROWS * MK_STEP_BYTES : MK_STEP_BYTES;
  const size_t ldc = all->ldc;
  // What is only added needs no second pass over C.
  const bool adds = all->finishes && only_adds(&all->epilogue);
#pragma clang loop unroll(disable)
  for (size_t t = 0; t < all->count; t++) {
    float *c = all->c + t * (size_t)rows * ldc;
    prefetch_share(all->shares, t);
    for (size_t column = 0; column < width; column += (size_t)(MK_LANES * vectors)) {
      vt sums[MK_ROWS][MK_VECTORS];
      MK_EACH_SUM(sums[i][j] = keep ? vector_at(c + (size_t)i * ldc + place) : (vt)0.0f)
      const char *from = all->a + t * all->tile_bytes;
      const char *panel = all->panel + column * MK_STEP_BYTES;
      const size_t below = t * (size_t)rows * all->soon.ld;
      const float *asked = all->soon.first + below;
      size_t left = all->depth;
#pragma clang loop unroll(disable)
      for (int blocks = 1; left >= 16; left -= 16, blocks++) {
#pragma clang loop unroll(disable)
        for (int line = 0; line < 4; line++, from += 4 * step, panel += 4 * MK_LINE_BYTES) {
          __builtin_prefetch(asked + 16 * line, 1);
#pragma clang loop unroll(full)
          for (size_t k = 0; k < 4; k++)
            tile_step(rows, vectors, from + k * step, offsets, panel + k * MK_LINE_BYTES, sums);
        }
        asked = blocks % 8 ? asked + all->soon.ld : all->soon.then + below;
      }
#pragma clang loop unroll(disable)
      for (; left; left--, from += step, panel += MK_LINE_BYTES)
        tile_step(rows, vectors, from, offsets, panel, sums);
      const size_t first_row = t * (size_t)rows;
      if (all->last) {
        MK_EACH_SUM(sums[i][j] = MK_VALUE(all, first_row + (size_t)i, place, sums[i][j]))
      }
      if (adds && all->epilogue.bias) {
        MK_EACH_SUM(sums[i][j] += vector_at(all->epilogue.bias + place))
      }
      if (adds && all->epilogue.residual) {
        const size_t ldr = all->epilogue.ldr;
        const float *residual = all->epilogue.residual + first_row * ldr;
        MK_EACH_SUM(sums[i][j] += vector_at(residual + (size_t)i * ldr + place))
      }
      MK_EACH_SUM(memcpy(c + (size_t)i * ldc + place, &sums[i][j], sizeof(vt)))
    }
    if (all->finishes && !adds)
      finish_tile(rows, width, &all->epilogue, t * (size_t)rows, c, ldc);
  }
}

// The two kinds of A, and sums that begin in C or at zero, are loops of their own: each with what it knows.
MK_INLINE void tiles_of_kind(const int rows, const int vectors, size_t width, const mk_tiles *all) {
  if (all->row_bytes && all->keep)
    tiles(rows, vectors, false, true, width, all);
  else if (all->row_bytes)
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
    mk_tiles here = tiles_from(*all, t, (size_t)rows, 0), one = here;
    one.count = 1;
    one.c = wide;
    one.ldc = 16;
    one.finishes = false;
    if (all->keep)
      for (int i = 0; i < rows; i++)
        store(wide + i * 16, load_n(here.c + (size_t)i * all->ldc, columns));
    run_wide_tiles(rows, 16, &one);
    for (int i = 0; i < rows; i++)
      store_n(here.c + (size_t)i * all->ldc, columns, load(wide + i * 16));
    if (all->finishes) finish_tile(rows, columns, &here.epilogue, 0, here.c, all->ldc);
  }
}

// The first columns of one panel, as many as exist in C. Of the panel as many sixteens are read as they
// take.
static void run_tiles(int rows, size_t columns, const mk_tiles *all) {
  mk_tiles rest;
  while (columns >= 16) {
    size_t width = columns >= 64 ? 64 : columns >= 32 ? 32 : 16;
    run_wide_tiles(rows, width, all);
    columns -= width;
    if (columns == 0) return;
    rest = tiles_from(*all, 0, 0, width);
    rest.shares.lines = 0;
    all = &rest;
  }
  if (columns) run_partial_tiles(rows, columns, all);
}
