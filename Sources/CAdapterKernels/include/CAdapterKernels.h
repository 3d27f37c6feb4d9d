// Inner loops of the adapter engine.
//
// Every function gives the same bits on every path (portable, AVX2+FMA, AVX-512, AVX-512 with VNNI,
// with BF16): each element of a matrix product is one chain of fused multiply-adds over the
// reduction index in ascending order (of bfloat16 by pairs, the second of a pair first; of 8-bit
// integers exact in any order), sums over a row have a fixed shape of 16 lanes, and exp, erf and
// tanh are the same polynomials.
// All matrices are row-major; `ld…` is the distance between rows in elements. Single-threaded.
#ifndef CADAPTERKERNELS_H
#define CADAPTERKERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Each path has what those before it have; the last two differ from MK_AVX512 in products of
// reduced precision alone.
typedef enum mk_path {
  MK_PORTABLE = 0,
  MK_AVX2 = 1,
  MK_AVX512 = 2,
  MK_AVX512VNNI = 3,
  MK_AVX512BF16 = 4
} mk_path;

// Reduced precisions of products; sums, and everything else, are single precision.
typedef enum mk_precision { MK_BFLOAT = 0, MK_INT8 = 1 } mk_precision;

// Activations of a product's epilogue.
typedef enum mk_activation {
  MK_NONE = 0,
  MK_GELU = 1,
  MK_TANH = 2,
  MK_RELU = 3,
  MK_SILU = 4,
  MK_GELU_TANH = 5,
  MK_QUICK_GELU = 6
} mk_activation;

// The path in use: the best that the processor has, unless MONDEGREEN_KERNELS names another
// (portable, avx2, avx512, avx512vnni, avx512bf16).
mk_path mk_current_path(void);
// Whether this processor can run a path.
bool mk_supports(mk_path path);
// Whether the kernels were compiled with optimization; without it they are twenty times slower and
// more.
bool mk_is_optimized(void);
// Switches to a path for the whole process; false, and no change, where it is not supported.
bool mk_use(mk_path path);

// --- Matrix products ---------------------------------------------------------------------------
// Elements needed for `rows` x `columns` weights packed in panels of 64 outputs.
size_t mk_packed_count(size_t outputs, size_t reduction);
// Packs W[outputs x reduction] so that C = A . W^T has `outputs` columns.
void mk_pack(const float *w, size_t ldw, size_t outputs, size_t reduction, float *packed);
// Packs W[reduction x outputs] so that C = A . W has `outputs` columns.
void mk_pack_transposed(const float *w, size_t ldw, size_t outputs, size_t reduction,
                        float *packed);

// C[m x n] = activation(A[m x k] . packed + bias) + residual; `bias`, `residual` and `pre` may be
// null; `pre` keeps the values before the activation, with C's row distance.
void mk_gemm(size_t m, size_t n, size_t k, const float *a, size_t lda, const float *packed,
             const float *bias, mk_activation activation, const float *residual, size_t ldr,
             float *pre, float *c, size_t ldc);
// C[m x n] += A[m x k] . packed, each chain starting from the value in C.
void mk_gemm_accumulate(size_t m, size_t n, size_t k, const float *a, size_t lda,
                        const float *packed, float *c, size_t ldc);

// C[m x n] = (A[m x k] . packed) * activation'(saved), element by element: a data gradient on its way back
// through an activation. `saved` is as for mk_activate_backward, with C's row distance.
void mk_gemm_activation_backward(size_t m, size_t n, size_t k, const float *a, size_t lda,
                                 const float *packed, mk_activation activation, const float *saved,
                                 float *c, size_t ldc);

// A weight W[outputs x reduction] of reduced precision, packed: bfloat16, or 8-bit integers with a
// scale for each output.
size_t mk_reduced_weight_bytes(mk_precision precision, size_t outputs, size_t reduction);
void mk_reduce_weight(mk_precision precision, const float *w, size_t ldw, size_t outputs,
                      size_t reduction, void *packed);
// The same of W[reduction x outputs], for C = A . W: what gradients go back through.
void mk_reduce_transposed_weight(mk_precision precision, const float *w, size_t ldw, size_t outputs,
                                 size_t reduction, void *packed);
// Rows A[m x k] of reduced precision: bfloat16, or 8-bit integers with a scale for each row. The
// address is a multiple of 64.
size_t mk_reduced_rows_bytes(mk_precision precision, size_t rows, size_t reduction);
void mk_reduce_rows(mk_precision precision, size_t m, size_t k, const float *a, size_t lda,
                    void *rows);
// C[m x n] = activation(rows . weight + bias) + residual; `bias`, `residual` and `pre` as for mk_gemm.
// There is no product that begins with C's values, which may be subnormal: pass them as `residual`.
void mk_gemm_reduced(mk_precision precision, size_t m, size_t n, size_t k, const void *rows,
                     const void *weight, const float *bias, mk_activation activation,
                     const float *residual, size_t ldr, float *pre, float *c, size_t ldc);
// C[m x n] = (rows . weight) * activation'(saved), as mk_gemm_activation_backward.
void mk_gemm_reduced_activation_backward(mk_precision precision, size_t m, size_t n, size_t k,
                                         const void *rows, const void *weight,
                                         mk_activation activation, const float *saved, float *c,
                                         size_t ldc);

// Elements of scratch that mk_gemm_transposed needs for n columns of Y.
size_t mk_gemm_transposed_scratch(size_t n);
// C[n x k] += Y[m x n]^T . X[m x k], each chain over m starting from the value in C.
void mk_gemm_transposed(size_t m, size_t n, size_t k, const float *y, size_t ldy, const float *x,
                        size_t ldx, float *c, size_t ldc, float *scratch);
// sums[n] += column sums of Y[m x n], rows in ascending order.
void mk_column_sums(size_t m, size_t n, const float *y, size_t ldy, float *sums);

// --- Attention ---------------------------------------------------------------------------------
// Distance between the rows of saved attention weights for `keys` keys.
size_t mk_attention_stride(size_t keys);
size_t mk_attention_scratch(size_t queries, size_t keys, size_t head_dim);
// One sequence: context[queries x heads*head_dim] = softmax(scale . Q . K^T) . V per head.
// `weights` is [heads][queries][stride] and is kept for the backward pass.
void mk_attention(size_t queries, size_t keys, size_t heads, size_t head_dim, float scale,
                  const float *q, size_t ldq, const float *k, size_t ldk, const float *v,
                  size_t ldv, float *weights, float *context, size_t ldc, float *scratch);
// Gradients of one sequence; those of dq, dk and dv that are null are left out.
void mk_attention_backward(size_t queries, size_t keys, size_t heads, size_t head_dim, float scale,
                           const float *q, size_t ldq, const float *k, size_t ldk, const float *v,
                           size_t ldv, const float *weights, const float *dcontext, size_t ldc,
                           float *dq, size_t lddq, float *dk, size_t lddk, float *dv, size_t lddv,
                           float *scratch);

// --- Rows --------------------------------------------------------------------------------------
// y = (x - mean) / sqrt(variance + epsilon) * gain + bias per row; statistics[2*row] = mean and
// statistics[2*row+1] = 1/sqrt(variance + epsilon) unless null.
void mk_layer_norm(size_t m, size_t n, const float *x, const float *gain, const float *bias,
                   float epsilon, float *statistics, float *y);
// dx = gradient with respect to x; dgain and dbias are added to unless null; dx may be null.
void mk_layer_norm_backward(size_t m, size_t n, const float *x, const float *statistics,
                            const float *gain, const float *dy, float *dx, float *dgain,
                            float *dbias);
// Softmax cross-entropy of each row against its target: losses[row] (not null), and, unless null,
// dlogits = softmax - onehot. `dlogits` may equal `logits`.
void mk_cross_entropy(size_t m, size_t n, const float *logits, size_t ldl, const int32_t *targets,
                      double *losses, float *dlogits, size_t ldd);

// --- Elements ----------------------------------------------------------------------------------
void mk_add(size_t n, const float *a, const float *b, float *sum);
// y += factor * x, fused.
void mk_add_scaled(size_t n, float factor, const float *x, float *y);
void mk_scale(size_t n, float factor, const float *x, float *y);
void mk_multiply(size_t n, const float *a, const float *b, float *product);
void mk_activate(size_t n, mk_activation activation, const float *x, float *y);
// dx = dy * activation'(x); for tanh the last argument is the output rather than the input.
void mk_activate_backward(size_t n, mk_activation activation, const float *saved, const float *dy,
                          float *dx);
// y[i] = keep(key, i) ? x[i] / (1 - rate) : 0, keep with probability 1 - rate.
void mk_dropout(size_t n, float rate, uint64_t key, const float *x, float *y);
void mk_exp(size_t n, const float *x, float *y);
void mk_erf(size_t n, const float *x, float *y);

// --- Training ----------------------------------------------------------------------------------
// One AdamW step. g is multiplied by `clip`; correction1 = 1-beta1^t, correction2 = 1-beta2^t.
void mk_adamw(size_t n, float *w, const float *g, float *moment1, float *moment2, float rate,
              float beta1, float beta2, float epsilon, float decay, float clip, float correction1,
              float correction2);
// The same step where gradient and moments are zero.
void mk_decay(size_t n, float *w, float rate, float decay);
// c[n x k] += the transpose of a[m x n] . b[m x k] in double precision: products are rounded before they
// are added, in ascending order of the m rows.
void mk_add_outer_products(size_t m, size_t n, size_t k, const double *a, const double *b,
                           double *c);
// Adds squares in double precision to sixteen sums, element i to sum i % 16.
void mk_add_squares(size_t n, const float *x, double *lanes);
// The sum of sixteen sums.
double mk_sum_lanes(const double *lanes);
// Both for one vector.
double mk_squared_norm(size_t n, const float *x);
// Whether every value is finite.
bool mk_all_finite(size_t n, const float *x);

// --- 16-bit storage ----------------------------------------------------------------------------
void mk_half_to_float(size_t n, const uint16_t *half, float *x);
void mk_float_to_half(size_t n, const float *x, uint16_t *half);
void mk_bfloat_to_float(size_t n, const uint16_t *bfloat, float *x);
void mk_float_to_bfloat(size_t n, const float *x, uint16_t *bfloat);

#endif
