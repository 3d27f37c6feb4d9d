// Sizes and weights of reduced precision: plain arithmetic, the same bits everywhere.
#include <math.h>
#include <string.h>

#include "Reduced.h"

#pragma STDC FP_CONTRACT OFF

size_t mk_reduced_rows_bytes(mk_precision precision, size_t rows, size_t reduction) {
  size_t scales = precision == MK_INT8 ? mk_row_scales_bytes(rows) : 0;
  return scales + rows * mk_reduced_stride(precision, reduction);
}

size_t mk_reduced_weight_bytes(mk_precision precision, size_t outputs, size_t reduction) {
  size_t columns = mk_padded_outputs(outputs);
  if (precision == MK_INT8) return 8 * columns + columns * 4 * mk_groups(reduction, MK_INT8_GROUP);
  return columns * 4 * mk_groups(reduction, MK_BFLOAT_GROUP);
}

// Symmetric, one scale for each output: q = round(w / scale) from -127 to 127. An output with
// something not finite gets the scale NaN, so that nothing made with it passes for a number.
void mk_pack_int8(const float *w, size_t ldw, size_t outputs, size_t reduction, void *packed) {
  size_t groups = mk_groups(reduction, MK_INT8_GROUP);
  memset(packed, 0, mk_reduced_weight_bytes(MK_INT8, outputs, reduction));
  float *scales = packed;
  int32_t *sums = (int32_t *)mk_weight_sums(packed, outputs);
  int8_t *panels = (int8_t *)mk_weight_panels(packed, outputs);
  for (size_t n = 0; n < outputs; n++) {
    const float *row = w + n * ldw;
    float largest = 0.0f;
    for (size_t k = 0; k < reduction; k++) largest = fmaxf(largest, fabsf(row[k]));
    if (!mk_all_finite(reduction, row)) {
      scales[n] = NAN;
      continue;
    }
    if (largest < 1e-30f) continue;
    scales[n] = largest / 127.0f;
    float inverse = 127.0f / largest;
    int8_t *to = panels + n / MK_PANEL * MK_PANEL * groups * 4 + n % MK_PANEL * 4;
    for (size_t k = 0; k < reduction; k++) {
      // Adding 1.5 * 2^23 rounds to the nearest whole number, halves to even.
      float whole = (row[k] * inverse + 12582912.0f) - 12582912.0f;
      to[k / 4 * MK_PANEL * 4 + k % 4] = (int8_t)whole;
      sums[n] += (int32_t)whole;
    }
  }
}
