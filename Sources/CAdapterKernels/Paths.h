// The table of kernels that one path fills, and the paths there are.
#ifndef MK_PATHS_H
#define MK_PATHS_H

#include "CAdapterKernels.h"

// What happens to sums on their way into C (Epilogue.h). Each pointer is at the first of the sums and may
// be null; `pre` and `saved` have C's row distance.
typedef struct mk_epilogue {
  const float *bias;
  mk_activation activation;
  const float *residual;
  size_t ldr;
  // Keeps the values before the activation.
  float *pre;
  // What the activation's gradient needs. The sums are then a gradient on its way back through the
  // activation: they are multiplied by its slope there, instead of put through it.
  const float *saved;
} mk_epilogue;

typedef struct mk_table {
  void (*pack)(const float *, size_t, size_t, size_t, float *);
  void (*pack_transposed)(const float *, size_t, size_t, size_t, float *);
  void (*gemm)(size_t, size_t, size_t, const float *, size_t, const float *, const float *,
               mk_activation, const float *, size_t, float *, float *, size_t);
  void (*gemm_accumulate)(size_t, size_t, size_t, const float *, size_t, const float *, float *,
                          size_t);
  void (*gemm_activation_backward)(size_t, size_t, size_t, const float *, size_t, const float *,
                                   mk_activation, const float *, float *, size_t);
  void (*gemm_transposed)(size_t, size_t, size_t, const float *, size_t, const float *, size_t,
                          float *, size_t, float *);
  void (*column_sums)(size_t, size_t, const float *, size_t, float *);
  void (*attention)(size_t, size_t, size_t, size_t, float, const float *, size_t, const float *,
                    size_t, const float *, size_t, float *, float *, size_t, float *);
  void (*attention_backward)(size_t, size_t, size_t, size_t, float, const float *, size_t,
                             const float *, size_t, const float *, size_t, const float *,
                             const float *, size_t, float *, size_t, float *, size_t, float *,
                             size_t, float *);
  void (*layer_norm)(size_t, size_t, const float *, const float *, const float *, float, float *,
                     float *);
  void (*layer_norm_backward)(size_t, size_t, const float *, const float *, const float *,
                              const float *, float *, float *, float *);
  void (*cross_entropy)(size_t, size_t, const float *, size_t, const int32_t *, double *, float *,
                        size_t);
  void (*add)(size_t, const float *, const float *, float *);
  void (*add_scaled)(size_t, float, const float *, float *);
  void (*scale)(size_t, float, const float *, float *);
  void (*multiply)(size_t, const float *, const float *, float *);
  void (*activate)(size_t, mk_activation, const float *, float *);
  void (*activate_backward)(size_t, mk_activation, const float *, const float *, float *);
  void (*dropout)(size_t, float, uint64_t, const float *, float *);
  void (*exp)(size_t, const float *, float *);
  void (*erf)(size_t, const float *, float *);
  void (*adamw)(size_t, float *, const float *, float *, float *, float, float, float, float, float,
                float, float, float);
  void (*decay)(size_t, float *, float, float);
  void (*add_outer_products)(size_t, size_t, size_t, const double *, const double *, double *);
  void (*add_squares)(size_t, const float *, double *);
  double (*sum_lanes)(const double *);
  void (*reduce_rows)(mk_precision, size_t, size_t, const float *, size_t, void *);
  // For each mk_precision.
  void (*pack_reduced[2])(const float *, size_t, size_t, size_t, void *);
  void (*pack_reduced_transposed[2])(const float *, size_t, size_t, size_t, void *);
} mk_table;

extern const mk_table mk_portable_table;
#if defined(__x86_64__)
extern const mk_table mk_avx2_table;
extern const mk_table mk_avx512_table;
#endif

// Rows of one register tile at most, over all paths; panels are always 64 columns wide.
// Weights are read anew for each block of rows. A block of depth is chosen so that its panel (32 KiB)
// and a tile's rows stay in the first-level cache; a product no deeper than MK_WHOLE_DEPTH may be one block
// (Blocks.h); that of a gradient is deeper, so that less often C, a whole weight's gradient, comes and goes.
enum {
  MK_PANEL = 64,
  MK_MAX_ROWS = 6,
  MK_ROW_BLOCK = 448,
  MK_DEPTH_BLOCK = 128,
  MK_WHOLE_DEPTH = 256,
  MK_TRANSPOSED_DEPTH = 256
};

// Rows of the next block where so many are left: a product's blocks are about equal, since a small last
// one would read all weights for a few rows.
static inline size_t mk_next_row_block(size_t left) {
  size_t blocks = (left + MK_ROW_BLOCK - 1) / MK_ROW_BLOCK;
  return (left + blocks - 1) / blocks;
}

#endif
