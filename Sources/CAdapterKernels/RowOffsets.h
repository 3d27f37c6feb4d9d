// Where the rows of a register tile lie, so that reaching them costs no arithmetic.

// The offsets in bytes of rows that are `step` bytes apart. Each is an odd multiple of the step, times
// 1, 2, 4 or 8, which the processor adds for nothing. The compiler must not see how they are related:
// it would compute them anew at each step of a product, and where a neighbour shares the core that
// costs a fifth of the speed.
MK_INLINE void row_offsets(size_t step, size_t offsets[MK_MAX_ROWS]) {
  size_t s1 = step, s3 = 3 * s1, s5 = 5 * s1, s7 = 7 * s1, s9 = 9 * s1, s11 = 11 * s1,
         s13 = 13 * s1;
  __asm__("" : "+r"(s1), "+r"(s3), "+r"(s5), "+r"(s7));
  __asm__("" : "+r"(s9), "+r"(s11), "+r"(s13));
  const size_t all[MK_MAX_ROWS] = {0,      s1, 2 * s1, s3,     4 * s1, s5,     2 * s3,
                                   s7, 8 * s1, s9,     2 * s5, s11,    4 * s3, s13};
#pragma clang loop unroll(full)
  for (int i = 0; i < MK_MAX_ROWS; i++) offsets[i] = all[i];
}

// A share of the bytes that are needed next, on their way to the second-level cache: weights are
// larger than any cache, and without this the first tile of each panel waits for them.
MK_INLINE void prefetch_share(const void *next, size_t bytes, size_t share, size_t shares) {
  size_t lines = (bytes / 64 + shares - 1) / shares;
  for (size_t line = share * lines; line < (share + 1) * lines; line++)
    __builtin_prefetch((const char *)next + line * 64, 0, 2);
}
