/* Vectors of whatever width this processor has, and arithmetic that rounds the same everywhere.

   The compiler is told not to fuse or reorder anything by itself (-ffp-contract=off, no
   -ffast-math): a sum is rounded in the order written here and nowhere else. That is what makes
   a request give the same bits alone and in a batch. */

#ifndef GONGWU_VECTOR_H
#define GONGWU_VECTOR_H

#include <math.h>
#include <stdint.h>
#include <string.h>

#if defined(__AVX512F__)
#include <immintrin.h>
#define LANES 16
#elif defined(__AVX2__) && defined(__FMA__)
#include <immintrin.h>
#define LANES 8
#elif defined(__ARM_NEON) && defined(__aarch64__)
#include <arm_neon.h>
#define LANES 4
#else
#define LANES 4
#endif

#define INLINE static inline __attribute__((always_inline))

typedef float vector __attribute__((vector_size(4 * LANES)));
typedef uint32_t words __attribute__((vector_size(4 * LANES)));

/* a * b + c, rounded once where the processor can. */
INLINE vector fused(vector a, vector b, vector c) {
#if defined(__AVX512F__)
    return (vector)_mm512_fmadd_ps((__m512)a, (__m512)b, (__m512)c);
#elif defined(__AVX2__) && defined(__FMA__)
    return (vector)_mm256_fmadd_ps((__m256)a, (__m256)b, (__m256)c);
#elif defined(__ARM_NEON) && defined(__aarch64__)
    return (vector)vfmaq_f32((float32x4_t)c, (float32x4_t)a, (float32x4_t)b);
#else
    return a * b + c;
#endif
}

/* The same for one number. Without the instruction fmaf() is a slow call: two roundings then. */
INLINE float fused_one(float a, float b, float c) {
#if defined(__FMA__) || defined(__AVX512F__) || defined(__aarch64__)
    return __builtin_fmaf(a, b, c);
#else
    return a * b + c;
#endif
}

INLINE vector load(const float *from) {
    vector loaded;
    memcpy(&loaded, from, sizeof loaded);
    return loaded;
}

INLINE void store(float *to, vector value) { memcpy(to, &value, sizeof value); }

INLINE vector everywhere(float value) { return value - (vector){0}; }

/* Sums keep 32 partial sums, number i in partial sum i % 32, whatever LANES is; then halves are
   added to halves. The order depends on the index alone. */
#define PARTIALS 32

INLINE float total(float partial[PARTIALS]) {
    for (int half = PARTIALS / 2; half > 0; half /= 2)
        for (int i = 0; i < half; i++) partial[i] += partial[i + half];
    return partial[0];
}

/* e to the x, within 2 units in the last place; 0 below -87, where the result would be subnormal.

   x = n ln 2 + r with |r| <= ln 2 / 2; e^r by its Taylor series to r^7; 2^n by writing the
   exponent bits. ln 2 is subtracted in two parts, the first with few bits so that n times it is
   exact (Cody and Waite 1980). Plain C without branches: the compiler makes vectors of it. */
INLINE float exponential(float x) {
    const float shift = 12582912.0f; /* 1.5 * 2^23: adding it rounds to a whole number */
    float bounded = x > 88.0f ? 88.0f : x;
    bounded = bounded < -87.0f ? -87.0f : bounded;
    float shifted = fused_one(bounded, 1.44269504f, shift);
    float n = shifted - shift;
    float r = fused_one(n, -0.693359375f, bounded);
    r = fused_one(n, 2.12194440e-4f, r);
    float sum = 1.0f / 5040;
    sum = fused_one(sum, r, 1.0f / 720);
    sum = fused_one(sum, r, 1.0f / 120);
    sum = fused_one(sum, r, 1.0f / 24);
    sum = fused_one(sum, r, 1.0f / 6);
    sum = fused_one(sum, r, 0.5f);
    sum = fused_one(sum, r, 1.0f);
    sum = fused_one(sum, r, 1.0f);
    uint32_t bits;
    memcpy(&bits, &shifted, sizeof bits);
    bits = (bits << 23) + 0x3f800000u; /* the low bits of `shifted` are n */
    float power;
    memcpy(&power, &bits, sizeof power);
    return x < -87.0f ? 0.0f : sum * power;
}

#endif
