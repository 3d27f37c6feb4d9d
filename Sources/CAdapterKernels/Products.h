// Matrix products: one register tile serves all three forms.

// C[rows x 32] = (keep ? C : 0) + A . B for one panel B[depth x 32]; A's element (i, k) is
// a[i * row_step + k * depth_step]. `rows` is a constant at each call, so the tile stays in
// registers.
MK_INLINE void tile(const int rows, size_t depth, const float *a, size_t row_step,
                    size_t depth_step, const float *b, bool keep, float *c, size_t ldc) {
  for (int column = 0; column < MK_PANEL; column += MK_LANES * MK_VECTORS) {
    vt sums[MK_ROWS][MK_VECTORS];
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
#pragma clang loop unroll(full)
      for (int j = 0; j < MK_VECTORS; j++) {
        if (keep) {
          memcpy(&sums[i][j], c + (size_t)i * ldc + column + j * MK_LANES, sizeof(vt));
        } else {
          sums[i][j] = (vt)0.0f;
        }
      }
    }
    for (size_t k = 0; k < depth; k++) {
      vt panel[MK_VECTORS];
      memcpy(panel, b + k * MK_PANEL + column, sizeof panel);
#pragma clang loop unroll(full)
      for (int i = 0; i < rows; i++) {
        vt element = (vt)a[(size_t)i * row_step + k * depth_step];
#pragma clang loop unroll(full)
        for (int j = 0; j < MK_VECTORS; j++)
          sums[i][j] = __builtin_elementwise_fma(element, panel[j], sums[i][j]);
      }
    }
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
#pragma clang loop unroll(full)
      for (int j = 0; j < MK_VECTORS; j++)
        memcpy(c + (size_t)i * ldc + column + j * MK_LANES, &sums[i][j], sizeof(vt));
    }
  }
}

// One tile with A by rows (depth_step 1) or by depth (row_step 1).
#define MK_TILE_CASE(r)                                                                            \
  case r:                                                                                          \
    if (by_depth)                                                                                  \
      tile(r, depth, a, 1, step, b, keep, c, ldc);                                                 \
    else                                                                                           \
      tile(r, depth, a, step, 1, b, keep, c, ldc);                                                 \
    break;

static void run_tile(int rows, bool by_depth, size_t depth, const float *a, size_t step,
                     const float *b, bool keep, float *c, size_t ldc) {
  switch (rows) {
    MK_TILE_CASE(1)
    MK_TILE_CASE(2)
    MK_TILE_CASE(3)
    MK_TILE_CASE(4)
    MK_TILE_CASE(5)
    MK_TILE_CASE(6)
#if MK_ROWS > 6
    MK_TILE_CASE(7)
    MK_TILE_CASE(8)
    MK_TILE_CASE(9)
    MK_TILE_CASE(10)
    MK_TILE_CASE(11)
    MK_TILE_CASE(12)
    MK_TILE_CASE(13)
    MK_TILE_CASE(14)
#endif
  }
}

// As run_tile, for the last panel, of which only `columns` exist in C.
static void run_narrow_tile(int rows, bool by_depth, size_t depth, const float *a, size_t step,
                            const float *b, bool keep, float *c, size_t ldc, size_t columns) {
  float wide[MK_ROWS * MK_PANEL];
  memset(wide, 0, sizeof wide);
  if (keep)
    for (int i = 0; i < rows; i++)
      memcpy(wide + i * MK_PANEL, c + (size_t)i * ldc, columns * sizeof(float));
  run_tile(rows, by_depth, depth, a, step, b, keep, wide, MK_PANEL);
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
          if (columns == MK_PANEL)
            run_tile(rows, false, depth, from, lda, panel, keep || k0, to, ldc);
          else
            run_narrow_tile(rows, false, depth, from, lda, panel, keep || k0, to, ldc, columns);
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

static void gemm_transposed(size_t m, size_t n, size_t k, const float *y, size_t ldy,
                            const float *x, size_t ldx, float *c, size_t ldc, float *scratch) {
  size_t tiles = (n + MK_ROWS - 1) / MK_ROWS;
  float *columns_of_y = scratch;
  float *panel = scratch + tiles * MK_ROWS * MK_DEPTH_BLOCK;
  for (size_t m0 = 0; m0 < m; m0 += MK_DEPTH_BLOCK) {
    size_t depth = m - m0 < MK_DEPTH_BLOCK ? m - m0 : MK_DEPTH_BLOCK;
    // Each tile's columns of Y side by side: strides of a power of two would share a cache set.
    for (size_t t = 0; t < tiles; t++) {
      size_t rows = n - t * MK_ROWS < MK_ROWS ? n - t * MK_ROWS : MK_ROWS;
      for (size_t i = 0; i < depth; i++)
        memcpy(columns_of_y + (t * MK_DEPTH_BLOCK + i) * MK_ROWS,
               y + (m0 + i) * ldy + t * MK_ROWS, rows * sizeof(float));
    }
    for (size_t k0 = 0; k0 < k; k0 += MK_PANEL) {
      size_t columns = k - k0 < MK_PANEL ? k - k0 : MK_PANEL;
      for (size_t i = 0; i < depth; i++) {
        if (columns < MK_PANEL) memset(panel + i * MK_PANEL, 0, MK_PANEL * sizeof(float));
        memcpy(panel + i * MK_PANEL, x + (m0 + i) * ldx + k0, columns * sizeof(float));
      }
      for (size_t t = 0; t < tiles; t++) {
        int rows = (int)(n - t * MK_ROWS < MK_ROWS ? n - t * MK_ROWS : MK_ROWS);
        const float *from = columns_of_y + t * MK_DEPTH_BLOCK * MK_ROWS;
        float *to = c + t * MK_ROWS * ldc + k0;
        if (columns == MK_PANEL)
          run_tile(rows, true, depth, from, MK_ROWS, panel, true, to, ldc);
        else
          run_narrow_tile(rows, true, depth, from, MK_ROWS, panel, true, to, ldc, columns);
      }
    }
  }
}

static void column_sums(size_t m, size_t n, const float *y, size_t ldy, float *sums) {
  for (size_t j = 0; j < n; j += 16) {
    v16 total = load_n(sums + j, n - j);
    for (size_t i = 0; i < m; i++) total = total + load_n(y + i * ldy + j, n - j);
    store_n(sums + j, n - j, total);
  }
}
