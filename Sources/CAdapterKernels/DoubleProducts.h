// Products of small matrices in double precision, for statistics over a batch.

// c[i][j] += a[row][i] * b[row][j], rows in ascending order, each product rounded before it is added: for
// some rows of c and sixteen of its columns, which stay in registers.
MK_INLINE void outer_tile(const int tile_rows, size_t m, size_t n, size_t k, const double *a,
                          const double *b, double *c) {
  d16 sums[4];
#pragma clang loop unroll(full)
  for (int i = 0; i < tile_rows; i++) memcpy(&sums[i], c + (size_t)i * k, sizeof(d16));
  for (size_t row = 0; row < m; row++) {
    d16 right;
    memcpy(&right, b + row * k, sizeof right);
#pragma clang loop unroll(full)
    for (int i = 0; i < tile_rows; i++) sums[i] = sums[i] + (d16)a[row * n + (size_t)i] * right;
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < tile_rows; i++) memcpy(c + (size_t)i * k, &sums[i], sizeof(d16));
}

static void add_outer_products(size_t m, size_t n, size_t k, const double *a, const double *b,
                               double *c) {
  for (size_t i = 0, rows; i < n; i += rows) {
    rows = n - i >= 4 ? 4 : 1;
    size_t j = 0;
    for (; k - j >= 16; j += 16) {
      if (rows == 4) {
        outer_tile(4, m, n, k, a + i, b + j, c + i * k + j);
      } else {
        outer_tile(1, m, n, k, a + i, b + j, c + i * k + j);
      }
    }
    for (; j < k; j++) {
      for (size_t r = i; r < i + rows; r++) {
        double sum = c[r * k + j];
        for (size_t row = 0; row < m; row++) sum = sum + a[row * n + r] * b[row * k + j];
        c[r * k + j] = sum;
      }
    }
  }
}
