// Layer norm and softmax cross-entropy, a row at a time.

static void layer_norm(size_t m, size_t n, const float *x, const float *gain, const float *bias,
                       float epsilon, float *statistics, float *y) {
  for (size_t i = 0; i < m; i++) {
    const float *row = x + i * n;
    v16 sum = splat(0.0f), squares = splat(0.0f);
    for (size_t j = 0; j < n; j += 16) sum = sum + load_n(row + j, n - j);
    float mean = sum_lanes(sum) / (float)n;
    for (size_t j = 0; j < n; j += 16) {
      v16 centered = keep_n(load_n(row + j, n - j) - splat(mean), n - j, 0.0f);
      squares = fma16(centered, centered, squares);
    }
    float inverse = 1.0f / __builtin_elementwise_sqrt(sum_lanes(squares) / (float)n + epsilon);
    for (size_t j = 0; j < n; j += 16) {
      v16 normal = (load_n(row + j, n - j) - splat(mean)) * splat(inverse);
      store_n(y + i * n + j, n - j,
              fma16(normal, load_n(gain + j, n - j), load_n(bias + j, n - j)));
    }
    if (statistics) {
      statistics[2 * i] = mean;
      statistics[2 * i + 1] = inverse;
    }
  }
}

static void layer_norm_backward(size_t m, size_t n, const float *x, const float *statistics,
                                const float *gain, const float *dy, float *dx, float *dgain,
                                float *dbias) {
  for (size_t i = 0; i < m; i++) {
    v16 mean = splat(statistics[2 * i]), inverse = splat(statistics[2 * i + 1]);
    const float *row = x + i * n, *gradient = dy + i * n;
    v16 sum = splat(0.0f), dot = splat(0.0f);
    for (size_t j = 0; j < n; j += 16) {
      size_t rest = n - j;
      v16 normal = (load_n(row + j, rest) - mean) * inverse;
      v16 d = load_n(gradient + j, rest);
      // Beyond the row's end d is zero, and so are both products.
      v16 scaled = d * load_n(gain + j, rest);
      sum = sum + scaled;
      dot = fma16(scaled, normal, dot);
      if (dgain) store_n(dgain + j, rest, fma16(d, normal, load_n(dgain + j, rest)));
      if (dbias) store_n(dbias + j, rest, d + load_n(dbias + j, rest));
    }
    if (!dx) continue;
    v16 mean_sum = splat(sum_lanes(sum) / (float)n), mean_dot = splat(sum_lanes(dot) / (float)n);
    for (size_t j = 0; j < n; j += 16) {
      size_t rest = n - j;
      v16 normal = (load_n(row + j, rest) - mean) * inverse;
      v16 scaled = load_n(gradient + j, rest) * load_n(gain + j, rest) - mean_sum;
      store_n(dx + i * n + j, rest, fma16(-normal, mean_dot, scaled) * inverse);
    }
  }
}

static void cross_entropy(size_t m, size_t n, const float *logits, size_t ldl,
                          const int32_t *targets, double *losses, float *dlogits, size_t ldd) {
  const float low = -3.0e38f;
  for (size_t i = 0; i < m; i++) {
    const float *row = logits + i * ldl;
    // Read before the row may be overwritten by its gradient.
    double target = row[targets[i]];
    v16 best = splat(low), sum = splat(0.0f);
    for (size_t j = 0; j < n; j += 16)
      best = larger(keep_n(load_n(row + j, n - j), n - j, low), best);
    float top = max_lanes(best);
    float *out = dlogits ? dlogits + i * ldd : NULL;
    for (size_t j = 0; j < n; j += 16) {
      v16 weight = keep_n(exp16(load_n(row + j, n - j) - splat(top)), n - j, 0.0f);
      if (out) store_n(out + j, n - j, weight);
      sum = sum + weight;
    }
    float total = sum_lanes(sum);
    losses[i] = log_positive((double)total) + ((double)top - target);
    if (!out) continue;
    scale_by(n, 1.0f / total, out, out);
    out[targets[i]] -= 1.0f;
  }
}
