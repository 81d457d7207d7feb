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

// The fastest of the above that this processor runs, chosen once at start.
sluice_classify_function sluice_classify_best(void);
sluice_mark_function sluice_mark_best(void);
// Its name, for `sluice --version` and benchmark records: "avx2", "sse2" or "portable".
const char *sluice_classify_name(void);

// Asks for the cache line at an address, which may be any. Swift has no word for it.
static inline void sluice_prefetch(const void *address) { __builtin_prefetch(address); }

// Sets bits of a word that other threads set bits of too; returns the word as it was.
static inline uint64_t sluice_fetch_or(uint64_t *word, uint64_t bits) {
  return __atomic_fetch_or(word, bits, __ATOMIC_RELAXED);
}

// Processors that this thread's affinity mask allows; 0 where the system does not say.
int sluice_allowed_processors(void);
