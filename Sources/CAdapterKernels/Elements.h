// Element by element, and the optimizer's step.

static void add(size_t n, const float *a, const float *b, float *sum) {
  for (size_t i = 0; i < n; i += 16)
    store_n(sum + i, n - i, load_n(a + i, n - i) + load_n(b + i, n - i));
}

static void add_scaled(size_t n, float factor, const float *x, float *y) {
  for (size_t i = 0; i < n; i += 16)
    store_n(y + i, n - i, fma16(splat(factor), load_n(x + i, n - i), load_n(y + i, n - i)));
}

static void scale_by(size_t n, float factor, const float *x, float *y) {
  for (size_t i = 0; i < n; i += 16) store_n(y + i, n - i, load_n(x + i, n - i) * splat(factor));
}

static void multiply(size_t n, const float *a, const float *b, float *out) {
  for (size_t i = 0; i < n; i += 16)
    store_n(out + i, n - i, load_n(a + i, n - i) * load_n(b + i, n - i));
}

static void activate(size_t n, mk_activation activation, const float *x, float *y) {
  for (size_t i = 0; i < n; i += 16)
    store_n(y + i, n - i, activate16(activation, load_n(x + i, n - i)));
}

static void activate_backward(size_t n, mk_activation activation, const float *saved,
                              const float *dy, float *dx) {
  for (size_t i = 0; i < n; i += 16)
    store_n(dx + i, n - i, load_n(dy + i, n - i) * slope16(activation, load_n(saved + i, n - i)));
}

// A bijective mix of the counter, keyed twice: any element's fate depends on its index and the key
// alone.
MK_INLINE u16 random16(uint32_t first, uint64_t key) {
  u16 h = (__builtin_convertvector(lane_numbers(), u16) + first) * 0x9e3779b1u + (uint32_t)key;
  h = (h ^ (h >> 16)) * 0x85ebca6bu;
  h = (h ^ (h >> 13)) * 0xc2b2ae35u;
  h = (h ^ (h >> 16)) + (uint32_t)(key >> 32);
  h = (h ^ (h >> 15)) * 0x7feb352du;
  h = (h ^ (h >> 15)) * 0x846ca68bu;
  return h ^ (h >> 16);
}

static void dropout(size_t n, float rate, uint64_t key, const float *x, float *y) {
  uint32_t threshold = (uint32_t)((double)rate * 4294967296.0);
  v16 factor = splat(1.0f / (1.0f - rate));
  for (size_t i = 0; i < n; i += 16) {
    v16 kept = load_n(x + i, n - i) * factor;
    store_n(y + i, n - i, random16((uint32_t)i, key) >= (u16)threshold ? kept : splat(0.0f));
  }
}

static void exp_all(size_t n, const float *x, float *y) {
  for (size_t i = 0; i < n; i += 16) store_n(y + i, n - i, exp16(load_n(x + i, n - i)));
}

static void erf_all(size_t n, const float *x, float *y) {
  for (size_t i = 0; i < n; i += 16) store_n(y + i, n - i, erf16(load_n(x + i, n - i)));
}

// What weight decay leaves of a weight: one expression, so that both users round alike.
MK_INLINE v16 shrinkage(float rate, float decay) { return splat(1.0f - rate * decay); }

// AdamW where gradient and moments are zero.
static void decay_weights(size_t n, float *w, float rate, float decay) {
  v16 shrink = shrinkage(rate, decay);
  for (size_t i = 0; i < n; i += 16) store_n(w + i, n - i, load_n(w + i, n - i) * shrink);
}

static void adamw(size_t n, float *w, const float *g, float *moment1, float *moment2, float rate,
                  float beta1, float beta2, float epsilon, float decay, float clip,
                  float correction1, float correction2) {
  v16 shrink = shrinkage(rate, decay), step = splat(rate / correction1);
  v16 inverse = splat(1.0f / correction2);
  for (size_t i = 0; i < n; i += 16) {
    size_t rest = n - i;
    v16 gradient = load_n(g + i, rest) * splat(clip);
    v16 first = fma16(load_n(moment1 + i, rest), splat(beta1), gradient * splat(1.0f - beta1));
    v16 second = fma16(load_n(moment2 + i, rest), splat(beta2),
                       gradient * gradient * splat(1.0f - beta2));
    v16 divisor = __builtin_elementwise_sqrt(second * inverse) + splat(epsilon);
    store_n(moment1 + i, rest, first);
    store_n(moment2 + i, rest, second);
    store_n(w + i, rest, load_n(w + i, rest) * shrink - step * first / divisor);
  }
}

static void add_squares(size_t n, const float *x, double *lanes) {
  d16 sum;
  memcpy(&sum, lanes, sizeof sum);
  for (size_t i = 0; i < n; i += 16) {
    d16 value = __builtin_convertvector(load_n(x + i, n - i), d16);
    sum = sum + value * value;
  }
  memcpy(lanes, &sum, sizeof sum);
}

static double sum_all_lanes(const double *lanes) {
  d16 sum;
  memcpy(&sum, lanes, sizeof sum);
  return sum_double_lanes(sum);
}
