#include "Paths.h"

size_t mk_packed_count(size_t outputs, size_t reduction) {
  return (outputs + MK_PANEL - 1) / MK_PANEL * MK_PANEL * reduction;
}

size_t mk_gemm_transposed_scratch(size_t n) {
  // A tile of the last rows is stored whole.
  return MK_TRANSPOSED_DEPTH * (n + MK_MAX_ROWS + MK_PANEL);
}

size_t mk_attention_stride(size_t keys) { return (keys + 15) / 16 * 16; }

size_t mk_attention_scratch(size_t queries, size_t keys, size_t head_dim) {
  size_t by_keys = mk_packed_count(keys, head_dim), by_dim = mk_packed_count(head_dim, keys);
  size_t products = mk_gemm_transposed_scratch(keys);
  size_t most = by_keys > by_dim ? by_keys : by_dim;
  return queries * mk_attention_stride(keys) + (most > products ? most : products);
}
