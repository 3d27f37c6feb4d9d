// A tile of 8-bit products without VNNI.

#if MK_LANES >= 8
// Bytes widened to 16 bits, products of two added in 32: what a register holds of a column is two
// sums side by side. (The instruction for bytes saturates at 16 bits.)
#if MK_LANES == 16
typedef __m512i mk_words;
MK_INLINE mk_words weights_at(const int8_t *p) {
  return _mm512_cvtepi8_epi16(_mm256_loadu_si256((const __m256i *)p));
}
MK_INLINE mk_words group_at(const uint8_t *p) {
  int32_t four;
  memcpy(&four, p, 4);
  return _mm512_cvtepu8_epi16(_mm256_set1_epi32(four));
}
MK_INLINE mk_words add_products(mk_words sums, mk_words a, mk_words b) {
  return _mm512_add_epi32(sums, _mm512_madd_epi16(a, b));
}
#else
typedef __m256i mk_words;
MK_INLINE mk_words weights_at(const int8_t *p) {
  return _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)p));
}
MK_INLINE mk_words group_at(const uint8_t *p) {
  int32_t four;
  memcpy(&four, p, 4);
  return _mm256_cvtepu8_epi16(_mm_set1_epi32(four));
}
MK_INLINE mk_words add_products(mk_words sums, mk_words a, mk_words b) {
  return _mm256_add_epi32(sums, _mm256_madd_epi16(a, b));
}
#endif

MK_INLINE void int8_tile(const int rows, size_t groups, const uint8_t *a, size_t stride,
                         const int8_t *panel, int32_t *sums) {
  enum { registers = 4, columns = MK_LANES / 2 };
  for (int first = 0; first < MK_PANEL; first += registers * columns) {
    mk_words halves[MK_INT8_ROWS][registers];
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++)
#pragma clang loop unroll(full)
      for (int j = 0; j < registers; j++) halves[i][j] = (mk_words){0};
    for (size_t g = 0; g < groups; g++) {
      mk_words weights[registers];
#pragma clang loop unroll(full)
      for (int j = 0; j < registers; j++)
        weights[j] = weights_at(panel + (g * MK_PANEL + (size_t)(first + j * columns)) * 4);
#pragma clang loop unroll(full)
      for (int i = 0; i < rows; i++) {
        mk_words group = group_at(a + (size_t)i * stride + g * 4);
#pragma clang loop unroll(full)
        for (int j = 0; j < registers; j++)
          halves[i][j] = add_products(halves[i][j], group, weights[j]);
      }
    }
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < registers; j++) {
        int32_t pairs[MK_LANES];
        memcpy(pairs, &halves[i][j], sizeof pairs);
        int32_t *to = sums + i * MK_PANEL + first + j * columns;
        for (int column = 0; column < columns; column++)
          to[column] = pairs[2 * column] + pairs[2 * column + 1];
      }
    }
  }
}
#else
// Each lane holds the four bytes of one column.
MK_INLINE void int8_tile(const int rows, size_t groups, const uint8_t *a, size_t stride,
                         const int8_t *panel, int32_t *sums) {
  for (int i = 0; i < rows; i++) {
    for (int column = 0; column < MK_PANEL; column += 16) {
      int32_t *to = sums + i * MK_PANEL + column;
      i16 sum = (i16)0;
      for (size_t g = 0; g < groups; g++) {
        const uint8_t *four = a + (size_t)i * stride + g * 4;
        i16 weights;
        memcpy(&weights, panel + (g * MK_PANEL + (size_t)column) * 4, sizeof weights);
        sum += (weights << 24 >> 24) * (int32_t)four[0] + (weights << 16 >> 24) * (int32_t)four[1] +
               (weights << 8 >> 24) * (int32_t)four[2] + (weights >> 24) * (int32_t)four[3];
      }
      memcpy(to, &sum, sizeof sum);
    }
  }
}
#endif
