#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "Paths.h"

static _Atomic(const mk_table *) chosen;

static const mk_table *table_of(mk_path path) {
#if defined(__x86_64__)
  if (path == MK_AVX512) return &mk_avx512_table;
  if (path == MK_AVX2) return &mk_avx2_table;
#endif
  return path == MK_PORTABLE ? &mk_portable_table : NULL;
}

bool mk_supports(mk_path path) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (path == MK_AVX512)
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq");
  if (path == MK_AVX2) return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#endif
  return path == MK_PORTABLE;
}

static mk_path preferred(void) {
  static const char *const names[] = {"portable", "avx2", "avx512"};
  const char *wanted = getenv("MONDEGREEN_KERNELS");
  for (int path = MK_PORTABLE; wanted && path <= MK_AVX512; path++)
    if (strcmp(wanted, names[path]) == 0 && mk_supports((mk_path)path)) return (mk_path)path;
  if (mk_supports(MK_AVX512)) return MK_AVX512;
  return mk_supports(MK_AVX2) ? MK_AVX2 : MK_PORTABLE;
}

// Every thread that finds no table chooses the same one, so a race is harmless.
static const mk_table *table(void) {
  const mk_table *current = atomic_load_explicit(&chosen, memory_order_acquire);
  if (current) return current;
  current = table_of(preferred());
  atomic_store_explicit(&chosen, current, memory_order_release);
  return current;
}

mk_path mk_current_path(void) {
  const mk_table *current = table();
#if defined(__x86_64__)
  if (current == &mk_avx512_table) return MK_AVX512;
  if (current == &mk_avx2_table) return MK_AVX2;
#endif
  (void)current;
  return MK_PORTABLE;
}

bool mk_use(mk_path path) {
  if (!mk_supports(path)) return false;
  atomic_store_explicit(&chosen, table_of(path), memory_order_release);
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

double mk_squared_norm(size_t n, const float *x) { return table()->squared_norm(n, x); }
