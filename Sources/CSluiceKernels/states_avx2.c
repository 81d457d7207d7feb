// Extrema and sums of a column, four values a step.
//
// How it works: a value that does not count is replaced by one that changes nothing. Doubles are summed in two parts
// that take no error (`ExactSum`): adding a large constant and taking it off again leaves a multiple of a power of two.
// What to beware: compilers must not reorder these additions, so nothing here may be built with fast-math.

#include "CSluiceKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>
#include <math.h>
#include <string.h>

#define STATES __attribute__((target("avx2")))
#define INLINE STATES __attribute__((always_inline)) static inline

// -1 for rows with a value, else 0.
INLINE __m256i with_value(const uint8_t *status) {
  int32_t four;
  memcpy(&four, status, 4);
  return _mm256_cmpeq_epi64(_mm256_cvtepu8_epi64(_mm_cvtsi32_si128(four)), _mm256_setzero_si256());
}

INLINE size_t sum_of(__m256i counts) {
  int64_t lanes[4];
  _mm256_storeu_si256((__m256i *)lanes, counts);
  return (size_t)lanes[0] + (size_t)lanes[1] + (size_t)lanes[2] + (size_t)lanes[3];
}

STATES sluice_double_range sluice_range_doubles_avx2(const double *values, const uint8_t *status, size_t rows) {
  const __m256d infinite = _mm256_set1_pd(INFINITY), none = _mm256_set1_pd(-INFINITY), zero = _mm256_setzero_pd();
  const __m256d magnitude = _mm256_castsi256_pd(_mm256_set1_epi64x(INT64_MAX));
  __m256d low = infinite, high = none;
  __m256i valid = _mm256_setzero_si256(), finite = valid;
  size_t row = 0;
  for (; row + 4 <= rows; row += 4) {
    // Adding 0 makes -0 the 0 that it equals.
    const __m256d value = _mm256_add_pd(_mm256_loadu_pd(values + row), zero);
    const __m256i is_valid = with_value(status + row);
    const __m256d is_finite = _mm256_cmp_pd(_mm256_and_pd(value, magnitude), infinite, _CMP_LT_OQ);
    const __m256d is_counted = _mm256_and_pd(is_finite, _mm256_castsi256_pd(is_valid));
    low = _mm256_min_pd(_mm256_blendv_pd(infinite, value, is_counted), low);
    high = _mm256_max_pd(_mm256_blendv_pd(none, value, is_counted), high);
    valid = _mm256_sub_epi64(valid, is_valid);
    finite = _mm256_sub_epi64(finite, _mm256_castpd_si256(is_counted));
  }
  double lows[4], highs[4];
  _mm256_storeu_pd(lows, low);
  _mm256_storeu_pd(highs, high);
  sluice_double_range range = {INFINITY, -INFINITY, sum_of(valid), sum_of(finite)};
  for (int i = 0; i < 4; i++) {
    range.low = lows[i] < range.low ? lows[i] : range.low;
    range.high = highs[i] > range.high ? highs[i] : range.high;
  }
  for (; row < rows; row++) {
    const double value = values[row] + 0;
    if (status[row] != 0) continue;
    range.valid++;
    if (!(fabs(value) < INFINITY)) continue;
    range.finite++;
    range.low = value < range.low ? value : range.low;
    range.high = value > range.high ? value : range.high;
  }
  return range;
}

STATES size_t sluice_sum_doubles_avx2(const double *values, size_t rows, double first, double second,
                                      double sums[8]) {
  const __m256d coarse = _mm256_set1_pd(first), fine = _mm256_set1_pd(second), zero = _mm256_setzero_pd();
  __m256d high = _mm256_loadu_pd(sums), low = _mm256_loadu_pd(sums + 4);
  size_t row = 0;
  for (; row + 4 <= rows; row += 4) {
    const __m256d value = _mm256_loadu_pd(values + row);
    const __m256d multiple = _mm256_sub_pd(_mm256_add_pd(value, coarse), coarse);
    const __m256d remainder = _mm256_sub_pd(value, multiple);
    const __m256d finer = _mm256_sub_pd(_mm256_add_pd(remainder, fine), fine);
    if (_mm256_movemask_pd(_mm256_cmp_pd(_mm256_sub_pd(remainder, finer), zero, _CMP_NEQ_UQ))) break;
    high = _mm256_add_pd(high, multiple);
    low = _mm256_add_pd(low, finer);
  }
  _mm256_storeu_pd(sums, high);
  _mm256_storeu_pd(sums + 4, low);
  return row;
}

STATES sluice_integer_range sluice_range_integers_avx2(const int64_t *values, const uint8_t *status, size_t rows) {
  const __m256i most = _mm256_set1_epi64x(INT64_MAX), least = _mm256_set1_epi64x(INT64_MIN);
  __m256i low = most, high = least, valid = _mm256_setzero_si256(), sum = valid;
  size_t row = 0;
  for (; row + 4 <= rows; row += 4) {
    const __m256i value = _mm256_loadu_si256((const __m256i *)(values + row)), is_valid = with_value(status + row);
    const __m256i above = _mm256_blendv_epi8(most, value, is_valid), below = _mm256_blendv_epi8(least, value, is_valid);
    low = _mm256_blendv_epi8(low, above, _mm256_cmpgt_epi64(low, above));
    high = _mm256_blendv_epi8(high, below, _mm256_cmpgt_epi64(below, high));
    valid = _mm256_sub_epi64(valid, is_valid);
    sum = _mm256_add_epi64(sum, value);
  }
  int64_t lows[4], highs[4];
  _mm256_storeu_si256((__m256i *)lows, low);
  _mm256_storeu_si256((__m256i *)highs, high);
  sluice_integer_range range = {INT64_MAX, INT64_MIN, sum_of(valid), (int64_t)sum_of(sum)};
  for (int i = 0; i < 4; i++) {
    range.low = lows[i] < range.low ? lows[i] : range.low;
    range.high = highs[i] > range.high ? highs[i] : range.high;
  }
  for (; row < rows; row++) {
    range.sum = (int64_t)((uint64_t)range.sum + (uint64_t)values[row]);
    if (status[row] != 0) continue;
    range.valid++;
    range.low = values[row] < range.low ? values[row] : range.low;
    range.high = values[row] > range.high ? values[row] : range.high;
  }
  return range;
}
#endif
