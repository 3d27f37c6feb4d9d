// Matrix products: one register tile serves all three forms.

// C = (keep ? C : 0) + A . packed, through the epilogue if there is one.
MK_INLINE void product(size_t m, size_t n, size_t k, const float *a, size_t lda,
                       const float *packed, bool keep, const mk_epilogue *epilogue, float *c,
                       size_t ldc) {
  if (epilogue && leaves_sums(epilogue)) epilogue = NULL;
#if MK_LANES == 16
  if (n <= 16) {
    narrow_product(m, n, k, a, lda, packed, keep, epilogue, c, ldc);
    return;
  }
#endif
  mk_product of = {.m = m,
                   .n = n,
                   .depth = k,
                   .a = a,
                   .row_bytes = lda * sizeof *a,
                   .panels = packed,
                   .keep = keep,
                   .epilogue = epilogue,
                   .c = c,
                   .ldc = ldc};
  in_blocks(of, deepest_block(k), run_tiles);
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
      size_t columns = k - k0 < MK_PANEL ? k - k0 : MK_PANEL, last = n % MK_ROWS;
      gather_panel(depth, columns, x + m0 * ldx + k0, ldx, panel);
      float *below = c + MK_ROWS * ldc + k0;
      mk_tiles tiles = {
          .count = n / MK_ROWS,
          .depth = depth,
          .a = (const char *)columns_of_y,
          .tile_bytes = MK_ROWS * most * sizeof *columns_of_y,
          .panel = (const char *)panel,
          .keep = keep || m0,
          .c = c + k0,
          .ldc = ldc,
          .soon = {below, below, ldc},
      };
      run_tiles(MK_ROWS, columns, &tiles);
      if (last == 0) continue;
      tiles = tiles_from(tiles, tiles.count, MK_ROWS, 0);
      tiles.count = 1;
      run_tiles((int)last, columns, &tiles);
    }
  }
}

static void gemm_transposed(size_t m, size_t n, size_t k, const float *y, size_t ldy,
                            const float *x, size_t ldx, float *c, size_t ldc, float *scratch) {
  transposed_product(m, n, k, y, ldy, x, ldx, true, c, ldc, scratch);
}

// Four vectors of columns at a time, so that each row gives whole neighboring lines.
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
