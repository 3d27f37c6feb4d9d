// How operands of reduced precision lie in memory, the same on every path.
#ifndef MK_REDUCED_H
#define MK_REDUCED_H

#include "Paths.h"

// Reduction steps that lie side by side: what the processors' instructions add at once.
enum { MK_BFLOAT_GROUP = 2, MK_INT8_GROUP = 4 };

static inline size_t mk_groups(size_t reduction, size_t group) {
  return (reduction + group - 1) / group;
}

// Bytes from row to row: an odd number of cache lines, so that rows don't share a cache set.
static inline size_t mk_reduced_stride(mk_precision precision, size_t reduction) {
  size_t bytes = precision == MK_INT8 ? reduction : 2 * reduction;
  return ((bytes + 63) / 64 | 1) * 64;
}

// Rows of 8-bit integers: x is about (q - zero) * scale, q from 0 to 255.
typedef struct mk_row_scale {
  float scale;
  int32_t zero;
} mk_row_scale;

static inline size_t mk_row_scales_bytes(size_t rows) {
  return (rows * sizeof(mk_row_scale) + 63) / 64 * 64;
}

// A weight of 8-bit integers: for each output its scale, then for each its sum, then the panels.
static inline size_t mk_padded_outputs(size_t outputs) {
  return (outputs + MK_PANEL - 1) / MK_PANEL * MK_PANEL;
}

static inline const float *mk_weight_scales(const void *weight) { return (const float *)weight; }

static inline const int32_t *mk_weight_sums(const void *weight, size_t outputs) {
  return (const int32_t *)weight + mk_padded_outputs(outputs);
}

static inline const int8_t *mk_weight_panels(const void *weight, size_t outputs) {
  return (const int8_t *)weight + 8 * mk_padded_outputs(outputs);
}

// Products of reduced precision: operands as above, through the epilogue into C.
#define MK_REDUCED_PRODUCT(name)                                                            \
  void name(size_t m, size_t n, size_t k, const void *rows, const void *weight,             \
            mk_epilogue epilogue, float *c, size_t ldc)

typedef MK_REDUCED_PRODUCT((*mk_reduced_product));

MK_REDUCED_PRODUCT(mk_portable_int8);
MK_REDUCED_PRODUCT(mk_portable_bfloat);
#if defined(__x86_64__)
MK_REDUCED_PRODUCT(mk_avx2_int8);
MK_REDUCED_PRODUCT(mk_avx2_bfloat);
MK_REDUCED_PRODUCT(mk_avx512_int8);
MK_REDUCED_PRODUCT(mk_avx512_bfloat);
MK_REDUCED_PRODUCT(mk_avx512vnni_int8);
MK_REDUCED_PRODUCT(mk_avx512bf16_bfloat);
#endif

#endif
