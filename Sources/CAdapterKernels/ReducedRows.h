// Rows of activations in reduced precision: each row by itself, so no row depends on its batch.

// To bfloat16, halves to even. Magnitudes below 2^-50 become zero: then no product and no sum can
// be subnormal, which the processors' instruction would flush and a plain multiply-add would keep.
MK_INLINE u16 bfloat16(u16 bits) {
  u16 magnitude = bits & 0x7fffffffu;
  u16 rounded = (bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16;
  rounded = magnitude < 0x26800000u ? (u16)0u : rounded;
  return magnitude > 0x7f800000u ? (bits >> 16) | 0x40u : rounded;
}

static void reduce_to_bfloat(size_t m, size_t k, const float *a, size_t lda, char *rows) {
  typedef uint16_t h16 __attribute__((ext_vector_type(16)));
  size_t stride = mk_reduced_stride(MK_BFLOAT, k);
  for (size_t i = 0; i < m; i++) {
    for (size_t j = 0; j < k; j += 16) {
      h16 halves = __builtin_convertvector(bfloat16(bits16(load_n(a + i * lda + j, k - j))), h16);
      memcpy(rows + i * stride + 2 * j, &halves, sizeof halves);
    }
  }
}

// Asymmetric, over the row's range together with zero: q = round(x / scale) + zero, 0 to 255.
static void reduce_to_int8(size_t m, size_t k, const float *a, size_t lda, void *reduced) {
  typedef uint8_t b16 __attribute__((ext_vector_type(16)));
  size_t stride = mk_reduced_stride(MK_INT8, k);
  mk_row_scale *scales = reduced;
  uint8_t *rows = (uint8_t *)reduced + mk_row_scales_bytes(m);
  const v16 magic = splat(12582912.0f);
  for (size_t i = 0; i < m; i++) {
    const float *row = a + i * lda;
    v16 least = splat(0.0f), most = splat(0.0f), faults = splat(0.0f);
    for (size_t j = 0; j < k; j += 16) {
      v16 x = load_n(row + j, k - j);
      least = smaller(x, least);
      most = larger(x, most);
      faults = fma16(x, splat(0.0f), faults);
    }
    float low = -max_lanes(-least), high = max_lanes(most), range = high - low;
    float scale = range < 1e-30f ? 1.0f : range / 255.0f;
    v16 inverse = splat(1.0f / scale);
    v16 zero = fma16(splat(-low), inverse, magic);
    u16 zero_bits = bits16(zero) - bits16(magic);
    for (size_t j = 0; j < k; j += 16) {
      u16 q = bits16(fma16(load_n(row + j, k - j), inverse, magic)) - bits16(magic) + zero_bits;
      // Rounding twice may overshoot by one.
      i16 whole = __builtin_convertvector(q, i16);
      whole = whole < 0 ? (i16)0 : whole;
      whole = whole > 255 ? (i16)255 : whole;
      b16 bytes = __builtin_convertvector(whole, b16);
      memcpy(rows + i * stride + j, &bytes, sizeof bytes);
    }
    // Zero times infinity or NaN is NaN, and so is all that comes of such a row.
    scales[i].scale = scale + sum_lanes(faults);
    scales[i].zero = (int32_t)zero_bits[0];
  }
}

static void reduce_rows(mk_precision precision, size_t m, size_t k, const float *a, size_t lda,
                        void *rows) {
  if (precision == MK_INT8)
    reduce_to_int8(m, k, a, lda, rows);
  else
    reduce_to_bfloat(m, k, a, lda, rows);
}
