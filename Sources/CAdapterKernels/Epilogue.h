// What happens to sums on their way into C: bias, activation, residual; or an activation's gradient.

// The same for the sums from a row and a column on.
MK_INLINE mk_epilogue epilogue_at(mk_epilogue e, size_t row, size_t column, size_t ldc) {
  if (e.bias) e.bias += column;
  if (e.residual) e.residual += row * e.ldr + column;
  if (e.pre) e.pre += row * ldc + column;
  if (e.saved) e.saved += row * ldc + column;
  return e;
}

// `vectors` vectors of sixteen sums of one row, of which n elements count.
MK_INLINE void finish(const int vectors, size_t n, v16 *values, const mk_activation activation,
                      mk_epilogue e, float *c) {
  if (e.bias) {
#pragma clang loop unroll(full)
    for (int j = 0; j < vectors; j++)
      values[j] = values[j] + load_n(e.bias + 16 * j, n - 16 * (size_t)j);
  }
  if (e.pre) {
#pragma clang loop unroll(full)
    for (int j = 0; j < vectors; j++) store_n(e.pre + 16 * j, n - 16 * (size_t)j, values[j]);
  }
  if (e.saved) {
#pragma clang loop unroll(full)
    for (int j = 0; j < vectors; j++)
      values[j] = values[j] * slope16(activation, load_n(e.saved + 16 * j, n - 16 * (size_t)j));
  } else {
#pragma clang loop unroll(full)
    for (int j = 0; j < vectors; j++) values[j] = activate16(activation, values[j]);
  }
  if (e.residual) {
#pragma clang loop unroll(full)
    for (int j = 0; j < vectors; j++)
      values[j] = values[j] + load_n(e.residual + 16 * j, n - 16 * (size_t)j);
  }
#pragma clang loop unroll(full)
  for (int j = 0; j < vectors; j++) store_n(c + 16 * j, n - 16 * (size_t)j, values[j]);
}

// Vectors of sixteen that registers hold side by side. Each is a long chain of dependent steps; together
// they keep the processor busy.
enum { vectors_at_once = MK_LANES < 8 ? 1 : MK_LANES / 4 };

MK_INLINE void finish_rows(size_t rows, size_t columns, const mk_activation activation,
                           mk_epilogue e, float *c, size_t ldc) {
  enum { at_once = 16 * vectors_at_once };
  for (size_t i = 0; i < rows; i++) {
    float *to = c + i * ldc;
    v16 values[vectors_at_once];
    size_t j = 0;
    for (; columns - j >= at_once; j += at_once) {
#pragma clang loop unroll(full)
      for (int v = 0; v < vectors_at_once; v++) values[v] = load(to + j + 16 * v);
      finish(vectors_at_once, at_once, values, activation, epilogue_at(e, i, j, ldc), to + j);
    }
    for (; j < columns; j += 16) {
      values[0] = load_n(to + j, columns - j);
      finish(1, columns - j, values, activation, epilogue_at(e, i, j, ldc), to + j);
    }
  }
}

MK_INLINE void finish_activated(int rows, size_t columns, mk_epilogue e, float *c, size_t ldc) {
  switch (e.activation) {
    case MK_GELU:
      finish_rows((size_t)rows, columns, MK_GELU, e, c, ldc);
      break;
    case MK_TANH:
      finish_rows((size_t)rows, columns, MK_TANH, e, c, ldc);
      break;
    case MK_RELU:
      finish_rows((size_t)rows, columns, MK_RELU, e, c, ldc);
      break;
    case MK_SILU:
      finish_rows((size_t)rows, columns, MK_SILU, e, c, ldc);
      break;
    case MK_GELU_TANH:
      finish_rows((size_t)rows, columns, MK_GELU_TANH, e, c, ldc);
      break;
    case MK_QUICK_GELU:
      finish_rows((size_t)rows, columns, MK_QUICK_GELU, e, c, ldc);
      break;
    default:
      finish_rows((size_t)rows, columns, MK_NONE, e, c, ldc);
  }
}

MK_INLINE bool only_adds(const mk_epilogue *e) {
  return e->activation == MK_NONE && !e->pre && !e->saved;
}

MK_INLINE bool leaves_sums(const mk_epilogue *e) {
  return only_adds(e) && !e->bias && !e->residual;
}

// A tile whose sums stand in C already, `row` rows below where the epilogue is. (Copied on its way here, it would
// have to wait for the tile's stores.)
static void finish_tile(int rows, size_t columns, const mk_epilogue *above, size_t row, float *c,
                        size_t ldc) {
  mk_epilogue e = epilogue_at(*above, row, 0, ldc);
  if (e.pre || e.saved) {
    finish_activated(rows, columns, e, c, ldc);
  } else {
    // Scoring: known not to be there, they aren't asked for at each vector.
    e.pre = NULL;
    e.saved = NULL;
    finish_activated(rows, columns, e, c, ldc);
  }
}
