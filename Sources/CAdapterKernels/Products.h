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

// C[rows x width] = (keep ? C : 0) + A . B for the first columns of one panel B[depth x 64]. A's rows
// are `row_step` floats apart; with row_step 0 they are interleaved: MK_ROWS elements for each step of
// depth. `rows` and `vectors`, the registers across, are constants at each call, so the tile stays in
// registers.
MK_INLINE void tile(const int rows, const int vectors, size_t width, size_t depth, const float *a,
                    size_t row_step, const float *b, bool keep, float *c, size_t ldc) {
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
    const float *panel = b + column;
    size_t left = depth;
#pragma clang loop unroll(disable)
    for (; left >= 4; left -= 4, from += 4 * step, panel += 4 * MK_PANEL) {
      tile_step(rows, vectors, from, offsets, panel, sums);
      tile_step(rows, vectors, from + step, offsets, panel + MK_PANEL, sums);
      tile_step(rows, vectors, from + 2 * step, offsets, panel + 2 * MK_PANEL, sums);
      tile_step(rows, vectors, from + 3 * step, offsets, panel + 3 * MK_PANEL, sums);
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
      tile(r, vectors, width, depth, a, step, b, keep, c, ldc);                                    \
    else                                                                                           \
      tile(r, vectors, width, depth, a, 0, b, keep, c, ldc);                                       \
    break;

#define MK_RUN_TILE(name, registers)                                                               \
  static void name(int rows, size_t width, size_t depth, const float *a, size_t step,              \
                   const float *b, bool keep, float *c, size_t ldc) {                              \
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
                             const float *b, bool keep, float *c, size_t ldc) {
#if MK_LANES * MK_VECTORS == 64
  if (width == 16)
    run_quarter_tile(rows, width, depth, a, step, b, keep, c, ldc);
  else if (width == 32)
    run_half_tile(rows, width, depth, a, step, b, keep, c, ldc);
  else
#endif
    run_whole_tile(rows, width, depth, a, step, b, keep, c, ldc);
}

// The first columns of one panel, as many as exist in C.
static void run_tile(int rows, size_t columns, size_t depth, const float *a, size_t step,
                     const float *b, bool keep, float *c, size_t ldc) {
  size_t width = columns <= 16 ? 16 : columns <= 32 ? 32 : 64;
  if (columns == width) {
    run_wide_tile(rows, width, depth, a, step, b, keep, c, ldc);
    return;
  }
  _Alignas(64) float wide[MK_ROWS * MK_PANEL];
  if (keep) {
    memset(wide, 0, sizeof wide);
    for (int i = 0; i < rows; i++)
      memcpy(wide + i * MK_PANEL, c + (size_t)i * ldc, columns * sizeof(float));
  }
  run_wide_tile(rows, width, depth, a, step, b, keep, wide, MK_PANEL);
  for (int i = 0; i < rows; i++)
    memcpy(c + (size_t)i * ldc, wide + i * MK_PANEL, columns * sizeof(float));
}

static void pack(const float *w, size_t ldw, size_t outputs, size_t reduction, float *packed) {
  for (size_t n = 0; n < outputs; n += MK_PANEL) {
    size_t columns = outputs - n < MK_PANEL ? outputs - n : MK_PANEL;
    float *panel = packed + n * reduction;
    if (columns < MK_PANEL) memset(panel, 0, MK_PANEL * reduction * sizeof(float));
    // Blocks of sixteen keep both sides of the transposition in the first-level cache.
    for (size_t k0 = 0; k0 < reduction; k0 += 16) {
      size_t depth = reduction - k0 < 16 ? reduction - k0 : 16;
      for (size_t j = 0; j < columns; j++) {
        const float *row = w + (n + j) * ldw + k0;
        float *to = panel + k0 * MK_PANEL + j;
        for (size_t k = 0; k < depth; k++) to[k * MK_PANEL] = row[k];
      }
    }
  }
}

static void pack_transposed(const float *w, size_t ldw, size_t outputs, size_t reduction,
                            float *packed) {
  for (size_t n = 0; n < outputs; n += MK_PANEL) {
    size_t columns = outputs - n < MK_PANEL ? outputs - n : MK_PANEL;
    float *panel = packed + n * reduction;
    for (size_t k = 0; k < reduction; k++) {
      float *to = panel + k * MK_PANEL;
      if (columns < MK_PANEL) memset(to, 0, MK_PANEL * sizeof(float));
      memcpy(to, w + k * ldw + n, columns * sizeof(float));
    }
  }
}

MK_INLINE void product(size_t m, size_t n, size_t k, const float *a, size_t lda,
                       const float *packed, bool keep, bool finish, const float *bias,
                       mk_activation activation, const float *residual, size_t ldr, float *pre,
                       float *c, size_t ldc) {
  for (size_t m0 = 0; m0 < m; m0 += MK_ROW_BLOCK) {
    size_t block = m - m0 < MK_ROW_BLOCK ? m - m0 : MK_ROW_BLOCK;
    size_t tiles = (block + MK_ROWS - 1) / MK_ROWS;
    for (size_t n0 = 0; n0 < n; n0 += MK_PANEL) {
      size_t columns = n - n0 < MK_PANEL ? n - n0 : MK_PANEL;
      // A chain may be put down in C between blocks of depth: storing a float loses nothing.
      for (size_t k0 = 0; k0 < k || k0 == 0; k0 += MK_DEPTH_BLOCK) {
        size_t depth = k - k0 < MK_DEPTH_BLOCK ? k - k0 : MK_DEPTH_BLOCK;
        const float *panel = packed + n0 * k + k0 * MK_PANEL;
        for (size_t t = 0, row = 0; t < tiles; t++) {
          int rows = (int)((block - row + tiles - t - 1) / (tiles - t));
          const float *from = a + (m0 + row) * lda + k0;
          float *to = c + (m0 + row) * ldc + n0;
          prefetch_share(panel + depth * MK_PANEL, depth * MK_PANEL * sizeof(float), t, tiles);
          run_tile(rows, columns, depth, from, lda, panel, keep || k0, to, ldc);
          if (finish && k0 + depth == k)
            finish_tile(rows, columns, bias ? bias + n0 : NULL, activation,
                        residual ? residual + (m0 + row) * ldr + n0 : NULL, ldr,
                        pre ? pre + (m0 + row) * ldc + n0 : NULL, to, ldc);
          row += (size_t)rows;
        }
      }
    }
  }
}

static void gemm(size_t m, size_t n, size_t k, const float *a, size_t lda, const float *packed,
                 const float *bias, mk_activation activation, const float *residual, size_t ldr,
                 float *pre, float *c, size_t ldc) {
  bool plain = !bias && activation == MK_NONE && !residual && !pre;
  product(m, n, k, a, lda, packed, false, !plain, bias, activation, residual, ldr, pre, c, ldc);
}

static void gemm_accumulate(size_t m, size_t n, size_t k, const float *a, size_t lda,
                            const float *packed, float *c, size_t ldc) {
  product(m, n, k, a, lda, packed, true, false, NULL, MK_NONE, NULL, 0, NULL, c, ldc);
}

// Some consecutive columns of `depth` rows, side by side: strides of a power of two would share a
// cache set. The usual count is a constant, for which copying needs no call.
MK_INLINE void gather(size_t depth, size_t columns, const size_t usual, const float *from,
                      size_t ld, float *to) {
  if (columns == usual) {
    for (size_t i = 0; i < depth; i++)
      memcpy(to + i * usual, from + i * ld, usual * sizeof(float));
    return;
  }
  for (size_t i = 0; i < depth; i++) {
    memset(to + i * usual, 0, usual * sizeof(float));
    memcpy(to + i * usual, from + i * ld, columns * sizeof(float));
  }
}

static void gemm_transposed(size_t m, size_t n, size_t k, const float *y, size_t ldy,
                            const float *x, size_t ldx, float *c, size_t ldc, float *scratch) {
  const size_t most = MK_TRANSPOSED_DEPTH;
  size_t tiles = (n + MK_ROWS - 1) / MK_ROWS;
  float *columns_of_y = scratch;
  float *panel = scratch + tiles * MK_ROWS * most;
  for (size_t m0 = 0; m0 < m; m0 += most) {
    size_t depth = m - m0 < most ? m - m0 : most;
    for (size_t n0 = 0; n0 < n; n0 += MK_ROWS)
      gather(depth, n - n0 < MK_ROWS ? n - n0 : MK_ROWS, MK_ROWS, y + m0 * ldy + n0, ldy,
             columns_of_y + n0 * most);
    for (size_t k0 = 0; k0 < k; k0 += MK_PANEL) {
      size_t columns = k - k0 < MK_PANEL ? k - k0 : MK_PANEL;
      gather(depth, columns, MK_PANEL, x + m0 * ldx + k0, ldx, panel);
      for (size_t n0 = 0; n0 < n; n0 += MK_ROWS) {
        size_t rows = n - n0 < MK_ROWS ? n - n0 : MK_ROWS;
        const float *from = columns_of_y + n0 * most;
        float *to = c + n0 * ldc + k0;
        // The next tile of C comes from afar while this one is computed.
        for (size_t next = n0 + MK_ROWS; next < n && next < n0 + 2 * MK_ROWS; next++) {
          for (size_t j = 0; j < columns; j += 16) __builtin_prefetch(c + next * ldc + k0 + j, 1);
        }
        run_tile((int)rows, columns, depth, from, 0, panel, true, to, ldc);
      }
    }
  }
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
