// Products with at most 16 columns, those of low-rank factors, and their transposed form.

#if MK_LANES == 16
enum { tall_rows = 2 * MK_ROWS };

// C[tall_rows x columns] = (keep ? C : 0) + A . B for at most 16 columns. One register across: six rows, each
// a chain, would wait for one another's multiply-adds; twelve don't.
static void run_tall_tile(size_t columns, size_t depth, const float *a, size_t lda, const float *b,
                          bool keep, float *c, size_t ldc) {
  size_t offsets[MK_MAX_ROWS];
  row_offsets(lda * sizeof(float), offsets);
  const char *upper = (const char *)a, *lower = (const char *)(a + MK_ROWS * lda);
  v16 sums[tall_rows];
#pragma clang loop unroll(full)
  for (size_t i = 0; i < tall_rows; i++)
    sums[i] = keep ? load_n(c + i * ldc, columns) : splat(0.0f);
  const char *next = (const char *)(a + tall_rows * lda);
  size_t row = lda * sizeof(float);
  for (size_t k = 0; k < depth; k++, upper += sizeof(float), lower += sizeof(float)) {
    // What the next tile begins with, a row's line at a time.
    if (k % 16 < tall_rows) __builtin_prefetch(next + k % 16 * row + k / 16 * 64);
    v16 panel = load(b + k * MK_PANEL);
#pragma clang loop unroll(full)
    for (int i = 0; i < MK_ROWS; i++)
      sums[i] = fma16(splat(*(const float *)(upper + offsets[i])), panel, sums[i]);
#pragma clang loop unroll(full)
    for (int i = 0; i < MK_ROWS; i++)
      sums[MK_ROWS + i] =
          fma16(splat(*(const float *)(lower + offsets[i])), panel, sums[MK_ROWS + i]);
  }
#pragma clang loop unroll(full)
  for (size_t i = 0; i < tall_rows; i++) store_n(c + i * ldc, columns, sums[i]);
}

// A product with at most 16 columns, those of low-rank factors.
static void narrow_product(size_t m, size_t n, size_t k, const float *a, size_t lda,
                           const float *packed, bool keep, const mk_epilogue *epilogue, float *c,
                           size_t ldc) {
  for (size_t k0 = 0; k0 < k || k0 == 0; k0 += MK_DEPTH_BLOCK) {
    size_t depth = k - k0 < MK_DEPTH_BLOCK ? k - k0 : MK_DEPTH_BLOCK;
    const float *panel = packed + k0 * MK_PANEL;
    for (size_t row = 0, rows; row < m; row += rows) {
      const float *from = a + row * lda + k0;
      float *to = c + row * ldc;
      rows = m - row >= tall_rows ? tall_rows : m - row < MK_ROWS ? m - row : MK_ROWS;
      if (rows == tall_rows) {
        run_tall_tile(n, depth, from, lda, panel, keep || k0, to, ldc);
      } else {
        mk_tiles one = one_tile(depth, from, lda, panel, keep || k0, to, ldc);
        run_tiles((int)rows, n, &one);
      }
      if (epilogue && k0 + depth == k) finish_tile((int)rows, n, epilogue, row, to, ldc);
    }
  }
}

// Rows of C at once, and vectors across: eight elements of Y and three vectors of X for twenty-four
// multiply-adds.
enum { narrow_rows = 8, narrow_vectors = 3, narrow_depth = 64 };

// C[rows x 16 * vectors] = (keep ? C : 0) + Y^T . X over `depth` rows of X. Of Y eight columns stand side by
// side for each row; those from `rows` on are zeros.
MK_INLINE void narrow_tile(const int vectors, size_t rows, size_t depth, const float *y,
                           const float *x, size_t ldx, bool keep, float *c, size_t ldc) {
  v16 sums[narrow_rows][narrow_vectors];
#pragma clang loop unroll(full)
  for (size_t i = 0; i < narrow_rows; i++)
#pragma clang loop unroll(full)
    for (int j = 0; j < vectors; j++)
      sums[i][j] = keep && i < rows ? load(c + i * ldc + 16 * j) : splat(0.0f);
  for (size_t k = 0; k < depth; k++, x += ldx, y += narrow_rows) {
    v16 row[narrow_vectors];
#pragma clang loop unroll(full)
    for (int j = 0; j < vectors; j++) row[j] = load(x + 16 * j);
#pragma clang loop unroll(full)
    for (size_t i = 0; i < narrow_rows; i++)
#pragma clang loop unroll(full)
      for (int j = 0; j < vectors; j++) sums[i][j] = fma16(splat(y[i]), row[j], sums[i][j]);
  }
#pragma clang loop unroll(full)
  for (size_t i = 0; i < narrow_rows; i++)
#pragma clang loop unroll(full)
    for (int j = 0; j < vectors; j++)
      if (i < rows) store(c + i * ldc + 16 * j, sums[i][j]);
}

static void run_narrow_tile(size_t columns, size_t rows, size_t depth, const float *y,
                            const float *x, size_t ldx, bool keep, float *c, size_t ldc) {
  if (columns == 48)
    narrow_tile(3, rows, depth, y, x, ldx, keep, c, ldc);
  else if (columns == 32)
    narrow_tile(2, rows, depth, y, x, ldx, keep, c, ldc);
  else
    narrow_tile(1, rows, depth, y, x, ldx, keep, c, ldc);
}

// Y of at most 16 columns, as a low-rank factor's gradient has it, and X of whole vectors. X is read where it
// lies: for so few columns of Y a copy in panels does not pay. Few rows at a time, so that they are still
// in the cache for Y's second eight columns.
static void narrow_transposed_product(size_t m, size_t n, size_t k, const float *y, size_t ldy,
                                      const float *x, size_t ldx, bool keep, float *c,
                                      size_t ldc) {
  float eights[2][narrow_depth * narrow_rows];
  for (size_t m0 = 0; m0 < m || m0 == 0; m0 += narrow_depth) {
    size_t depth = m - m0 < narrow_depth ? m - m0 : narrow_depth;
    for (size_t i = 0; i < depth; i++) {
      float row[16];
      store(row, load_n(y + (m0 + i) * ldy, n));
      memcpy(eights[0] + i * narrow_rows, row, sizeof row / 2);
      memcpy(eights[1] + i * narrow_rows, row + narrow_rows, sizeof row / 2);
    }
    for (size_t k0 = 0, columns; k0 < k; k0 += columns) {
      columns = k - k0 >= 48 ? 48 : k - k0 >= 32 ? 32 : 16;
      for (size_t n0 = 0; n0 < n; n0 += narrow_rows)
        run_narrow_tile(columns, n - n0 < narrow_rows ? n - n0 : narrow_rows, depth,
                        eights[n0 / narrow_rows], x + m0 * ldx + k0, ldx, keep || m0,
                        c + n0 * ldc + k0, ldc);
    }
  }
}
#endif
