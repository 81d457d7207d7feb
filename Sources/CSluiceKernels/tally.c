// Counts numbers on the edges of a grid and sums them as integers.
//
// How it works: a number becomes an integer of 48 bits (`PairMoments`); its highest bits name a bucket, the bucket says
// how many edges lie below it, and only the edges within it are compared. Nothing branches on a comparison: in Swift the
// same loop is compiled to jumps that the processor cannot foresee. Counts are gathered in memory that all grids share,
// and edges asked for beforehand: those of many features do not fit the second-level cache together.
// What to beware: edges are padded, so that looking behind the last one finds none below any number.

#include <math.h>
#include <string.h>

#include "CSluiceKernels.h"

// Edges of a grid, at most (`NumberGrid`).
#define MOST 1024

// Magnitude that integers stay below, and what leaves the nearest integer in the lowest bits of a sum.
static const double limit = 0x1p47, magic = 0x1.8p52;

static inline int64_t bits(double value) {
  int64_t word;
  __builtin_memcpy(&word, &value, 8);
  return word;
}

// The place among the edges, by halving.
static inline size_t place(const int64_t *edges, int half_bit, int64_t order) {
  size_t position = 0;
  for (int bit = half_bit; bit >= 0; bit--) {
    const size_t step = (size_t)1 << bit;
    position += __builtin_unpredictable(edges[position + step - 1] < order) ? step : 0;
  }
  return position;
}

__attribute__((always_inline)) static inline size_t tally(const sluice_grid *grid, int64_t *words, size_t count,
                                                          uint32_t *left, sluice_sums *sums, const int is_double,
                                                          const unsigned depth) {
  const int64_t *edges = grid->edges;
  const uint16_t *starts = grid->starts;
  const size_t size = (size_t)1 << (grid->half_bit + 1);
  uint32_t counts[2 * MOST];
  memset(counts, 0, 2 * size * sizeof *counts);
  for (size_t edge = 0; edge < size; edge += 8) __builtin_prefetch(edges + edge);
  if (starts) {
    for (size_t bucket = 0; bucket < grid->buckets; bucket += 32) __builtin_prefetch(starts + bucket);
  }
  const double center = grid->center, scale = grid->scale, divisor = grid->divisor;
  const int64_t last = (int64_t)grid->buckets - 1;
  int64_t sum = 0;
  unsigned __int128 squares = 0;
  size_t far = 0;
  for (size_t i = 0; i < count; i++) {
    const int64_t word = words[i];
    double value;
    int64_t order = word;
    if (is_double) {
      __builtin_memcpy(&value, &word, 8);
      order = word < 0 ? INT64_MIN - word : word;
      words[i] = order;
    } else {
      value = (double)word / divisor;
    }
    const double scaled = (value - center) * scale;
    if (!(fabs(scaled) < limit)) {
      left[far++] = (uint32_t)i;
      continue;
    }
    const int64_t integer = bits(scaled + magic) - bits(magic);
    size_t position;
    if (starts) {
      int64_t bucket = (integer + ((int64_t)1 << 40)) >> grid->bucket_shift;
      bucket = bucket < 0 ? 0 : bucket;
      bucket = bucket > last ? last : bucket;
      const int64_t *near = edges + starts[bucket];
      position = starts[bucket];
      for (unsigned step = 0; step < depth; step++) position += (size_t)(near[step] < order);
    } else {
      position = place(edges, grid->half_bit, order);
    }
    counts[2 * position + (size_t)(edges[position] == order)]++;
    sum += integer;
    const int64_t size = integer < 0 ? -integer : integer;
    squares += (unsigned __int128)(uint64_t)size * (uint64_t)size;
  }
  for (size_t bin = 0; bin < 2 * size; bin++) grid->counts[bin] += counts[bin];
  sums->sum = sum;
  sums->squares_low = (uint64_t)squares;
  sums->squares_high = (uint64_t)(squares >> 64);
  return far;
}

size_t sluice_tally_portable(const sluice_grid *grid, int64_t *words, size_t count, uint32_t *left,
                             sluice_sums *sums) {
#define TALLY(depth)                                                                \
  (grid->is_double ? tally(grid, words, count, left, sums, 1, depth)                \
                   : tally(grid, words, count, left, sums, 0, depth))
  // The usual depths unrolled.
  switch (grid->depth) {
    case 1: return TALLY(1);
    case 2: return TALLY(2);
    case 3: return TALLY(3);
    case 4: return TALLY(4);
    default: return TALLY(grid->depth);
  }
#undef TALLY
}
