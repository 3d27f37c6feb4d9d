// Matrix products: one register tile serves all three forms.

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

// What a tile asks for while it computes, a line every four steps: 64 columns of as many rows as there are
// blocks of 16 steps. Rows lie far apart, so the processor doesn't see by itself what the next tile needs.
// They may lie beyond the matrix: asking for memory that isn't there does nothing.
typedef struct mk_soon {
  const float *rows;
  size_t ld;
} mk_soon;

// C[rows x width] = (keep ? C : 0) + A . B for the first columns of one panel B[depth x 64]. A's rows
// are `row_step` floats apart; with row_step 0 they are interleaved: MK_ROWS elements for each step of
// depth. `rows` and `vectors`, the registers across, are constants at each call, so the tile stays in
// registers.
MK_INLINE void tile(const int rows, const int vectors, size_t width, size_t depth, const float *a,
                    size_t row_step, const float *b, bool keep, float *c, size_t ldc,
                    mk_soon soon) {
  size_t apart[MK_MAX_ROWS];
  row_offsets(row_step * sizeof(float), apart);
  const size_t interleaved[MK_MAX_ROWS] = {0, 4, 8, 12, 16, 20};
  const size_t *offsets = row_step ? apart : interleaved;
  const size_t step = row_step ? sizeof(float) : MK_ROWS * sizeof(float);
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
    const char *from = (const char *)a;
    const float *panel = b + column, *asked = soon.rows;
    size_t left = depth;
#pragma clang loop unroll(disable)
    for (; left >= 16; left -= 16, asked += soon.ld) {
#pragma clang loop unroll(disable)
      for (int line = 0; line < 4; line++, from += 4 * step, panel += 4 * MK_PANEL) {
        __builtin_prefetch(asked + 16 * line, 1);
#pragma clang loop unroll(full)
        for (size_t k = 0; k < 4; k++)
          tile_step(rows, vectors, from + k * step, offsets, panel + k * MK_PANEL, sums);
      }
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
}

// The two kinds of A are two loops, each with what it knows of the places of A's elements.
#define MK_TILE_CASE(r)                                                                            \
  case r:                                                                                          \
    if (step)                                                                                      \
      tile(r, vectors, width, depth, a, step, b, keep, c, ldc, soon);                              \
    else                                                                                           \
      tile(r, vectors, width, depth, a, 0, b, keep, c, ldc, soon);                                 \
    break;

#define MK_RUN_TILE(name, registers)                                                               \
  static void name(int rows, size_t width, size_t depth, const float *a, size_t step,              \
                   const float *b, bool keep, float *c, size_t ldc, mk_soon soon) {                \
    enum { vectors = registers };                                                                  \
    switch (rows) { MK_CASES_UP_TO(MK_ROWS, MK_TILE_CASE) }                                        \
  }

MK_RUN_TILE(run_whole_tile, MK_VECTORS)
#if MK_LANES * MK_VECTORS == 64
MK_RUN_TILE(run_half_tile, MK_VECTORS / 2)
MK_RUN_TILE(run_quarter_tile, MK_VECTORS / 4)
#endif

// A tile of 16, 32 or 64 columns.
MK_INLINE void run_wide_tile(int rows, size_t width, size_t depth, const float *a, size_t step,
                             const float *b, bool keep, float *c, size_t ldc, mk_soon soon) {
#if MK_LANES * MK_VECTORS == 64
  if (width == 16)
    run_quarter_tile(rows, width, depth, a, step, b, keep, c, ldc, soon);
  else if (width == 32)
    run_half_tile(rows, width, depth, a, step, b, keep, c, ldc, soon);
  else
#endif
    run_whole_tile(rows, width, depth, a, step, b, keep, c, ldc, soon);
}

// The first columns of one panel, as many as exist in C. Of the panel as many sixteens are read as they
// take.
static void run_tile(int rows, size_t columns, size_t depth, const float *a, size_t step,
                     const float *b, bool keep, float *c, size_t ldc, mk_soon soon) {
  size_t done = 0;
  for (size_t width; columns - done >= 16; done += width) {
    width = columns - done >= 64 ? 64 : columns - done >= 32 ? 32 : 16;
    run_wide_tile(rows, width, depth, a, step, b + done, keep, c + done, ldc, soon);
  }
  if (done == columns) return;
  _Alignas(64) float wide[MK_ROWS * 16];
  if (keep)
    for (int i = 0; i < rows; i++)
      store(wide + i * 16, load_n(c + (size_t)i * ldc + done, columns - done));
  run_wide_tile(rows, 16, depth, a, step, b + done, keep, wide, 16, soon);
  for (int i = 0; i < rows; i++)
    store_n(c + (size_t)i * ldc + done, columns - done, load(wide + i * 16));
}

// Of what the next tile begins with, what it will wait for: C when its first steps of depth come, at the
// last ones what its epilogue touches besides.
MK_INLINE mk_soon next_tile(bool isFirst, bool isLast, const mk_epilogue *epilogue, size_t row,
                            size_t column, float *c, size_t ldc) {
  size_t place = row * ldc + column;
  if (isFirst) return (mk_soon){c + place, ldc};
  if (isLast && epilogue && epilogue->pre) return (mk_soon){epilogue->pre + place, ldc};
  if (isLast && epilogue && epilogue->saved) return (mk_soon){epilogue->saved + place, ldc};
  return (mk_soon){c, 0};
}

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
      if (rows == tall_rows)
        run_tall_tile(n, depth, from, lda, panel, keep || k0, to, ldc);
      else
        run_tile((int)rows, n, depth, from, lda, panel, keep || k0, to, ldc, (mk_soon){to, 0});
      if (epilogue && k0 + depth == k)
        finish_tile((int)rows, n, epilogue_at(*epilogue, row, 0, ldc), to, ldc);
    }
  }
}
#endif

// C = (keep ? C : 0) + A . packed, through the epilogue if there is one.
MK_INLINE void product(size_t m, size_t n, size_t k, const float *a, size_t lda,
                       const float *packed, bool keep, const mk_epilogue *epilogue, float *c,
                       size_t ldc) {
#if MK_LANES == 16
  if (n <= 16) {
    narrow_product(m, n, k, a, lda, packed, keep, epilogue, c, ldc);
    return;
  }
#endif
  for (size_t m0 = 0, block; m0 < m; m0 += block) {
    block = mk_next_row_block(m - m0);
    size_t tiles = (block + MK_ROWS - 1) / MK_ROWS;
    for (size_t n0 = 0; n0 < n; n0 += MK_PANEL) {
      size_t columns = n - n0 < MK_PANEL ? n - n0 : MK_PANEL;
      // A chain may be put down in C between blocks of depth: storing a float loses nothing.
      for (size_t k0 = 0; k0 < k || k0 == 0; k0 += MK_DEPTH_BLOCK) {
        size_t depth = k - k0 < MK_DEPTH_BLOCK ? k - k0 : MK_DEPTH_BLOCK;
        const float *panel = packed + n0 * k + k0 * MK_PANEL;
        bool isLast = k0 + depth == k;
        for (size_t t = 0, row = m0; t < tiles; t++) {
          size_t rows = (m0 + block - row + tiles - t - 1) / (tiles - t), next = row + rows;
          float *to = c + row * ldc + n0;
          prefetch_share(panel + depth * MK_PANEL, depth * MK_PANEL * sizeof(float), t, tiles);
          run_tile((int)rows, columns, depth, a + row * lda + k0, lda, panel, keep || k0, to, ldc,
                   next_tile(k0 == 0, isLast, epilogue, next, n0, c, ldc));
          if (epilogue && isLast)
            finish_tile((int)rows, columns, epilogue_at(*epilogue, row, n0, ldc), to, ldc);
          row = next;
        }
      }
    }
  }
}

static void gemm(size_t m, size_t n, size_t k, const float *a, size_t lda, const float *packed,
                 const float *bias, mk_activation activation, const float *residual, size_t ldr,
                 float *pre, float *c, size_t ldc) {
  const mk_epilogue epilogue = {bias, activation, residual, ldr, pre, NULL};
  product(m, n, k, a, lda, packed, false, &epilogue, c, ldc);
}

static void gemm_activation_backward(size_t m, size_t n, size_t k, const float *a, size_t lda,
                                     const float *packed, mk_activation activation,
                                     const float *saved, float *c, size_t ldc) {
  const mk_epilogue epilogue = {.activation = activation, .saved = saved};
  product(m, n, k, a, lda, packed, false, &epilogue, c, ldc);
}

static void gemm_accumulate(size_t m, size_t n, size_t k, const float *a, size_t lda,
                            const float *packed, float *c, size_t ldc) {
  product(m, n, k, a, lda, packed, true, NULL, c, ldc);
}

#if MK_LANES == 16
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

// C[n x k] = (keep ? C : 0) + Y[m x n]^T . X[m x k].
static void transposed_product(size_t m, size_t n, size_t k, const float *y, size_t ldy,
                               const float *x, size_t ldx, bool keep, float *c, size_t ldc,
                               float *scratch) {
#if MK_LANES == 16
  if (n <= 16 && k % 16 == 0) {
    narrow_transposed_product(m, n, k, y, ldy, x, ldx, keep, c, ldc);
    return;
  }
#endif
  const size_t most = MK_TRANSPOSED_DEPTH;
  size_t tiles = (n + MK_ROWS - 1) / MK_ROWS;
  float *columns_of_y = scratch;
  float *panel = scratch + tiles * MK_ROWS * most;
  for (size_t m0 = 0; m0 < m || m0 == 0; m0 += most) {
    size_t depth = m - m0 < most ? m - m0 : most;
    for (size_t n0 = 0; n0 < n; n0 += MK_ROWS)
      gather_tile(depth, n - n0 < MK_ROWS ? n - n0 : MK_ROWS, y + m0 * ldy + n0, ldy,
                  columns_of_y + n0 * most);
    for (size_t k0 = 0; k0 < k; k0 += MK_PANEL) {
      size_t columns = k - k0 < MK_PANEL ? k - k0 : MK_PANEL;
      gather_panel(depth, columns, x + m0 * ldx + k0, ldx, panel);
      for (size_t n0 = 0; n0 < n; n0 += MK_ROWS) {
        size_t rows = n - n0 < MK_ROWS ? n - n0 : MK_ROWS, next = n0 + rows;
        float *to = c + n0 * ldc + k0;
        run_tile((int)rows, columns, depth, columns_of_y + n0 * most, 0, panel, keep || m0, to,
                 ldc, (mk_soon){c + (next < n ? next : n0) * ldc + k0, ldc});
      }
    }
  }
}

static void gemm_transposed(size_t m, size_t n, size_t k, const float *y, size_t ldy,
                            const float *x, size_t ldx, float *c, size_t ldc, float *scratch) {
  transposed_product(m, n, k, y, ldy, x, ldx, true, c, ldc, scratch);
}

// Four vectors of columns at a time, so that each row gives whole neighbouring lines.
static void column_sums(size_t m, size_t n, const float *y, size_t ldy, float *sums) {
  size_t j = 0;
  for (; n - j >= 64; j += 64) {
    v16 totals[4];
    for (int v = 0; v < 4; v++) totals[v] = load(sums + j + 16 * v);
    for (size_t i = 0; i < m; i++) {
      for (int v = 0; v < 4; v++) totals[v] = totals[v] + load(y + i * ldy + j + 16 * v);
    }
    for (int v = 0; v < 4; v++) store(sums + j + 16 * v, totals[v]);
  }
  for (; j < n; j += 16) {
    v16 total = load_n(sums + j, n - j);
    for (size_t i = 0; i < m; i++) total = total + load_n(y + i * ldy + j, n - j);
    store_n(sums + j, n - j, total);
  }
}
