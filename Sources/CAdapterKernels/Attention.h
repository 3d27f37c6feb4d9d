// Attention of one sequence: packed products around a softmax of fixed shape.

MK_INLINE size_t padded(size_t n) { return (n + 15) / 16 * 16; }

// weights = softmax(scale * scores) in place over n keys; the row's padding becomes zero.
MK_INLINE void softmax_row(size_t n, float scale, float *row) {
  const float low = -3.0e38f;
  v16 best = splat(low);
  for (size_t j = 0; j < n; j += 16) {
    v16 score = keep_n(load(row + j) * splat(scale), n - j, low);
    store(row + j, score);
    best = larger(score, best);
  }
  v16 top = splat(max_lanes(best)), sum = splat(0.0f);
  for (size_t j = 0; j < n; j += 16) {
    v16 weight = keep_n(exp16(load(row + j) - top), n - j, 0.0f);
    store(row + j, weight);
    sum = sum + weight;
  }
  v16 inverse = splat(1.0f / sum_lanes(sum));
  for (size_t j = 0; j < n; j += 16) store(row + j, load(row + j) * inverse);
}

// scores = weights * (scores - sum(weights * scores)) * scale, the softmax's gradient in place.
MK_INLINE void softmax_row_backward(size_t n, float scale, const float *weights, float *row) {
  v16 dot = splat(0.0f);
  for (size_t j = 0; j < n; j += 16)
    dot = fma16(keep_n(load(row + j), n - j, 0.0f), load(weights + j), dot);
  v16 mean = splat(sum_lanes(dot));
  for (size_t j = 0; j < n; j += 16) {
    v16 gradient = (keep_n(load(row + j), n - j, 0.0f) - mean) * load(weights + j);
    store(row + j, gradient * splat(scale));
  }
}

static void attention(size_t queries, size_t keys, size_t heads, size_t head_dim, float scale,
                      const float *q, size_t ldq, const float *k, size_t ldk, const float *v,
                      size_t ldv, float *weights, float *context, size_t ldc, float *scratch) {
  size_t stride = padded(keys);
  for (size_t h = 0; h < heads; h++) {
    size_t offset = h * head_dim;
    float *rows = weights + h * queries * stride;
    pack(k + offset, ldk, keys, head_dim, scratch);
    // Whole sixteens of scores: those beyond the keys are zeros, and softmax leaves them out.
    product(queries, stride, head_dim, q + offset, ldq, scratch, false, NULL, rows, stride);
    for (size_t i = 0; i < queries; i++) softmax_row(keys, scale, rows + i * stride);
    pack_transposed(v + offset, ldv, head_dim, keys, scratch);
    product(queries, head_dim, keys, rows, stride, scratch, false, NULL, context + offset, ldc);
  }
}

static void attention_backward(size_t queries, size_t keys, size_t heads, size_t head_dim,
                               float scale, const float *q, size_t ldq, const float *k, size_t ldk,
                               const float *v, size_t ldv, const float *weights,
                               const float *dcontext, size_t ldc, float *dq, size_t lddq,
                               float *dk, size_t lddk, float *dv, size_t lddv, float *scratch) {
  size_t stride = padded(keys);
  float *scores = scratch;
  float *packed = scratch + queries * stride;
  for (size_t h = 0; h < heads; h++) {
    size_t offset = h * head_dim;
    const float *rows = weights + h * queries * stride;
    if (dv)
      transposed_product(queries, keys, head_dim, rows, stride, dcontext + offset, ldc, false,
                         dv + offset, lddv, packed);
    if (!dq && !dk) continue;
    pack(v + offset, ldv, keys, head_dim, packed);
    product(queries, stride, head_dim, dcontext + offset, ldc, packed, false, NULL, scores,
            stride);
    for (size_t i = 0; i < queries; i++)
      softmax_row_backward(keys, scale, rows + i * stride, scores + i * stride);
    if (dq) {
      pack_transposed(k + offset, ldk, head_dim, keys, packed);
      product(queries, head_dim, keys, scores, stride, packed, false, NULL, dq + offset, lddq);
    }
    if (dk)
      transposed_product(queries, keys, head_dim, scores, stride, q + offset, ldq, false,
                         dk + offset, lddk, packed);
  }
}
