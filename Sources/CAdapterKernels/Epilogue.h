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

// A tile whose sums stand in C already.
MK_INLINE void finish_tile(int rows, size_t columns, const float *bias, mk_activation activation,
                           const float *residual, size_t ldr, float *pre, float *c, size_t ldc) {
  for (size_t i = 0; i < (size_t)rows; i++) {
    for (size_t j = 0; j < columns; j += 16) {
      size_t n = columns - j;
      float *to = c + i * ldc + j;
      finish(n, load_n(to, n), bias ? bias + j : NULL, activation,
             residual ? residual + i * ldr + j : NULL, pre ? pre + i * ldc + j : NULL, to);
    }
  }
}
