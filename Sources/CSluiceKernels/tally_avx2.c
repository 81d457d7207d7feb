// Counts and sums numbers as tally.c does, four at a time.
//
// How it works: numbers become integers, and these buckets and sums, in vectors. A bucket's edges are compared all at
// once: how many are less, and whether one is equal. Which bins numbers have is noted, and bins are counted afterwards:
// counting at once would let every number wait for the one before, whose count may be its own.
// A square of 48 bits is summed as three products of halves, each of which fits 64 bits; the higher half has the sign.
// What to beware: sums of products are good for 2^15 numbers a call. Up to eight edges from a bucket's first one on are
// read, so that as many must stand behind the last one.

#include "CSluiceKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>
#include <string.h>

// Edges of a grid, at most (`NumberGrid`), and bins that are noted before they are counted.
enum { MOST = 1024, NOTED = 1024 };

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
  const __m256i low = _mm256_and_si256(integer, _mm256_set1_epi64x(0xFFFFFF)), high = _mm256_srli_epi64(integer, 24);
  p->sum = _mm256_add_epi64(p->sum, integer);
  p->low = _mm256_add_epi64(p->low, _mm256_mul_epi32(low, low));
  p->middle = _mm256_add_epi64(p->middle, _mm256_mul_epi32(low, high));
  p->high = _mm256_add_epi64(p->high, _mm256_mul_epi32(high, high));
}

INLINE __m128i buckets(const sluice_grid *grid, __m256i integer) {
  const __m256i shifted = _mm256_srl_epi64(_mm256_add_epi64(integer, _mm256_set1_epi64x((int64_t)1 << 40)),
                                           _mm_cvtsi32_si128((int)grid->bucket_shift));
  const __m256i halves = _mm256_permutevar8x32_epi32(shifted, _mm256_setr_epi32(0, 2, 4, 6, 0, 2, 4, 6));
  const __m128i bucket = _mm_max_epi32(_mm256_castsi256_si128(halves), _mm_setzero_si128());
  return _mm_min_epi32(bucket, _mm_set1_epi32((int)grid->buckets - 1));
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

// The bin of a number: twice the edges below it, and one where an edge equals it. `depth`: edges of the fullest bucket,
// or 0, where places are found by halving.
INLINE size_t bin(const sluice_grid *grid, uint32_t bucket, int64_t order, const unsigned depth) {
  if (depth == 0) {
    size_t position = 0;
    for (int bit = grid->half_bit; bit >= 0; bit--) {
      const size_t step = (size_t)1 << bit;
      position += __builtin_unpredictable(grid->edges[position + step - 1] < order) ? step : 0;
    }
    return 2 * position + (size_t)(grid->edges[position] == order);
  }
  const size_t first = grid->starts[bucket];
  const __m256i number = _mm256_set1_epi64x(order);
  unsigned less = 0, same = 0;
  // One more than the bucket has, since the number may equal the edge behind it if both are the largest there is.
  for (unsigned step = 0; step <= depth; step += 4) {
    const __m256i edge = _mm256_loadu_si256((const __m256i *)(grid->edges + first + step));
    less |= (unsigned)_mm256_movemask_pd(_mm256_castsi256_pd(_mm256_cmpgt_epi64(number, edge))) << step;
    same |= (unsigned)_mm256_movemask_pd(_mm256_castsi256_pd(_mm256_cmpeq_epi64(number, edge))) << step;
  }
  return 2 * (first + (size_t)_mm_popcnt_u32(less)) + (same != 0);
}

// What a call has counted: bins that are noted, and the counts of those before.
typedef struct {
  size_t noted;
  uint16_t bins[NOTED];
  uint32_t counts[2 * MOST];
} bin_counts;

INLINE void count_noted(bin_counts *bins) {
  for (size_t i = 0; i < bins->noted; i++) bins->counts[bins->bins[i]]++;
  bins->noted = 0;
}

// Up to four numbers; `index` is the first one's. Returns how many are in `left` then.
INLINE size_t add_four(const sluice_grid *grid, int64_t *words, size_t index, const size_t here, uint32_t *left,
                       size_t far, products *p, bin_counts *bins, const int is_double, const unsigned depth) {
  __m256d near;
  __m256i order;
  __m256i integer = integers(grid, numbers(grid, words, is_double, &order), &near);
  const int wanted = (1 << here) - 1, taken = _mm256_movemask_pd(near) & wanted;
  if (here < 4) {
    const __m256i lanes = _mm256_setr_epi64x(0, 1, 2, 3), end = _mm256_set1_epi64x((int64_t)here);
    integer = _mm256_and_si256(integer, _mm256_cmpgt_epi64(end, lanes));
  }
  add_products(p, integer);
  uint32_t bucket[4];
  _mm_storeu_si128((__m128i *)bucket, buckets(grid, integer));
  if (is_double) _mm256_storeu_si256((__m256i *)words, order);
  if (__builtin_expect(taken == 15, 1)) {
    uint16_t *noted = bins->bins + bins->noted;
    for (int lane = 0; lane < 4; lane++) noted[lane] = (uint16_t)bin(grid, bucket[lane], words[lane], depth);
    bins->noted += 4;
    return far;
  }
  for (int lane = 0; lane < (int)here; lane++) {
    if (taken >> lane & 1) {
      bins->bins[bins->noted++] = (uint16_t)bin(grid, bucket[lane], words[lane], depth);
    } else {
      left[far++] = (uint32_t)(index + (size_t)lane);
    }
  }
  return far;
}

INLINE size_t tally(const sluice_grid *grid, int64_t *words, size_t count, uint32_t *left, sluice_sums *sums,
                    const int is_double, const unsigned depth) {
  const size_t size = (size_t)1 << (grid->half_bit + 1);
  bin_counts bins;
  bins.noted = 0;
  memset(bins.counts, 0, 2 * size * sizeof *bins.counts);
  for (size_t edge = 0; edge < size; edge += 8) __builtin_prefetch(grid->edges + edge);
  if (depth > 0) {
    for (size_t bucket = 0; bucket < grid->buckets; bucket += 32) __builtin_prefetch(grid->starts + bucket);
  }
  products p = {_mm256_setzero_si256(), _mm256_setzero_si256(), _mm256_setzero_si256(), _mm256_setzero_si256()};
  size_t far = 0, i = 0;
  while (i + 4 <= count) {
    const size_t end = count - i < NOTED ? count - 3 : i + NOTED - 3;
    for (; i < end; i += 4) far = add_four(grid, words + i, i, 4, left, far, &p, &bins, is_double, depth);
    count_noted(&bins);
  }
  if (i < count) {
    // The last ones go by way of other memory, as four.
    int64_t last[4] = {0, 0, 0, 0};
    memcpy(last, words + i, (count - i) * sizeof *words);
    far = add_four(grid, last, i, count - i, left, far, &p, &bins, is_double, depth);
    memcpy(words + i, last, (count - i) * sizeof *words);
    count_noted(&bins);
  }
  for (size_t at = 0; at < 2 * size; at++) grid->counts[at] += bins.counts[at];
  const __int128 squares = (__int128)sum_of(p.low) + (__int128)(int64_t)sum_of(p.middle) * ((int64_t)1 << 25) +
                           ((__int128)sum_of(p.high) << 48);
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
  if (!grid->starts) return CASE(0);
  // Edges are compared four at a time.
  return grid->depth < 4 ? CASE(3) : CASE(7);
#undef CASE
}
#endif
