#include "RegisterPeak.h"

// More chains than a multiply-add has cycles of latency times units, fewer than there are registers.
enum { chains = 12, steps = 64 };

static volatile float sink;

#define DEFINE_RUN(name, bytes, attributes)                                    \
  attributes static double name(long rounds) {                                 \
    typedef float vector __attribute__((vector_size(bytes)));                  \
    vector sums[chains], factor, term, total = {0};                            \
    for (int i = 0; i < (int)(bytes / sizeof(float)); i++) {                   \
      factor[i] = 0.999f;                                                      \
      term[i] = 0.001f;                                                        \
    }                                                                          \
    for (int i = 0; i < chains; i++) sums[i] = factor;                         \
    for (long round = 0; round < rounds * steps; round++)                      \
      _Pragma("clang loop unroll(full)") for (int i = 0; i < chains; i++)      \
          sums[i] = sums[i] * factor + term;                                   \
    for (int i = 0; i < chains; i++) total += sums[i];                         \
    sink = total[0];                                                           \
    return 2.0 * chains * steps * (bytes / sizeof(float)) * (double)rounds;    \
  }

DEFINE_RUN(run128, 16, )

#if defined(__x86_64__)
DEFINE_RUN(run256, 32, __attribute__((target("avx2,fma"))))
DEFINE_RUN(run512, 64, __attribute__((target("avx512f"))))
#endif

double rp_run(long rounds) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f")) return run512(rounds);
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return run256(rounds);
#endif
  return run128(rounds);
}
