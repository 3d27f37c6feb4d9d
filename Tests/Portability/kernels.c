// Prints a digest of what each kernel computes on numbers made by a fixed generator, one line each:
// lines that are equal on two machines are equal to the bit. arm64.sh compares arm64 with this one.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "CAdapterKernels.h"

enum { M = 37, N = 71, K = 53, HEADS = 3, WIDTH = 24, TOKENS = 19 };

static uint32_t state = 1;

static float *numbers(size_t count, float scale) {
  float *x = aligned_alloc(64, (count * sizeof *x + 63) / 64 * 64);
  for (size_t i = 0; i < count; i++) {
    state = state * 1664525u + 1013904223u;
    x[i] = (float)(int32_t)state * 0x1p-31f * scale * (i % 5 ? 1.0f : 0x1p-9f);
  }
  return x;
}

static void say(const char *what, const void *bytes, size_t size) {
  uint64_t digest = 0xcbf29ce484222325u;
  for (size_t i = 0; i < size; i++) digest = (digest ^ ((const uint8_t *)bytes)[i]) * 0x100000001b3u;
  printf("%-24s %016llx\n", what, (unsigned long long)digest);
}

#define SAY(what, x, count) say(what, x, (count) * sizeof *(x))

static void products(void) {
  float *a = numbers(M * K, 2), *w = numbers(N * K, 1), *bias = numbers(N, 1);
  float *residual = numbers(M * N, 1), *c = numbers(M * N, 0), *pre = numbers(M * N, 0);
  float *packed = numbers(mk_packed_count(N, K), 0);
  mk_pack(w, K, N, K, packed);
  for (int activation = MK_NONE; activation <= MK_TANH; activation++) {
    mk_gemm(M, N, K, a, K, packed, bias, activation, residual, N, pre, c, N);
    SAY("product", c, M * N);
    SAY("before activation", pre, M * N);
  }
  mk_gemm_accumulate(M, N, K, a, K, packed, c, N);
  SAY("product, added", c, M * N);
  mk_gemm_activation_backward(M, N, K, a, K, packed, MK_GELU, pre, c, N);
  SAY("product, GELU's slope", c, M * N);
  float *y = numbers(M * N, 1), *gradient = numbers(N * K, 0);
  float *scratch = numbers(mk_gemm_transposed_scratch(N), 0);
  mk_gemm_transposed(M, N, K, y, N, a, K, gradient, K, scratch);
  SAY("gradient of a weight", gradient, N * K);
  mk_column_sums(M, N, y, N, bias);
  SAY("column sums", bias, N);
  for (int precision = MK_BFLOAT; precision <= MK_INT8; precision++) {
    void *weight = calloc(1, mk_reduced_weight_bytes(precision, N, K) + 64);
    void *rows = calloc(1, mk_reduced_rows_bytes(precision, M, K) + 64);
    mk_reduce_weight(precision, w, K, N, K, weight);
    mk_reduce_rows(precision, M, K, a, K, rows);
    mk_gemm_reduced(precision, M, N, K, rows, weight, NULL, MK_GELU, residual, N, pre, c, N);
    SAY(precision == MK_INT8 ? "product in int8" : "product in bf16", c, M * N);
    SAY(precision == MK_INT8 ? "sums in int8" : "sums in bf16", pre, M * N);
  }
  for (int precision = MK_BFLOAT; precision <= MK_INT8; precision++) {
    void *weight = calloc(1, mk_reduced_weight_bytes(precision, K, N) + 64);
    void *rows = calloc(1, mk_reduced_rows_bytes(precision, M, N) + 64);
    mk_reduce_transposed_weight(precision, w, K, K, N, weight);
    mk_reduce_rows(precision, M, N, y, N, rows);
    mk_gemm_reduced_activation_backward(precision, M, K, N, rows, weight, MK_GELU, a, gradient, K);
    SAY(precision == MK_INT8 ? "gradient in int8" : "gradient in bf16", gradient, M * K);
  }
}

static void layers(void) {
  enum { D = HEADS * WIDTH };
  float *q = numbers(TOKENS * D, 3), *k = numbers(TOKENS * D, 3), *v = numbers(TOKENS * D, 1);
  float *weights = numbers(HEADS * TOKENS * mk_attention_stride(TOKENS), 0);
  float *scratch = numbers(mk_attention_scratch(TOKENS, TOKENS, WIDTH), 0);
  float *y = numbers(TOKENS * D, 0), *dy = numbers(TOKENS * D, 1);
  mk_attention(TOKENS, TOKENS, HEADS, WIDTH, 0.2f, q, D, k, D, v, D, weights, y, D, scratch);
  SAY("attention", y, TOKENS * D);
  float *dq = numbers(TOKENS * D, 0), *dk = numbers(TOKENS * D, 0), *dv = numbers(TOKENS * D, 0);
  mk_attention_backward(TOKENS, TOKENS, HEADS, WIDTH, 0.2f, q, D, k, D, v, D, weights, dy, D, dq, D,
                        dk, D, dv, D, scratch);
  SAY("attention, queries", dq, TOKENS * D);
  SAY("attention, keys", dk, TOKENS * D);
  SAY("attention, values", dv, TOKENS * D);
  float *gain = numbers(D, 1), *bias = numbers(D, 1), *statistics = numbers(2 * TOKENS, 0);
  mk_layer_norm(TOKENS, D, q, gain, bias, 1e-12f, statistics, y);
  SAY("layer norm", y, TOKENS * D);
  float *dgain = numbers(D, 0), *dbias = numbers(D, 0);
  mk_layer_norm_backward(TOKENS, D, q, statistics, gain, dy, dq, dgain, dbias);
  SAY("layer norm, input", dq, TOKENS * D);
  SAY("layer norm, gain", dgain, D);
  int32_t targets[TOKENS];
  double losses[TOKENS];
  for (int i = 0; i < TOKENS; i++) targets[i] = (i * 7) % D;
  mk_cross_entropy(TOKENS, D, q, D, targets, losses, dk, D);
  SAY("cross-entropy", losses, TOKENS);
  SAY("cross-entropy, logits", dk, TOKENS * D);
}

static void elements(void) {
  enum { COUNT = 1003 };
  float *x = numbers(COUNT, 6), *y = numbers(COUNT, 1), *z = numbers(COUNT, 0);
  mk_exp(COUNT, x, z);
  SAY("exp", z, COUNT);
  mk_erf(COUNT, x, z);
  SAY("erf", z, COUNT);
  mk_activate(COUNT, MK_GELU, x, z);
  SAY("gelu", z, COUNT);
  mk_activate_backward(COUNT, MK_GELU, x, y, z);
  SAY("gelu, input", z, COUNT);
  mk_dropout(COUNT, 0.3f, 12345, x, z);
  SAY("dropout", z, COUNT);
  float *moment1 = numbers(COUNT, 1), *moment2 = numbers(COUNT, 0);
  mk_adamw(COUNT, x, y, moment1, moment2, 1e-3f, 0.9f, 0.999f, 1e-8f, 0.01f, 0.7f, 0.1f, 0.001f);
  SAY("AdamW", x, COUNT);
  mk_decay(COUNT, x, 1e-3f, 0.01f);
  SAY("weight decay", x, COUNT);
  double norm = mk_squared_norm(COUNT, x);
  SAY("squared norm", &norm, 1);
  double wide[N * K], left[M * N], right[M * K];
  for (int i = 0; i < M * N; i++) left[i] = x[i % COUNT] / 3;
  for (int i = 0; i < M * K; i++) right[i] = y[i % COUNT] / 7;
  memset(wide, 0, sizeof wide);
  mk_add_outer_products(M, N, K, left, right, wide);
  SAY("double products", wide, N * K);
  uint16_t half[COUNT];
  mk_float_to_half(COUNT, x, half);
  SAY("half precision", half, COUNT);
  mk_float_to_bfloat(COUNT, x, half);
  SAY("bfloat16", half, COUNT);
}

// Usage: kernels [PATH], a mk_path; by default the best path of the machine. Exits with 69 where the machine
// lacks the path.
int main(int count, char **arguments) {
  if (count > 1 && !mk_use((mk_path)atoi(arguments[1]))) return 69;
  products();
  layers();
  elements();
}
