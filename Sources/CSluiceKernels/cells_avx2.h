// What kernels that read four cells at a time have in common; see numbers_avx2.c and integers_avx2.c.

#pragma once
#include <immintrin.h>
#include <string.h>

#include "CSluiceKernels.h"

#define CELLS __attribute__((target("avx2,fma,bmi,bmi2,lzcnt")))
#define INLINE CELLS __attribute__((always_inline)) static inline

// Bytes of a cell that fits a vector.
enum { SHORT = 16 };

// What four rows have in common.
typedef struct {
  const uint8_t *first[4];
  // Bytes without the sign; 0 where there is no value.
  size_t count[4];
  uint32_t minus[4];
} cells;

// Takes the signs off. A sign alone leaves `wrong` negative.
INLINE void find_signs(cells *x, int64_t *wrong) {
  for (int i = 0; i < 4; i++) {
    x->minus[i] = (*x->first[i] == '-') & (x->count[i] != 0);
    x->first[i] += x->minus[i];
    x->count[i] -= x->minus[i];
    *wrong |= (int64_t)(x->count[i] - x->minus[i]);
  }
}

INLINE int any(__m128i lanes) { return !_mm_testz_si128(lanes, lanes); }

// Statuses as words.
INLINE __m128i load_states(const uint8_t *status) {
  int32_t four;
  memcpy(&four, status, 4);
  return _mm_cvtepu8_epi32(_mm_cvtsi32_si128(four));
}

// Whether a row has a value of no bytes.
INLINE int has_empty(const uint32_t *lengths, const uint8_t *status) {
  const __m128i both = _mm_or_si128(load_states(status), _mm_loadu_si128((const __m128i *)lengths));
  return any(_mm_cmpeq_epi32(both, _mm_setzero_si128()));
}

// Finds the cells, the sign still among their bytes; returns how many bytes each has.
INLINE __m128i take_four(cells *x, const uint8_t *bytes, const uint32_t *starts, const uint32_t *lengths,
                         const uint8_t *status) {
  // A row without a value may be of any length.
  const __m128i has_value = _mm_cmpeq_epi32(load_states(status), _mm_setzero_si128());
  const __m128i count = _mm_and_si128(_mm_loadu_si128((const __m128i *)lengths), has_value);
  uint32_t counts[4];
  _mm_storeu_si128((__m128i *)counts, count);
  for (int i = 0; i < 4; i++) {
    x->first[i] = bytes + starts[i];
    x->count[i] = counts[i];
    x->minus[i] = 0;
  }
  return count;
}

INLINE int may_be_signed(const cells *x) {
  return (*x->first[0] == '-') | (*x->first[1] == '-') | (*x->first[2] == '-') | (*x->first[3] == '-');
}

INLINE int has_other_than_digits(__m256i values) {
  const __m256i over = _mm256_subs_epu8(values, _mm256_set1_epi8(9));
  return !_mm256_testz_si256(over, over);
}

INLINE __m256i load_two(const void *low, const void *high) {
  return _mm256_loadu2_m128i((const __m128i *)high, (const __m128i *)low);
}

// Whether some row begins with 0 and another digit: `a` and `b` are the rows' bytes less '0'.
INLINE int has_leading_zero(__m256i a, __m256i b) {
  const __m256i swap = _mm256_setr_epi8(1, 0, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
                                        1, 0, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1);
  const __m256i beginnings = _mm256_unpacklo_epi16(_mm256_shuffle_epi8(a, swap), _mm256_shuffle_epi8(b, swap));
  const __m256i beyond = _mm256_subs_epu16(beginnings, _mm256_set1_epi16(9));
  return (_mm256_movemask_epi8(_mm256_cmpeq_epi16(beyond, _mm256_setzero_si256())) & 0x000F000F) != 0;
}
