// Products of 8-bit integers without the processor's instruction. Integer sums are exact, so any order gives
// the same bits.
//
// The including file sets MK_INT8_PRODUCT (the function's name), MK_INT8_ROWS (rows of a tile) and
// before it defines int8_tile(rows, groups, a, stride, panel, sums): for each of `rows` rows
// sums[row * MK_PANEL + column] = the products over `groups` groups of four.

#define MK_INT8_CASE(r)                                                                            \
  case r:                                                                                          \
    int8_tile(r, groups, a, stride, panel, sums);                                                  \
    break;

static void run_int8_tile(int rows, size_t groups, const uint8_t *a, size_t stride,
                          const int8_t *panel, int32_t *sums) {
  switch (rows) { MK_CASES_UP_TO(MK_INT8_ROWS, MK_INT8_CASE) }
}

// A row's sums, and what C has of them, into C: their bits, or what they stand for if they are whole.
MK_INLINE void put_int8_sums(size_t columns, const int32_t *sums, const mk_tiles *row) {
  for (size_t j = 0; j < columns; j += 16) {
    i16 sum;
    memcpy(&sum, sums + j, sizeof sum);
    if (row->keep) sum += integers16(load_n(row->c + j, columns - j));
    v16 value = row->last ? int8_value(row->context, row->row, row->column + j, sum)
                          : floats16((u16)sum);
    store_n(row->c + j, columns - j, value);
  }
}

static void run_int8_tiles(int rows, size_t columns, const mk_tiles *all) {
  _Alignas(64) int32_t sums[MK_INT8_ROWS * MK_PANEL];
  for (size_t t = 0; t < all->count; t++) {
    mk_tiles here = tiles_from(*all, t, (size_t)rows, 0);
    prefetch_share(all->shares, t);
    for (int first = 0, count; first < rows; first += count) {
      count = rows - first < MK_INT8_ROWS ? rows - first : MK_INT8_ROWS;
      const char *a = here.a + (size_t)first * all->row_bytes;
      run_int8_tile(count, all->depth, (const uint8_t *)a, all->row_bytes,
                    (const int8_t *)all->panel, sums);
      for (int i = 0; i < count; i++) {
        mk_tiles row = tiles_from(here, 1, (size_t)(first + i), 0);
        put_int8_sums(columns, sums + i * MK_PANEL, &row);
      }
    }
    if (all->finishes) finish_tile(rows, columns, &here.epilogue, 0, here.c, all->ldc);
  }
}

MK_REDUCED_PRODUCT(MK_INT8_PRODUCT) {
  int8_product(m, n, k, rows, weight, &epilogue, c, ldc, run_int8_tiles);
}
