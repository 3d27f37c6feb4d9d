// Sixteen floats at a time, whatever the registers: loads, fixed-shape sums, exp, erf, tanh, log.

typedef float v16 __attribute__((ext_vector_type(16)));
typedef int32_t i16 __attribute__((ext_vector_type(16)));
typedef uint32_t u16 __attribute__((ext_vector_type(16)));
typedef float vt __attribute__((ext_vector_type(MK_LANES)));
typedef double d16 __attribute__((ext_vector_type(16)));

MK_INLINE v16 load(const float *p) {
  v16 v;
  memcpy(&v, p, sizeof v);
  return v;
}

MK_INLINE void store(float *p, v16 v) { memcpy(p, &v, sizeof v); }

// The first n of sixteen floats (all when n >= 16), zeros after them.
MK_INLINE v16 load_n(const float *p, size_t n) {
  if (n >= 16) return load(p);
  float lanes[16] = {0};
  for (size_t i = 0; i < n; i++) lanes[i] = p[i];
  return load(lanes);
}

MK_INLINE void store_n(float *p, size_t n, v16 v) {
  if (n >= 16) {
    store(p, v);
    return;
  }
  float lanes[16];
  store(lanes, v);
  for (size_t i = 0; i < n; i++) p[i] = lanes[i];
}

MK_INLINE u16 bits16(v16 v) {
  u16 bits;
  memcpy(&bits, &v, sizeof bits);
  return bits;
}

MK_INLINE i16 integers16(v16 bits) { return (i16)bits16(bits); }

MK_INLINE v16 floats16(u16 bits) {
  v16 v;
  memcpy(&v, &bits, sizeof v);
  return v;
}

MK_INLINE v16 splat(float x) { return (v16)x; }
MK_INLINE v16 fma16(v16 a, v16 b, v16 c) { return __builtin_elementwise_fma(a, b, c); }
MK_INLINE v16 larger(v16 a, v16 b) { return a > b ? a : b; }
MK_INLINE v16 smaller(v16 a, v16 b) { return a < b ? a : b; }

MK_INLINE i16 lane_numbers(void) {
  return (i16){0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
}

// Lanes below n from v, the others from fill.
MK_INLINE v16 keep_n(v16 v, size_t n, float fill) {
  if (n >= 16) return v;
  return lane_numbers() < (i16)(int32_t)n ? v : splat(fill);
}

// Lane i joins lane i + 8, then i + 4, i + 2, i + 1.
MK_INLINE float sum_lanes(v16 v) {
  typedef float v8 __attribute__((ext_vector_type(8)));
  typedef float v4 __attribute__((ext_vector_type(4)));
  v8 eight = v.lo + v.hi;
  v4 four = eight.lo + eight.hi;
  return (four.x + four.z) + (four.y + four.w);
}

MK_INLINE double sum_double_lanes(d16 v) {
  typedef double d8 __attribute__((ext_vector_type(8)));
  typedef double d4 __attribute__((ext_vector_type(4)));
  d8 eight = v.lo + v.hi;
  d4 four = eight.lo + eight.hi;
  return (four.x + four.z) + (four.y + four.w);
}

MK_INLINE float max_lanes(v16 v) {
  float best = v[0];
  for (int i = 1; i < 16; i++) best = v[i] > best ? v[i] : best;
  return best;
}

// exp(x), relative error below 2e-7; clamped to [-87, 88], NaN stays NaN. Cephes' polynomial.
MK_INLINE v16 exp16(v16 x) {
  x = x < -87.0f ? splat(-87.0f) : x;
  x = x > 88.0f ? splat(88.0f) : x;
  // Adding 1.5 * 2^23 rounds to the nearest whole number and leaves it in the low bits.
  const v16 magic = splat(12582912.0f);
  v16 shifted = fma16(x, splat(1.44269504f), magic);
  v16 whole = shifted - magic;
  v16 r = fma16(whole, splat(-0.693359375f), x);
  r = fma16(whole, splat(2.12194440e-4f), r);
  v16 p = fma16(splat(1.9875691500e-4f), r, splat(1.3981999507e-3f));
  p = fma16(p, r, splat(8.3334519073e-3f));
  p = fma16(p, r, splat(4.1665795894e-2f));
  p = fma16(p, r, splat(1.6666665459e-1f));
  p = fma16(p, r, splat(0.5f));
  p = fma16(p, r * r, r + splat(1.0f));
  u16 exponent = (bits16(shifted) - bits16(magic) + 127u) << 23;
  return p * floats16(exponent);
}

// erf(x) as x P(x^2) / Q(x^2) on [-4, 4], error below 4e-7.
MK_INLINE v16 erf16(v16 x) {
  x = x < -4.0f ? splat(-4.0f) : x;
  x = x > 4.0f ? splat(4.0f) : x;
  v16 t = x * x;
  v16 p = fma16(splat(-2.72614225801306e-10f), t, splat(2.77068142495902e-08f));
  p = fma16(p, t, splat(-2.10102402082508e-06f));
  p = fma16(p, t, splat(-5.69250639462346e-05f));
  p = fma16(p, t, splat(-7.34990630326855e-04f));
  p = fma16(p, t, splat(-2.95459980854025e-03f));
  p = fma16(p, t, splat(-1.60960333262415e-02f));
  v16 q = fma16(splat(-1.45660718464996e-05f), t, splat(-2.13374055278905e-04f));
  q = fma16(q, t, splat(-1.68282697438203e-03f));
  q = fma16(q, t, splat(-7.37332916720468e-03f));
  q = fma16(q, t, splat(-1.42647390514189e-02f));
  return x * p / q;
}

// tanh(x): Cephes' odd polynomial near zero, 1 - 2 / (exp(2|x|) + 1) elsewhere.
MK_INLINE v16 tanh16(v16 x) {
  v16 magnitude = x < 0.0f ? -x : x;
  v16 t = x * x;
  v16 p = fma16(splat(-5.70498872745e-3f), t, splat(2.06390887954e-2f));
  p = fma16(p, t, splat(-5.37397155531e-2f));
  p = fma16(p, t, splat(1.33314422036e-1f));
  p = fma16(p, t, splat(-3.33332819422e-1f));
  v16 near = fma16(p * t, x, x);
  v16 far = splat(1.0f) - splat(2.0f) / (exp16(magnitude + magnitude) + splat(1.0f));
  far = x < 0.0f ? -far : far;
  return magnitude < 0.625f ? near : far;
}

// x (1 + erf(x / sqrt 2)) / 2.
MK_INLINE v16 gelu16(v16 x) {
  v16 half = x * splat(0.5f);
  return fma16(half, erf16(x * splat(0.70710678f)), half);
}

MK_INLINE v16 gelu_derivative16(v16 x) {
  v16 cumulative = fma16(erf16(x * splat(0.70710678f)), splat(0.5f), splat(0.5f));
  v16 density = exp16(x * x * splat(-0.5f)) * splat(0.3989422804f);
  return fma16(x, density, cumulative);
}

// 1 / (1 + exp(-x)).
MK_INLINE v16 sigmoid16(v16 x) { return splat(1.0f) / (splat(1.0f) + exp16(-x)); }

// The tanh in GELU's approximation, x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2.
MK_INLINE v16 gelu_tanh16(v16 x) {
  return tanh16(x * splat(0.7978845608f) * fma16(x * x, splat(0.044715f), splat(1.0f)));
}

MK_INLINE v16 activate16(mk_activation activation, v16 x) {
  v16 half = x * splat(0.5f);
  switch (activation) {
    case MK_GELU: return gelu16(x);
    case MK_TANH: return tanh16(x);
    case MK_RELU: return x < 0.0f ? splat(0.0f) : x;
    case MK_SILU: return x * sigmoid16(x);
    case MK_GELU_TANH: return fma16(half, gelu_tanh16(x), half);
    case MK_QUICK_GELU: return x * sigmoid16(x * splat(1.702f));
    case MK_NONE: return x;
  }
  return x;
}

// The activation's derivative, at the input; for tanh from the output.
MK_INLINE v16 slope16(mk_activation activation, v16 saved) {
  v16 one = splat(1.0f);
  switch (activation) {
    case MK_GELU: return gelu_derivative16(saved);
    case MK_TANH: return fma16(-saved, saved, one);
    case MK_RELU: return saved > 0.0f ? one : splat(0.0f);
    case MK_SILU: {
      v16 s = sigmoid16(saved);
      return s * fma16(saved, one - s, one);
    }
    case MK_GELU_TANH: {
      v16 t = gelu_tanh16(saved);
      v16 inner = splat(0.7978845608f) * fma16(saved * saved, splat(0.134145f), one);
      return splat(0.5f) * fma16(saved * inner, fma16(-t, t, one), one + t);
    }
    case MK_QUICK_GELU: {
      v16 s = sigmoid16(saved * splat(1.702f));
      return s * fma16(saved * splat(1.702f), one - s, one);
    }
    case MK_NONE: return one;
  }
  return one;
}

// ln(x) for finite x > 0 by the series of artanh: the C library's differs between machines.
MK_INLINE double log_positive(double x) {
  uint64_t bits;
  memcpy(&bits, &x, 8);
  int exponent = (int)(bits >> 52) - 1023;
  bits = (bits & 0x000fffffffffffffull) | 0x3ff0000000000000ull;
  double m;
  memcpy(&m, &bits, 8);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    exponent += 1;
  }
  double s = (m - 1.0) / (m + 1.0), square = s * s, sum = 0.0;
  for (int odd = 25; odd >= 1; odd -= 2) sum = sum * square + 1.0 / odd;
  return exponent * 0.6931471805599453 + 2.0 * s * sum;
}
