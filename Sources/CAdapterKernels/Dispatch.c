#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "Reduced.h"

// What one path is made of.
typedef struct mk_path_kernels {
  const char *name;
  const mk_table *table;
  mk_reduced_product products[2];
} mk_path_kernels;

static const mk_path_kernels paths[] = {
    [MK_PORTABLE] = {"portable", &mk_portable_table, {mk_portable_bfloat, mk_portable_int8}},
#if defined(__x86_64__)
    [MK_AVX2] = {"avx2", &mk_avx2_table, {mk_avx2_bfloat, mk_avx2_int8}},
    [MK_AVX512] = {"avx512", &mk_avx512_table, {mk_avx512_bfloat, mk_avx512_int8}},
    [MK_AVX512VNNI] = {"avx512vnni", &mk_avx512_table, {mk_avx512_bfloat, mk_avx512vnni_int8}},
    [MK_AVX512BF16] = {"avx512bf16", &mk_avx512_table, {mk_avx512bf16_bfloat, mk_avx512vnni_int8}},
#endif
};

enum { path_count = sizeof paths / sizeof *paths };

static _Atomic(const mk_path_kernels *) chosen;

#if defined(__x86_64__)
// Whether the bfloat16 instruction rounds as the other paths do, on sums that cancel.
static bool bfloat_instruction_agrees(void) {
  enum { k = 64, n = MK_PANEL };
  _Alignas(64) float a[k], w[n * k], plain[n], special[n];
  _Alignas(64) char rows[4 * k + 64], weight[4 * n * k];
  uint32_t state = 1;
  for (int i = 0; i < k + n * k; i++) {
    state = state * 1664525u + 1013904223u;
    float x = (float)(int32_t)state * 0x1p-31f;
    *(i < k ? a + i : w + (i - k)) = i % 3 ? x : x * 0x1p-12f;
  }
  mk_avx512_table.reduce_rows(MK_BFLOAT, 1, k, a, k, rows);
  mk_avx512_table.pack_reduced[MK_BFLOAT](w, k, n, k, weight);
  const mk_epilogue nothing = {0};
  mk_avx512_bfloat(1, n, k, rows, weight, nothing, plain, n);
  mk_avx512bf16_bfloat(1, n, k, rows, weight, nothing, special, n);
  return memcmp(plain, special, sizeof plain) == 0;
}
#endif

bool mk_supports(mk_path path) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  bool wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
              __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq");
  bool vnni = wide && __builtin_cpu_supports("avx512vnni");
  if (path == MK_AVX512BF16)
    return vnni && __builtin_cpu_supports("avx512bf16") && bfloat_instruction_agrees();
  if (path == MK_AVX512VNNI) return vnni;
  if (path == MK_AVX512) return wide;
  if (path == MK_AVX2) return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#endif
  return path == MK_PORTABLE;
}

static const mk_path_kernels *preferred(void) {
  const char *wanted = getenv("MONDEGREEN_KERNELS");
  for (int path = 0; wanted && path < path_count; path++)
    if (strcmp(wanted, paths[path].name) == 0 && mk_supports((mk_path)path)) return paths + path;
  int best = path_count - 1;
  while (!mk_supports((mk_path)best)) best--;
  return paths + best;
}

// Every thread that finds no path chooses the same one, so a race is harmless.
static const mk_path_kernels *current(void) {
  const mk_path_kernels *path = atomic_load_explicit(&chosen, memory_order_acquire);
  if (path) return path;
  path = preferred();
  atomic_store_explicit(&chosen, path, memory_order_release);
  return path;
}

static const mk_table *table(void) { return current()->table; }

mk_path mk_current_path(void) { return (mk_path)(current() - paths); }

bool mk_is_optimized(void) {
#if defined(__OPTIMIZE__)
  return true;
#else
  return false;
#endif
}

bool mk_use(mk_path path) {
  if (!mk_supports(path)) return false;
  atomic_store_explicit(&chosen, paths + path, memory_order_release);
  return true;
}

void mk_pack(const float *w, size_t ldw, size_t outputs, size_t reduction, float *packed) {
  table()->pack(w, ldw, outputs, reduction, packed);
}

void mk_pack_transposed(const float *w, size_t ldw, size_t outputs, size_t reduction,
                        float *packed) {
  table()->pack_transposed(w, ldw, outputs, reduction, packed);
}

void mk_gemm(size_t m, size_t n, size_t k, const float *a, size_t lda, const float *packed,
             const float *bias, mk_activation activation, const float *residual, size_t ldr,
             float *pre, float *c, size_t ldc) {
  table()->gemm(m, n, k, a, lda, packed, bias, activation, residual, ldr, pre, c, ldc);
}

void mk_gemm_accumulate(size_t m, size_t n, size_t k, const float *a, size_t lda,
                        const float *packed, float *c, size_t ldc) {
  table()->gemm_accumulate(m, n, k, a, lda, packed, c, ldc);
}

void mk_gemm_activation_backward(size_t m, size_t n, size_t k, const float *a, size_t lda,
                                 const float *packed, mk_activation activation, const float *saved,
                                 float *c, size_t ldc) {
  table()->gemm_activation_backward(m, n, k, a, lda, packed, activation, saved, c, ldc);
}

void mk_gemm_transposed(size_t m, size_t n, size_t k, const float *y, size_t ldy, const float *x,
                        size_t ldx, float *c, size_t ldc, float *scratch) {
  table()->gemm_transposed(m, n, k, y, ldy, x, ldx, c, ldc, scratch);
}

void mk_column_sums(size_t m, size_t n, const float *y, size_t ldy, float *sums) {
  table()->column_sums(m, n, y, ldy, sums);
}

void mk_attention(size_t queries, size_t keys, size_t heads, size_t head_dim, float scale,
                  const float *q, size_t ldq, const float *k, size_t ldk, const float *v,
                  size_t ldv, float *weights, float *context, size_t ldc, float *scratch) {
  table()->attention(queries, keys, heads, head_dim, scale, q, ldq, k, ldk, v, ldv, weights,
                     context, ldc, scratch);
}

void mk_attention_backward(size_t queries, size_t keys, size_t heads, size_t head_dim, float scale,
                           const float *q, size_t ldq, const float *k, size_t ldk, const float *v,
                           size_t ldv, const float *weights, const float *dcontext, size_t ldc,
                           float *dq, size_t lddq, float *dk, size_t lddk, float *dv, size_t lddv,
                           float *scratch) {
  table()->attention_backward(queries, keys, heads, head_dim, scale, q, ldq, k, ldk, v, ldv,
                              weights, dcontext, ldc, dq, lddq, dk, lddk, dv, lddv, scratch);
}

void mk_layer_norm(size_t m, size_t n, const float *x, const float *gain, const float *bias,
                   float epsilon, float *statistics, float *y) {
  table()->layer_norm(m, n, x, gain, bias, epsilon, statistics, y);
}

void mk_layer_norm_backward(size_t m, size_t n, const float *x, const float *statistics,
                            const float *gain, const float *dy, float *dx, float *dgain,
                            float *dbias) {
  table()->layer_norm_backward(m, n, x, statistics, gain, dy, dx, dgain, dbias);
}

void mk_cross_entropy(size_t m, size_t n, const float *logits, size_t ldl, const int32_t *targets,
                      double *losses, float *dlogits, size_t ldd) {
  table()->cross_entropy(m, n, logits, ldl, targets, losses, dlogits, ldd);
}

void mk_add(size_t n, const float *a, const float *b, float *sum) { table()->add(n, a, b, sum); }

void mk_add_scaled(size_t n, float factor, const float *x, float *y) {
  table()->add_scaled(n, factor, x, y);
}

void mk_scale(size_t n, float factor, const float *x, float *y) { table()->scale(n, factor, x, y); }

void mk_multiply(size_t n, const float *a, const float *b, float *product) {
  table()->multiply(n, a, b, product);
}

void mk_activate(size_t n, mk_activation activation, const float *x, float *y) {
  table()->activate(n, activation, x, y);
}

void mk_activate_backward(size_t n, mk_activation activation, const float *saved, const float *dy,
                          float *dx) {
  table()->activate_backward(n, activation, saved, dy, dx);
}

void mk_dropout(size_t n, float rate, uint64_t key, const float *x, float *y) {
  table()->dropout(n, rate, key, x, y);
}

void mk_exp(size_t n, const float *x, float *y) { table()->exp(n, x, y); }

void mk_erf(size_t n, const float *x, float *y) { table()->erf(n, x, y); }

void mk_adamw(size_t n, float *w, const float *g, float *moment1, float *moment2, float rate,
              float beta1, float beta2, float epsilon, float decay, float clip, float correction1,
              float correction2) {
  table()->adamw(n, w, g, moment1, moment2, rate, beta1, beta2, epsilon, decay, clip, correction1,
                 correction2);
}

void mk_decay(size_t n, float *w, float rate, float decay) { table()->decay(n, w, rate, decay); }

void mk_add_squares(size_t n, const float *x, double *lanes) { table()->add_squares(n, x, lanes); }

void mk_add_outer_products(size_t m, size_t n, size_t k, const double *a, const double *b,
                           double *c) {
  table()->add_outer_products(m, n, k, a, b, c);
}

double mk_sum_lanes(const double *lanes) { return table()->sum_lanes(lanes); }

double mk_squared_norm(size_t n, const float *x) {
  double lanes[16] = {0};
  mk_add_squares(n, x, lanes);
  return mk_sum_lanes(lanes);
}

void mk_reduce_rows(mk_precision precision, size_t m, size_t k, const float *a, size_t lda,
                    void *rows) {
  table()->reduce_rows(precision, m, k, a, lda, rows);
}

void mk_reduce_weight(mk_precision precision, const float *w, size_t ldw, size_t outputs,
                      size_t reduction, void *packed) {
  table()->pack_reduced[precision](w, ldw, outputs, reduction, packed);
}

void mk_reduce_transposed_weight(mk_precision precision, const float *w, size_t ldw, size_t outputs,
                                 size_t reduction, void *packed) {
  table()->pack_reduced_transposed[precision](w, ldw, outputs, reduction, packed);
}

void mk_gemm_reduced(mk_precision precision, size_t m, size_t n, size_t k, const void *rows,
                     const void *weight, const float *bias, mk_activation activation,
                     const float *residual, size_t ldr, float *pre, float *c, size_t ldc) {
  const mk_epilogue epilogue = {bias, activation, residual, ldr, pre, NULL};
  current()->products[precision](m, n, k, rows, weight, epilogue, c, ldc);
}

void mk_gemm_reduced_activation_backward(mk_precision precision, size_t m, size_t n, size_t k,
                                         const void *rows, const void *weight,
                                         mk_activation activation, const float *saved, float *c,
                                         size_t ldc) {
  const mk_epilogue epilogue = {.activation = activation, .saved = saved};
  current()->products[precision](m, n, k, rows, weight, epilogue, c, ldc);
}
