// Counts and sums numbers as tally.c does, four at a time.
//
// How it works: numbers become integers, and these buckets and sums, in vectors; only the places among the edges are
// looked up one by one. A square of 48 bits is summed as three products of halves, each of which fits 64 bits.
// What to beware: sums of products are good for 2^15 numbers a call.

#include "CSluiceKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>
#include <string.h>

// Edges of a grid, at most (`NumberGrid`).
#define MOST 1024

#define TALLY __attribute__((target("avx2,fma,bmi,bmi2,lzcnt,popcnt")))
#define INLINE TALLY __attribute__((always_inline)) static inline

#pragma STDC FP_CONTRACT OFF

// As in tally.c.
static const double limit = 0x1p47, magic = 0x1.8p52;

// What four numbers come to.
typedef struct {
  __m256i sum, low, middle, high;
} products;

INLINE uint64_t sum_of(__m256i x) {
  uint64_t lanes[4];
  _mm256_storeu_si256((__m256i *)lanes, x);
  return lanes[0] + lanes[1] + lanes[2] + lanes[3];
}

// The integers of four numbers (`PairMoments`); `near` has -1 for those that are in range, and all others are 0.
INLINE __m256i integers(const sluice_grid *grid, __m256d value, __m256d *near) {
  const __m256d magnitude = _mm256_castsi256_pd(_mm256_set1_epi64x(INT64_MAX)), large = _mm256_set1_pd(magic);
  const __m256d scaled =
      _mm256_mul_pd(_mm256_sub_pd(value, _mm256_set1_pd(grid->center)), _mm256_set1_pd(grid->scale));
  *near = _mm256_cmp_pd(_mm256_and_pd(scaled, magnitude), _mm256_set1_pd(limit), _CMP_LT_OQ);
  const __m256i integer =
      _mm256_sub_epi64(_mm256_castpd_si256(_mm256_add_pd(scaled, large)), _mm256_castpd_si256(large));
  return _mm256_and_si256(integer, _mm256_castpd_si256(*near));
}

INLINE void add_products(products *p, __m256i integer) {
  const __m256i sign = _mm256_cmpgt_epi64(_mm256_setzero_si256(), integer);
  const __m256i size = _mm256_sub_epi64(_mm256_xor_si256(integer, sign), sign);
  const __m256i low = _mm256_and_si256(size, _mm256_set1_epi64x(0xFFFFFF)), high = _mm256_srli_epi64(size, 24);
  p->sum = _mm256_add_epi64(p->sum, integer);
  p->low = _mm256_add_epi64(p->low, _mm256_mul_epu32(low, low));
  p->middle = _mm256_add_epi64(p->middle, _mm256_mul_epu32(low, high));
  p->high = _mm256_add_epi64(p->high, _mm256_mul_epu32(high, high));
}

INLINE __m256i buckets(const sluice_grid *grid, __m256i integer) {
  const __m256i last = _mm256_set1_epi64x((int64_t)(grid->buckets - 1) << grid->bucket_shift);
  __m256i x = _mm256_add_epi64(integer, _mm256_set1_epi64x((int64_t)1 << 40));
  x = _mm256_andnot_si256(_mm256_cmpgt_epi64(_mm256_setzero_si256(), x), x);
  x = _mm256_blendv_epi8(x, last, _mm256_cmpgt_epi64(x, last));
  return _mm256_srl_epi64(x, _mm_cvtsi32_si128((int)grid->bucket_shift));
}

INLINE __m256d numbers(const sluice_grid *grid, const int64_t *words, int is_double, __m256i *order) {
  const __m256i word = _mm256_loadu_si256((const __m256i *)words);
  *order = word;
  if (is_double) {
    const __m256i is_negative = _mm256_cmpgt_epi64(_mm256_setzero_si256(), word);
    *order = _mm256_blendv_epi8(word, _mm256_sub_epi64(_mm256_set1_epi64x(INT64_MIN), word), is_negative);
    return _mm256_castsi256_pd(word);
  }
  const __m256d whole = _mm256_setr_pd((double)words[0], (double)words[1], (double)words[2], (double)words[3]);
  return _mm256_div_pd(whole, _mm256_set1_pd(grid->divisor));
}

INLINE size_t place(const sluice_grid *grid, uint64_t bucket, int64_t order, const unsigned depth) {
  if (!grid->starts) {
    size_t position = 0;
    for (int bit = grid->half_bit; bit >= 0; bit--) {
      const size_t step = (size_t)1 << bit;
      position += __builtin_unpredictable(grid->edges[position + step - 1] < order) ? step : 0;
    }
    return position;
  }
  size_t position = grid->starts[bucket];
  const int64_t *near = grid->edges + position;
  for (unsigned step = 0; step < depth; step++) position += (size_t)(near[step] < order);
  return position;
}

INLINE size_t tally(const sluice_grid *grid, int64_t *words, size_t count, uint32_t *left, sluice_sums *sums,
                    const int is_double, const unsigned depth) {
  const size_t size = (size_t)1 << (grid->half_bit + 1);
  uint32_t counts[2 * MOST];
  memset(counts, 0, 2 * size * sizeof *counts);
  for (size_t edge = 0; edge < size; edge += 8) __builtin_prefetch(grid->edges + edge);
  if (grid->starts) {
    for (size_t bucket = 0; bucket < grid->buckets; bucket += 32) __builtin_prefetch(grid->starts + bucket);
  }
  products p = {_mm256_setzero_si256(), _mm256_setzero_si256(), _mm256_setzero_si256(), _mm256_setzero_si256()};
  size_t far = 0;
  for (size_t i = 0; i < count; i += 4) {
    // The last ones go by way of other memory, as four.
    const size_t here = count - i < 4 ? count - i : 4;
    int64_t last[4] = {0, 0, 0, 0};
    int64_t *these = words + i;
    if (here < 4) these = memcpy(last, words + i, here * sizeof *words);
    __m256d near;
    __m256i order;
    __m256i integer = integers(grid, numbers(grid, these, is_double, &order), &near);
    const int wanted = (1 << here) - 1, taken = _mm256_movemask_pd(near) & wanted;
    if (here < 4) {
      const __m256i lanes = _mm256_setr_epi64x(0, 1, 2, 3), end = _mm256_set1_epi64x((int64_t)here);
      integer = _mm256_and_si256(integer, _mm256_cmpgt_epi64(end, lanes));
    }
    add_products(&p, integer);
    uint64_t bucket[4];
    _mm256_storeu_si256((__m256i *)bucket, buckets(grid, integer));
    if (is_double) {
      _mm256_storeu_si256((__m256i *)these, order);
      if (here < 4) memcpy(words + i, last, here * sizeof *words);
    }
    for (int lane = 0; lane < 4; lane++) {
      if (__builtin_expect(!(taken >> lane & 1), 0)) {
        if (wanted >> lane & 1) left[far++] = (uint32_t)(i + (size_t)lane);
        continue;
      }
      const size_t position = place(grid, bucket[lane], these[lane], depth);
      counts[2 * position + (size_t)(grid->edges[position] == these[lane])]++;
    }
  }
  for (size_t bin = 0; bin < 2 * size; bin++) grid->counts[bin] += counts[bin];
  const unsigned __int128 squares = (unsigned __int128)sum_of(p.low) + ((unsigned __int128)sum_of(p.middle) << 25) +
                                    ((unsigned __int128)sum_of(p.high) << 48);
  sums->sum = (int64_t)sum_of(p.sum);
  sums->squares_low = (uint64_t)squares;
  sums->squares_high = (uint64_t)(squares >> 64);
  return far;
}

TALLY size_t sluice_tally_avx2(const sluice_grid *grid, int64_t *words, size_t count, uint32_t *left,
                               sluice_sums *sums) {
#define CASE(depth)                                                                \
  (grid->is_double ? tally(grid, words, count, left, sums, 1, depth)               \
                   : tally(grid, words, count, left, sums, 0, depth))
  // The usual depths unrolled.
  switch (grid->starts ? grid->depth : 0) {
    case 0: return CASE(0);
    case 1: return CASE(1);
    case 2: return CASE(2);
    case 3: return CASE(3);
    case 4: return CASE(4);
    default: return CASE(grid->depth);
  }
#undef CASE
}
#endif
