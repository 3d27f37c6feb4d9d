// What every file of kernels begins with.

// A product and a sum that the source keeps apart must stay apart on every path.
#pragma STDC FP_CONTRACT OFF
#pragma clang diagnostic ignored "-Wpsabi"

#define MK_INLINE static inline __attribute__((always_inline))
