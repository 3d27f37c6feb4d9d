// 16-bit storage formats; integer arithmetic only, so the same bits everywhere.
#include <string.h>

#include "Paths.h"

static uint32_t bits_of(float x) {
  uint32_t bits;
  memcpy(&bits, &x, 4);
  return bits;
}

static float float_of(uint32_t bits) {
  float x;
  memcpy(&x, &bits, 4);
  return x;
}

void mk_half_to_float(size_t n, const uint16_t *half, float *x) {
  for (size_t i = 0; i < n; i++) {
    uint32_t sign = (uint32_t)(half[i] & 0x8000u) << 16;
    uint32_t exponent = (half[i] >> 10) & 0x1fu;
    uint32_t fraction = half[i] & 0x3ffu;
    if (exponent == 0x1f) {
      x[i] = float_of(sign | 0x7f800000u | (fraction << 13));
    } else if (exponent) {
      x[i] = float_of(sign | ((exponent + 112) << 23) | (fraction << 13));
    } else {
      // Subnormal: fraction * 2^-24 is exact in single precision.
      x[i] = float_of(sign | bits_of((float)fraction * 0x1p-24f));
    }
  }
}

static uint16_t half_of(float value) {
  uint32_t bits = bits_of(value);
  uint16_t sign = (uint16_t)((bits >> 16) & 0x8000u);
  uint32_t magnitude = bits & 0x7fffffffu;
  if (magnitude > 0x7f800000u) return (uint16_t)(sign | 0x7e00u);
  if (magnitude >= 0x47800000u) return (uint16_t)(sign | 0x7c00u);
  if (magnitude < 0x38800000u) {
    // Subnormal half: adding 0.5 lines the fraction's units up and rounds to nearest even.
    float aligned = float_of(magnitude) + 0.5f;
    return (uint16_t)(sign | (bits_of(aligned) - 0x3f000000u));
  }
  // Rounding may carry into the exponent, up to infinity, which is right.
  uint32_t rounded = magnitude - (112u << 23) + 0xfffu + ((magnitude >> 13) & 1u);
  return (uint16_t)(sign | (rounded >> 13));
}

void mk_float_to_half(size_t n, const float *x, uint16_t *half) {
  for (size_t i = 0; i < n; i++) half[i] = half_of(x[i]);
}

void mk_bfloat_to_float(size_t n, const uint16_t *bfloat, float *x) {
  for (size_t i = 0; i < n; i++) x[i] = float_of((uint32_t)bfloat[i] << 16);
}

void mk_float_to_bfloat(size_t n, const float *x, uint16_t *bfloat) {
  for (size_t i = 0; i < n; i++) {
    uint32_t bits = bits_of(x[i]);
    if ((bits & 0x7fffffffu) > 0x7f800000u) {
      bfloat[i] = (uint16_t)((bits >> 16) | 0x40u);
    } else {
      bfloat[i] = (uint16_t)((bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16);
    }
  }
}

bool mk_all_finite(size_t n, const float *x) {
  uint32_t worst = 0;
  for (size_t i = 0; i < n; i++) {
    uint32_t magnitude = bits_of(x[i]) & 0x7fffffffu;
    worst = magnitude > worst ? magnitude : worst;
  }
  return worst < 0x7f800000u;
}
