#pragma once
#include <stddef.h>
#include <stdint.h>

// What a stretch of bytes contains at all; bits of the value that `sluice_classify` returns.
enum {
  SLUICE_SEEN_NON_ASCII = 1,
  SLUICE_SEEN_NUL = 2,
  SLUICE_SEEN_RETURN = 4,
  SLUICE_SEEN_QUOTE = 8,
};

// Where the bits go: bit i of word w speaks of byte 64 * w + i.
typedef struct {
  uint64_t *delimiters;
  uint64_t *newlines;
  uint64_t *quotes;
  uint64_t *returns;
} sluice_bitmaps;

typedef unsigned (*sluice_classify_function)(const uint8_t *bytes, size_t words, uint8_t delimiter,
                                             uint8_t quote, sluice_bitmaps out);

// Each reads 64 * words bytes and writes `words` words to every bitmap.
unsigned sluice_classify_portable(const uint8_t *bytes, size_t words, uint8_t delimiter, uint8_t quote,
                                  sluice_bitmaps out);
#if defined(__x86_64__)
unsigned sluice_classify_sse2(const uint8_t *bytes, size_t words, uint8_t delimiter, uint8_t quote,
                              sluice_bitmaps out);
unsigned sluice_classify_avx2(const uint8_t *bytes, size_t words, uint8_t delimiter, uint8_t quote,
                              sluice_bitmaps out);
#endif

// Where one byte stands, for what only some dialects need; a bitmap of its own, so that the others pay nothing.
typedef void (*sluice_mark_function)(const uint8_t *bytes, size_t words, uint8_t byte, uint64_t *out);
void sluice_mark_portable(const uint8_t *bytes, size_t words, uint8_t byte, uint64_t *out);
#if defined(__x86_64__)
void sluice_mark_sse2(const uint8_t *bytes, size_t words, uint8_t byte, uint64_t *out);
void sluice_mark_avx2(const uint8_t *bytes, size_t words, uint8_t byte, uint64_t *out);
#endif

// Writes the positions of all bits of a bitmap, counted from `first`, and for each word how many bits stand before it;
// returns how many there are. `out` has room for 64 more.
typedef size_t (*sluice_flatten_function)(const uint64_t *bitmap, size_t words, uint32_t first, uint32_t *out,
                                          uint32_t *ordinals);
size_t sluice_flatten_portable(const uint64_t *bitmap, size_t words, uint32_t first, uint32_t *out,
                               uint32_t *ordinals);
#if defined(__x86_64__)
size_t sluice_flatten_avx2(const uint64_t *bitmap, size_t words, uint32_t first, uint32_t *out, uint32_t *ordinals);
#endif

// What `places` holds: digits behind the point, and whether there is a minus sign; or that the cell is something else
// than a decimal of at most 19 digits, or too near to the beginning of the memory to tell.
enum { SLUICE_NEGATIVE = 0x80, SLUICE_NOT_PLAIN = 0xFF };

// Reads cells as mantissa / 10^places. Bytes before the cells are read too, but none before `bytes`.
typedef void (*sluice_decimals_function)(const uint8_t *bytes, const uint32_t *starts, const uint32_t *lengths,
                                         size_t rows, uint64_t *mantissas, uint8_t *places);
#if defined(__x86_64__)
void sluice_decimals_avx2(const uint8_t *bytes, const uint32_t *starts, const uint32_t *lengths, size_t rows,
                          uint64_t *mantissas, uint8_t *places);
#endif

// The fastest of the above that this processor runs, chosen once at start.
sluice_classify_function sluice_classify_best(void);
sluice_mark_function sluice_mark_best(void);
sluice_flatten_function sluice_flatten_best(void);
// NULL where there is none: the caller's own parser then reads every cell.
sluice_decimals_function sluice_decimals_best(void);
// Its name, for `sluice --version` and benchmark records: "avx2", "sse2" or "portable".
const char *sluice_classify_name(void);

// Asks for the cache line at an address, which may be any. Swift has no word for it.
static inline void sluice_prefetch(const void *address) { __builtin_prefetch(address); }

// Sets bits of a word that other threads set bits of too; returns the word as it was.
static inline uint64_t sluice_fetch_or(uint64_t *word, uint64_t bits) {
  return __atomic_fetch_or(word, bits, __ATOMIC_RELAXED);
}

// Puts a value into a word that is 0, and other threads may want too; returns what was there, 0 where it was taken.
static inline uint64_t sluice_claim(uint64_t *word, uint64_t value) {
  uint64_t there = __atomic_load_n(word, __ATOMIC_RELAXED);
  if (there == 0) __atomic_compare_exchange_n(word, &there, value, 0, __ATOMIC_RELAXED, __ATOMIC_RELAXED);
  return there;
}

// Processors that this thread's affinity mask allows; 0 where the system does not say.
int sluice_allowed_processors(void);

// Where numbers are counted (`NumberGrid`, `NumberTally`) and what they are summed as (`PairMoments`).
typedef struct {
  // Ascending; a power of two of them, and what is read behind the last one.
  const int64_t *edges;
  // By bucket, the edges below it; null where too many stand in one bucket, and places are found by halving.
  const uint16_t *starts;
  // Two for each edge: what lies below it and above the one before, and what equals it.
  int64_t *counts;
  size_t buckets;
  unsigned bucket_shift;
  // Edges of the fullest bucket.
  unsigned depth;
  // Of half of the edges; -1 for a single one.
  int half_bit;
  // Whether words are doubles; else they are integers, and `divisor` makes them the column's unit.
  int is_double;
  double divisor;
  double center;
  double scale;
} sluice_grid;

// Sums of integers, and of their squares in 128 bits.
typedef struct {
  int64_t sum;
  uint64_t squares_low;
  uint64_t squares_high;
} sluice_sums;

// Counts words and sums them; returns how many are out of the sums' range, or no numbers, with their places in `left`:
// these are not counted. Doubles are replaced by integers of the same order.
size_t sluice_tally(const sluice_grid *grid, int64_t *words, size_t count, uint32_t *left, sluice_sums *sums);
