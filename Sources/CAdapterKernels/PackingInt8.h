// Weights of 8-bit integers, laid out as tiles read them: for each group of four reduction steps the 64
// columns of a panel, each with its four elements side by side. Columns and steps that a matrix lacks are
// zeros.
//
// Symmetric, one scale for each output: q = round(w / scale) from -127 to 127. An output with something not
// finite gets the scale NaN, so that nothing made with it passes for a number.

// Scales of sixteen outputs from their largest magnitudes; `faults` are NaN where something is not finite.
MK_INLINE v16 int8_scales(v16 largest, v16 faults) {
  return (largest < 1e-30f ? splat(0.0f) : largest / splat(127.0f)) + faults;
}

// What such an output's elements are multiplied by.
MK_INLINE v16 int8_inverses(v16 largest) {
  return largest < 1e-30f ? splat(0.0f) : splat(127.0f) / largest;
}

MK_INLINE v16 magnitudes(v16 x) { return floats16(bits16(x) & 0x7fffffffu); }

// The nearest whole numbers, halves to even: adding 1.5 * 2^23 leaves them in the low bits. Of what is no
// number there stays some byte, which the scale NaN makes up for.
MK_INLINE i16 whole_numbers(v16 x) {
  const v16 magic = splat(12582912.0f);
  return (i16)((bits16(x + magic) - bits16(magic)) << 24) >> 24;
}

// Four elements of each column, the first in the lowest byte.
MK_INLINE v16 fours_of(const i16 *q) {
  return floats16(((u16)q[0] & 0xffu) | ((u16)q[1] & 0xffu) << 8 | ((u16)q[2] & 0xffu) << 16 |
                  (u16)q[3] << 24);
}

// The first n of 64 neighbors, as fours; adds them to `sum`.
MK_INLINE v16 neighbors_as_fours(const float *from, size_t n, v16 inverse, i16 *sum) {
  typedef int8_t b16 __attribute__((ext_vector_type(16)));
  b16 bytes[4];
#pragma clang loop unroll(full)
  for (size_t part = 0; part < 4; part++) {
    size_t left = n > 16 * part ? n - 16 * part : 0;
    i16 q = whole_numbers(load_n(from + (left ? 16 * part : 0), left) * inverse);
    *sum += q;
    bytes[part] = __builtin_convertvector(q, b16);
  }
  v16 fours;
  memcpy(&fours, bytes, sizeof fours);
  return fours;
}

// W[outputs x reduction], transposed.
static void pack_int8(const float *w, size_t ldw, size_t outputs, size_t reduction, void *packed) {
  size_t groups = mk_groups(reduction, MK_INT8_GROUP);
  float *scales = packed, *panels = (float *)mk_weight_panels(packed, outputs);
  int32_t *sums = (int32_t *)mk_weight_sums(packed, outputs);
  for (size_t n = 0; n < mk_padded_outputs(outputs); n += 16) {
    size_t columns = n >= outputs ? 0 : outputs - n < 16 ? outputs - n : 16;
    v16 largest = splat(0.0f), faults = splat(0.0f);
    for (size_t j = 0; j < columns; j++) {
      const float *row = w + (n + j) * ldw;
      v16 most = splat(0.0f), fault = splat(0.0f);
      for (size_t k = 0; k < reduction; k += 16) {
        v16 x = load_n(row + k, reduction - k);
        most = larger(magnitudes(x), most);
        fault = fma16(x, splat(0.0f), fault);
      }
      largest[j] = max_lanes(most);
      faults[j] = sum_lanes(fault);
    }
    store(scales + n, int8_scales(largest, faults));
    v16 inverses = int8_inverses(largest);
    i16 row_sums[16] = {0};
    float *panel = panels + n / MK_PANEL * MK_PANEL * groups + n % MK_PANEL;
    for (size_t g = 0; g < groups; g += 16) {
      v16 rows[16];
      for (size_t j = 0; j < 16; j++)
        rows[j] = j < columns ? neighbors_as_fours(w + (n + j) * ldw + 4 * g, reduction - 4 * g,
                                                    splat(inverses[j]), row_sums + j)
                              : splat(0.0f);
      transpose16(rows);
      for (size_t i = 0; i < 16 && g + i < groups; i++) store(panel + (g + i) * MK_PANEL, rows[i]);
    }
    for (size_t j = 0; j < 16; j++) {
      sums[n + j] = 0;
      for (int lane = 0; lane < 16; lane++) sums[n + j] += row_sums[j][lane];
    }
  }
}

// W[reduction x outputs], as it is.
static void pack_int8_transposed(const float *w, size_t ldw, size_t outputs, size_t reduction,
                                 void *packed) {
  size_t groups = mk_groups(reduction, MK_INT8_GROUP);
  float *scales = packed, *panels = (float *)mk_weight_panels(packed, outputs);
  int32_t *sums = (int32_t *)mk_weight_sums(packed, outputs);
  for (size_t n = 0; n < mk_padded_outputs(outputs); n += 16) {
    size_t columns = n < outputs ? outputs - n : 0;
    const float *from = w + (columns ? n : 0);
    v16 largest = splat(0.0f), faults = splat(0.0f);
    for (size_t k = 0; k < reduction; k++) {
      v16 x = load_n(from + k * ldw, columns);
      largest = larger(magnitudes(x), largest);
      faults = fma16(x, splat(0.0f), faults);
    }
    store(scales + n, int8_scales(largest, faults));
    v16 inverses = int8_inverses(largest);
    i16 sum = (i16)0;
    float *panel = panels + n / MK_PANEL * MK_PANEL * groups + n % MK_PANEL;
    for (size_t g = 0; g < groups; g++) {
      i16 q[4];
      for (size_t i = 0; i < 4; i++) {
        size_t k = 4 * g + i;
        q[i] = k < reduction ? whole_numbers(load_n(from + k * ldw, columns) * inverses) : (i16)0;
        sum += q[i];
      }
      store(panel + g * MK_PANEL, fours_of(q));
    }
    memcpy(sums + n, &sum, sizeof sum);
  }
}
