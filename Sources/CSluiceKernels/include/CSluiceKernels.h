#pragma once
#include <malloc.h>
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

// What quotes say of a stretch of words: see `QuoteResolver`.
typedef struct {
  size_t records;
  // Up to the last end of a record, those inside quotes too.
  size_t line_feeds;
  // Records that end in CR LF.
  size_t returned;
  // One past the last end of a record, counted from the first word's first byte; 0 where there is none.
  size_t behind_last;
  int quotes;
  // Whether a quote is doubled.
  int doubled;
} sluice_resolution;

// Leaves in `delimiters` what separates fields, line ends too, and in `newlines` what ends a record. The first record
// begins at bit `first` of the first word; bits of the last word that are not `valid` break no rule. Returns 0 where the
// bytes are not as RFC 4180 wants them: the bitmaps are then worthless.
typedef int (*sluice_resolve_function)(sluice_bitmaps maps, size_t words, unsigned first, uint64_t valid,
                                       sluice_resolution *out);
#if defined(__x86_64__)
int sluice_resolve_avx2(sluice_bitmaps maps, size_t words, unsigned first, uint64_t valid, sluice_resolution *out);
#endif

// Reads the cells of a column; where `status` is not 0, the value is 0. What a kernel does not read, since it is no
// plain number or longer than it takes, it leaves to the caller: those rows go to `left`, ascending, and their number is
// returned. Up to 64 bytes behind a cell are read too, and bytes before it, but none before `bytes`.
typedef size_t (*sluice_numbers_function)(const uint8_t *bytes, const uint32_t *starts, const uint32_t *lengths,
                                          const uint8_t *status, size_t rows, double *values, uint32_t *left);
typedef size_t (*sluice_integers_function)(const uint8_t *bytes, const uint32_t *starts, const uint32_t *lengths,
                                           const uint8_t *status, size_t rows, int64_t *values, uint32_t *left);
#if defined(__x86_64__)
size_t sluice_numbers_avx2(const uint8_t *bytes, const uint32_t *starts, const uint32_t *lengths,
                           const uint8_t *status, size_t rows, double *values, uint32_t *left);
size_t sluice_integers_avx2(const uint8_t *bytes, const uint32_t *starts, const uint32_t *lengths,
                            const uint8_t *status, size_t rows, int64_t *values, uint32_t *left);
// Days and microseconds since 1970-01-01.
size_t sluice_dates_avx2(const uint8_t *bytes, const uint32_t *starts, const uint32_t *lengths, const uint8_t *status,
                         size_t rows, int64_t *values, uint32_t *left);
size_t sluice_timestamps_avx2(const uint8_t *bytes, const uint32_t *starts, const uint32_t *lengths,
                              const uint8_t *status, size_t rows, int64_t *values, uint32_t *left);
#endif

// Up to eight bytes, the first one lowest, and how many they are.
typedef struct {
  uint64_t text;
  uint64_t length;
} sluice_token;

// The same for cells that are one of two texts: 1 and 0.
typedef size_t (*sluice_tokens_function)(const uint8_t *bytes, const uint32_t *starts, const uint32_t *lengths,
                                         const uint8_t *status, size_t rows, sluice_token one, sluice_token zero,
                                         int64_t *values, uint32_t *left);
#if defined(__x86_64__)
size_t sluice_tokens_avx2(const uint8_t *bytes, const uint32_t *starts, const uint32_t *lengths,
                          const uint8_t *status, size_t rows, sluice_token one, sluice_token zero, int64_t *values,
                          uint32_t *left);
#endif

// Cuts a field out of `rows` rows of a grid: `ends` is the separator behind it in the first row, the one of the next row
// stands `width` further. `row_starts`: where rows begin, for the first field; NULL for all others. A status is 1 where
// the field has no bytes; returns how many are. `bytes`: what separators count; none is read.
typedef size_t (*sluice_cut_function)(const uint8_t *bytes, const uint32_t *ends, const uint32_t *row_starts,
                                      size_t width, size_t rows, uint32_t *starts, uint32_t *lengths,
                                      uint8_t *status);
#if defined(__x86_64__)
size_t sluice_cut_avx2(const uint8_t *bytes, const uint32_t *ends, const uint32_t *row_starts, size_t width, size_t rows,
                       uint32_t *starts, uint32_t *lengths, uint8_t *status);
#endif

// Takes the quotes off the cells that have them at both ends. `mark`: what stands before or for a quote inside quotes, -1
// where no cell holds one; quoted cells with one go to `left`, ascending, whose number is returned. Up to 64 bytes behind
// a cell are read too.
typedef size_t (*sluice_unquote_function)(const uint8_t *bytes, uint32_t *starts, uint32_t *lengths, size_t rows,
                                          uint8_t quote, int mark, uint32_t *left);
#if defined(__x86_64__)
size_t sluice_unquote_avx2(const uint8_t *bytes, uint32_t *starts, uint32_t *lengths, size_t rows, uint8_t quote,
                           int mark, uint32_t *left);
#endif

// Extrema of the finite values with status 0, -0 as 0; how many have status 0, and how many of these are finite.
typedef struct {
  double low;
  double high;
  size_t valid;
  size_t finite;
} sluice_double_range;

// Extrema and number of the values with status 0, and the sum of all in 64 bits, whether it fits or not.
typedef struct {
  int64_t low;
  int64_t high;
  size_t valid;
  int64_t sum;
} sluice_integer_range;

typedef sluice_double_range (*sluice_range_doubles_function)(const double *values, const uint8_t *status, size_t rows);
typedef sluice_integer_range (*sluice_range_integers_function)(const int64_t *values, const uint8_t *status,
                                                               size_t rows);
// Adds values to four sums of multiples and four of what is finer (`ExactSum`), four values at a time; returns how many
// were added: it stops before values that are finer still, and before the last ones if these are fewer than four.
typedef size_t (*sluice_sum_doubles_function)(const double *values, size_t rows, double first, double second,
                                              double sums[8]);
#if defined(__x86_64__)
sluice_double_range sluice_range_doubles_avx2(const double *values, const uint8_t *status, size_t rows);
sluice_integer_range sluice_range_integers_avx2(const int64_t *values, const uint8_t *status, size_t rows);
size_t sluice_sum_doubles_avx2(const double *values, size_t rows, double first, double second, double sums[8]);
#endif

// Whether bytes are UTF-8, from their beginning to their end.
typedef int (*sluice_is_utf8_function)(const uint8_t *bytes, size_t count);
#if defined(__x86_64__)
int sluice_is_utf8_avx2(const uint8_t *bytes, size_t count);
#endif

// The kernels that records and columns are read with; all NULL where the processor has none: the caller's own loops are
// then used.
typedef struct {
  sluice_numbers_function numbers;
  sluice_integers_function integers;
  sluice_integers_function dates;
  sluice_integers_function timestamps;
  sluice_tokens_function tokens;
  sluice_cut_function cut;
  sluice_unquote_function unquote;
  // NULL too where the processor has no carry-less multiplication.
  sluice_resolve_function resolve;
  sluice_range_doubles_function range_doubles;
  sluice_range_integers_function range_integers;
  sluice_sum_doubles_function sum_doubles;
  sluice_is_utf8_function is_utf8;
} sluice_column_kernels;

// How rows stand to a rule: decided, of those failing, of no known truth; the bits of all states of rows that are meant.
typedef struct {
  uint64_t decided, failing, unknown;
  uint8_t worst;
} sluice_standing;
// Judges rows by lanes: `meant` and `values` are 0 or 1; of `status` 0 is known and 1 null. Writes 1 for those that fail.
sluice_standing sluice_judge(const uint8_t *meant, const uint8_t *values, const uint8_t *status, size_t rows, uint8_t *fails);
// The three-valued `and` (`deciding` 0) or `or` (1) of two such lanes; a result that is not known has the worse status.
void sluice_join(const uint8_t *values, const uint8_t *status, const uint8_t *other_values, const uint8_t *other_status,
                 uint8_t deciding, size_t rows, uint8_t *joined, uint8_t *joined_status);

// Writes text of at most SLUICE_COMPACT_BYTES so that equal texts are equal words, and few; returns how many words. There
// must be room for SLUICE_COMPACT_WORDS, and 31 bytes behind the text are read.
enum { SLUICE_COMPACT_BYTES = 48 * 32, SLUICE_COMPACT_WORDS = 1 + 48 * 4 + 4 };
typedef size_t (*sluice_compact_function)(const uint8_t *bytes, size_t count, uint64_t *words);
size_t sluice_compact_portable(const uint8_t *bytes, size_t count, uint64_t *words);
#if defined(__x86_64__)
size_t sluice_compact_avx2(const uint8_t *bytes, size_t count, uint64_t *words);
#endif
// The text of such words; returns its bytes. There must be room for 31 more.
size_t sluice_expand(const uint64_t *words, uint8_t *bytes);

// The fastest of the above that this processor runs, chosen once at start.
sluice_classify_function sluice_classify_best(void);
sluice_mark_function sluice_mark_best(void);
sluice_flatten_function sluice_flatten_best(void);
sluice_column_kernels sluice_columns_best(void);
// Its name, for `sluice --version` and benchmark records: "avx2", "sse2" or "portable".
const char *sluice_classify_name(void);

// Asks for the cache line at an address, which may be any. Swift has no word for it.
static inline void sluice_prefetch(const void *address) { __builtin_prefetch(address); }

// Bytes that the allocator gave for an object. Swift's modules of the C library leave `malloc.h` out.
static inline size_t sluice_allocated(const void *object) { return malloc_usable_size((void *)object); }

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
typedef size_t (*sluice_tally_function)(const sluice_grid *grid, int64_t *words, size_t count, uint32_t *left,
                                        sluice_sums *sums);
size_t sluice_tally_portable(const sluice_grid *grid, int64_t *words, size_t count, uint32_t *left,
                             sluice_sums *sums);
#if defined(__x86_64__)
size_t sluice_tally_avx2(const sluice_grid *grid, int64_t *words, size_t count, uint32_t *left, sluice_sums *sums);
#endif
sluice_tally_function sluice_tally_best(void);
sluice_compact_function sluice_compact_best(void);
