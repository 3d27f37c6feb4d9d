// What every file of kernels begins with.

// A product and a sum that the source keeps apart must stay apart on every path.
#pragma STDC FP_CONTRACT OFF
#pragma clang diagnostic ignored "-Wpsabi"

#define MK_INLINE static inline __attribute__((always_inline))

// A `case` of each number of rows up to 3 or 6: a tile's rows must be a constant in its code.
#define MK_CASES_3(one) one(1) one(2) one(3)
#define MK_CASES_6(one) MK_CASES_3(one) one(4) one(5) one(6)
#define MK_CASES_UP_TO(rows, one) MK_CASES_OF(rows)(one)
#define MK_CASES_OF(rows) MK_CASES_##rows
