// Classifies bytes 128 at a time, in vectors of 16 that any compiler makes of what the processor has.
//
// How it works: eight vectors are compared with a byte; of each comparison one bit is kept, another one for each
// vector, so that one vector holds all 128 answers: in bit i of byte j that of byte j of vector i. Transposing its two
// halves as matrices of 8 × 8 bits, and interleaving their bytes, puts them in order. Quotes and returns, of which most
// stretches have none, are first looked for at all.
// What to beware: words are written in the order of the bytes, which is that of little-endian processors.

#include <string.h>

#include "CSluiceKernels.h"

typedef uint8_t bytes16 __attribute__((vector_size(16)));
typedef uint64_t words2 __attribute__((vector_size(16)));

enum { VECTORS = 8, STEP = 16 * VECTORS };

static inline bytes16 repeated(uint8_t byte) { return (bytes16){0} + byte; }

// Swaps bits that `mask` selects with those `shift` above them.
static inline words2 swapped(words2 x, int shift, uint64_t mask) {
  const words2 t = (x ^ (x >> shift)) & mask;
  return x ^ t ^ (t << shift);
}

static inline bytes16 matches(const bytes16 text[VECTORS], bytes16 byte) {
  bytes16 bits = {0};
  for (int i = 0; i < VECTORS; i++) bits |= (bytes16)(text[i] == byte) & repeated((uint8_t)(1 << i));
  words2 x = (words2)bits;
  x = swapped(x, 7, 0x00AA00AA00AA00AAull);
  x = swapped(x, 14, 0x0000CCCC0000CCCCull);
  x = swapped(x, 28, 0x00000000F0F0F0F0ull);
  bits = (bytes16)x;
  return __builtin_shufflevector(bits, bits, 0, 8, 1, 9, 2, 10, 3, 11, 4, 12, 5, 13, 6, 14, 7, 15);
}

static inline int is_zero(bytes16 x) {
  const words2 words = (words2)x;
  return (words[0] | words[1]) == 0;
}

static inline int has(const bytes16 text[VECTORS], bytes16 byte) {
  bytes16 any = {0};
  for (int i = 0; i < VECTORS; i++) any |= (bytes16)(text[i] == byte);
  return !is_zero(any);
}

// The last stretch may be a single word of the bitmaps: it is read from a copy that ends in blanks.
static inline size_t load(const uint8_t *bytes, size_t word, size_t words, bytes16 text[VECTORS]) {
  const size_t count = words - word < 2 ? 1 : 2;
  for (int i = 0; i < VECTORS; i++) text[i] = repeated(' ');
  memcpy(text, bytes + 64 * word, count == 2 ? STEP : STEP / 2);
  return count;
}

static inline void store(uint64_t *out, bytes16 bits, size_t count) {
  memcpy(out, &bits, count == 2 ? 16 : 8);
}

unsigned sluice_classify_portable(const uint8_t *bytes, size_t words, uint8_t delimiter, uint8_t quote,
                                  sluice_bitmaps out) {
  const bytes16 d = repeated(delimiter), q = repeated(quote), n = repeated('\n'), r = repeated('\r');
  const bytes16 none = {0};
  bytes16 high = none, nul = none;
  unsigned seen = 0;
  for (size_t w = 0; w < words; w += 2) {
    bytes16 text[VECTORS];
    const size_t count = load(bytes, w, words, text);
    for (int i = 0; i < VECTORS; i++) {
      high |= text[i];
      nul |= (bytes16)(text[i] == none);
    }
    store(out.delimiters + w, matches(text, d), count);
    store(out.newlines + w, matches(text, n), count);
    const int has_quotes = has(text, q), has_returns = has(text, r);
    store(out.quotes + w, has_quotes ? matches(text, q) : none, count);
    store(out.returns + w, has_returns ? matches(text, r) : none, count);
    seen |= (has_quotes ? SLUICE_SEEN_QUOTE : 0) | (has_returns ? SLUICE_SEEN_RETURN : 0);
  }
  return seen | (is_zero(high & 0x80) ? 0 : SLUICE_SEEN_NON_ASCII) | (is_zero(nul) ? 0 : SLUICE_SEEN_NUL);
}

void sluice_mark_portable(const uint8_t *bytes, size_t words, uint8_t byte, uint64_t *out) {
  for (size_t w = 0; w < words; w += 2) {
    bytes16 text[VECTORS];
    const size_t count = load(bytes, w, words, text);
    store(out + w, matches(text, repeated(byte)), count);
  }
}
