// What happens to sums on their way into C: bias, activation, residual.

// Sixteen sums of one row, of which n count; `bias`, `residual` and `pre` may be null.
MK_INLINE void finish(size_t n, v16 value, const float *bias, mk_activation activation,
                      const float *residual, float *pre, float *c) {
  if (bias) value = value + load_n(bias, n);
  if (pre) store_n(pre, n, value);
  value = activate16(activation, value);
  if (residual) value = value + load_n(residual, n);
  store_n(c, n, value);
}

// Vectors of sixteen that registers hold side by side. Each is a long chain of dependent steps; together
// they keep the processor busy.
enum { vectors_at_once = MK_LANES < 8 ? 1 : MK_LANES / 4 };

MK_INLINE void finish_vectors(const mk_activation activation, const float *bias,
                              const float *residual, float *pre, float *c) {
  enum { vectors = vectors_at_once };
  v16 values[vectors];
#pragma clang loop unroll(full)
  for (int j = 0; j < vectors; j++) values[j] = load(c + 16 * j);
  if (bias) {
#pragma clang loop unroll(full)
    for (int j = 0; j < vectors; j++) values[j] = values[j] + load(bias + 16 * j);
  }
  if (pre) {
#pragma clang loop unroll(full)
    for (int j = 0; j < vectors; j++) store(pre + 16 * j, values[j]);
  }
#pragma clang loop unroll(full)
  for (int j = 0; j < vectors; j++) values[j] = activate16(activation, values[j]);
  if (residual) {
#pragma clang loop unroll(full)
    for (int j = 0; j < vectors; j++) values[j] = values[j] + load(residual + 16 * j);
  }
#pragma clang loop unroll(full)
  for (int j = 0; j < vectors; j++) store(c + 16 * j, values[j]);
}

MK_INLINE void finish_rows(int rows, size_t columns, const float *bias,
                           const mk_activation activation, const float *residual, size_t ldr,
                           float *pre, float *c, size_t ldc) {
  for (size_t i = 0; i < (size_t)rows; i++) {
    const float *added = residual ? residual + i * ldr : NULL;
    float *kept = pre ? pre + i * ldc : NULL, *to = c + i * ldc;
    size_t j = 0;
    for (; columns - j >= 16 * vectors_at_once; j += 16 * vectors_at_once)
      finish_vectors(activation, bias ? bias + j : NULL, added ? added + j : NULL,
                     kept ? kept + j : NULL, to + j);
    for (; j < columns; j += 16)
      finish(columns - j, load_n(to + j, columns - j), bias ? bias + j : NULL, activation,
             added ? added + j : NULL, kept ? kept + j : NULL, to + j);
  }
}

// A tile whose sums stand in C already.
static void finish_tile(int rows, size_t columns, const float *bias, mk_activation activation,
                        const float *residual, size_t ldr, float *pre, float *c, size_t ldc) {
  switch (activation) {
    case MK_GELU:
      finish_rows(rows, columns, bias, MK_GELU, residual, ldr, pre, c, ldc);
      break;
    case MK_TANH:
      finish_rows(rows, columns, bias, MK_TANH, residual, ldr, pre, c, ldc);
      break;
    default:
      finish_rows(rows, columns, bias, MK_NONE, residual, ldr, pre, c, ldc);
  }
}
