// Asking for memory before it is needed.

// A share of the bytes that are needed next, on their way to the second-level cache: weights are
// larger than any cache, and without this the first tile of each panel waits for them.
MK_INLINE void prefetch_share(const void *next, size_t bytes, size_t share, size_t shares) {
  size_t lines = (bytes / 64 + shares - 1) / shares;
  for (size_t line = share * lines; line < (share + 1) * lines; line++)
    __builtin_prefetch((const char *)next + line * 64, 0, 2);
}
