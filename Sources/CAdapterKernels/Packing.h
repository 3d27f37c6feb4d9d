// Operands of products, laid out as tiles read them: panels of 64 columns, of which the sixteens that
// hold none of a matrix's columns are left as they are.

// Of each two vectors, the halves (quarters, ...) that are at each other's places.
#define MK_EXCHANGE(name, lows, highs)                                                             \
  MK_INLINE void name(v16 *a, v16 *b) {                                                            \
    v16 low = __builtin_shufflevector(*a, *b, lows), high = __builtin_shufflevector(*a, *b, highs); \
    *a = low;                                                                                      \
    *b = high;                                                                                     \
  }
#define MK_LANES_OF(...) __VA_ARGS__
MK_EXCHANGE(exchange8, MK_LANES_OF(0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23),
            MK_LANES_OF(8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31))
MK_EXCHANGE(exchange4, MK_LANES_OF(0, 1, 2, 3, 16, 17, 18, 19, 8, 9, 10, 11, 24, 25, 26, 27),
            MK_LANES_OF(4, 5, 6, 7, 20, 21, 22, 23, 12, 13, 14, 15, 28, 29, 30, 31))
MK_EXCHANGE(exchange2, MK_LANES_OF(0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29),
            MK_LANES_OF(2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31))
MK_EXCHANGE(exchange1, MK_LANES_OF(0, 16, 2, 18, 4, 20, 6, 22, 8, 24, 10, 26, 12, 28, 14, 30),
            MK_LANES_OF(1, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 31))

// A matrix of 16 x 16: halves change places, then quarters, then eighths, then elements.
MK_INLINE void transpose16(v16 rows[16]) {
#pragma clang loop unroll(full)
  for (int i = 0; i < 8; i++) exchange8(&rows[i], &rows[i + 8]);
#pragma clang loop unroll(full)
  for (int i = 0; i < 16; i += i % 4 == 3 ? 5 : 1) exchange4(&rows[i], &rows[i + 4]);
#pragma clang loop unroll(full)
  for (int i = 0; i < 16; i += i % 2 == 1 ? 3 : 1) exchange2(&rows[i], &rows[i + 2]);
#pragma clang loop unroll(full)
  for (int i = 0; i < 16; i += 2) exchange1(&rows[i], &rows[i + 1]);
}

// W[outputs x reduction], transposed.
static void pack(const float *w, size_t ldw, size_t outputs, size_t reduction, float *packed) {
  for (size_t n = 0; n < outputs; n += 16) {
    size_t columns = outputs - n < 16 ? outputs - n : 16;
    float *panel = packed + n / MK_PANEL * MK_PANEL * reduction + n % MK_PANEL;
    for (size_t k0 = 0; k0 < reduction; k0 += 16) {
      size_t depth = reduction - k0 < 16 ? reduction - k0 : 16;
      const float *from = w + n * ldw + k0;
      v16 rows[16];
      if (columns == 16 && depth == 16) {
#pragma clang loop unroll(full)
        for (size_t j = 0; j < 16; j++) rows[j] = load(from + j * ldw);
      } else {
        for (size_t j = 0; j < 16; j++)
          rows[j] = j < columns ? load_n(from + j * ldw, depth) : splat(0.0f);
      }
      transpose16(rows);
      for (size_t k = 0; k < depth; k++) store(panel + (k0 + k) * MK_PANEL, rows[k]);
    }
  }
}

// Some consecutive columns of `depth` rows, as a panel.
MK_INLINE void gather_panel(size_t depth, size_t columns, const float *from, size_t ld,
                            float *panel) {
  // Copying a constant number of floats needs no call.
  if (columns == MK_PANEL) {
    for (size_t i = 0; i < depth; i++)
      memcpy(panel + i * MK_PANEL, from + i * ld, MK_PANEL * sizeof(float));
    return;
  }
  for (size_t i = 0; i < depth; i++) {
    for (size_t j = 0; j < columns; j += 16)
      store(panel + i * MK_PANEL + j, load_n(from + i * ld + j, columns - j));
  }
}

// W[reduction x outputs], as it is.
static void pack_transposed(const float *w, size_t ldw, size_t outputs, size_t reduction,
                            float *packed) {
  for (size_t n = 0; n < outputs; n += MK_PANEL)
    gather_panel(reduction, outputs - n < MK_PANEL ? outputs - n : MK_PANEL, w + n, ldw,
                 packed + n * reduction);
}

// Up to MK_ROWS consecutive columns of `depth` rows side by side, MK_ROWS floats for each row: strides of a
// power of two would share a cache set.
MK_INLINE void gather_tile(size_t depth, size_t columns, const float *from, size_t ld, float *to) {
  if (columns == MK_ROWS) {
    for (size_t i = 0; i < depth; i++)
      memcpy(to + i * MK_ROWS, from + i * ld, MK_ROWS * sizeof(float));
    return;
  }
  for (size_t i = 0; i < depth; i++) {
    for (size_t j = 0; j < columns; j++) to[i * MK_ROWS + j] = from[i * ld + j];
  }
}
