// Weights of bfloat16, laid out as tiles read them: for each pair of reduction steps the 64 columns of a
// panel, each with its two elements side by side. Columns and a step that a matrix lacks are zeros.

// Two elements of each column, the first in the low half.
MK_INLINE v16 pairs_of(u16 first, u16 second) {
  return floats16(bfloat16(first) | bfloat16(second) << 16);
}

// The first n of 32 neighbors, as pairs.
MK_INLINE v16 neighbors_as_pairs(const float *from, size_t n) {
  u16 low = bits16(load_n(from, n)), high = n > 16 ? bits16(load_n(from + 16, n - 16)) : (u16)0u;
  return pairs_of(__builtin_shufflevector(low, high, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24,
                                          26, 28, 30),
                  __builtin_shufflevector(low, high, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25,
                                          27, 29, 31));
}

// W[outputs x reduction], transposed.
static void pack_bfloat(const float *w, size_t ldw, size_t outputs, size_t reduction,
                        void *packed) {
  size_t pairs = mk_groups(reduction, MK_BFLOAT_GROUP);
  for (size_t n = 0; n < mk_padded_outputs(outputs); n += 16) {
    float *panel = (float *)packed + n / MK_PANEL * MK_PANEL * pairs + n % MK_PANEL;
    for (size_t p = 0; p < pairs; p += 16) {
      v16 rows[16];
      for (size_t j = 0; j < 16; j++)
        rows[j] = n + j < outputs
                      ? neighbors_as_pairs(w + (n + j) * ldw + 2 * p, reduction - 2 * p)
                      : splat(0.0f);
      transpose16(rows);
      for (size_t i = 0; i < 16 && p + i < pairs; i++) store(panel + (p + i) * MK_PANEL, rows[i]);
    }
  }
}

// W[reduction x outputs], as it is.
static void pack_bfloat_transposed(const float *w, size_t ldw, size_t outputs, size_t reduction,
                                   void *packed) {
  size_t pairs = mk_groups(reduction, MK_BFLOAT_GROUP);
  for (size_t n = 0; n < mk_padded_outputs(outputs); n += 16) {
    size_t columns = n < outputs ? outputs - n : 0;
    float *panel = (float *)packed + n / MK_PANEL * MK_PANEL * pairs + n % MK_PANEL;
    for (size_t k = 0; k < reduction; k += 2) {
      const float *from = w + k * ldw + (columns ? n : 0);
      u16 first = bits16(load_n(from, columns));
      u16 second = k + 1 < reduction ? bits16(load_n(from + ldw, columns)) : (u16)0u;
      store(panel + k / 2 * MK_PANEL, pairs_of(first, second));
    }
  }
}
