// Asking for memory before it is needed.

// What is needed next, shared out to those who work until then.
typedef struct mk_shares {
  const char *next;
  // Of 64 bytes, for each of them.
  size_t lines;
} mk_shares;

MK_INLINE mk_shares shares_of(const void *next, size_t bytes, size_t shares) {
  return (mk_shares){next, (bytes / 64 + shares - 1) / shares};
}

// A share on its way to the second-level cache: weights are larger than any cache, and without this the
// first tile of each panel waits for them.
MK_INLINE void prefetch_share(mk_shares all, size_t share) {
  const char *from = all.next + share * all.lines * 64;
  for (size_t line = 0; line < all.lines; line++) __builtin_prefetch(from + line * 64, 0, 2);
}
