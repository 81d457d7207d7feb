// Classifies 64 bytes a step with SSE2, which every x86-64 processor has.
//
// How it works: four vectors are compared with each wanted byte; movemask turns each comparison into 16 bits.
// What to beware: loads are unaligned on purpose, the caller's chunk may start anywhere.

#include "CSluiceKernels.h"

#if defined(__x86_64__)
#include <emmintrin.h>

typedef struct {
  __m128i a, b, c, d;
} block;

static inline uint64_t matches(block x, __m128i byte) {
  const uint64_t a = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(x.a, byte));
  const uint64_t b = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(x.b, byte));
  const uint64_t c = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(x.c, byte));
  const uint64_t d = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(x.d, byte));
  return a | b << 16 | c << 32 | d << 48;
}

static inline block load(const __m128i *p) {
  const block x = {_mm_loadu_si128(p), _mm_loadu_si128(p + 1), _mm_loadu_si128(p + 2), _mm_loadu_si128(p + 3)};
  return x;
}

unsigned sluice_classify_sse2(const uint8_t *bytes, size_t words, uint8_t delimiter, uint8_t quote,
                              sluice_bitmaps out) {
  const __m128i d = _mm_set1_epi8((char)delimiter), q = _mm_set1_epi8((char)quote);
  const __m128i n = _mm_set1_epi8('\n'), r = _mm_set1_epi8('\r');
  __m128i high = _mm_setzero_si128(), lowest = _mm_set1_epi8((char)0xFF);
  uint64_t quotes = 0, returns = 0;
  for (size_t w = 0; w < words; w++) {
    const __m128i *p = (const __m128i *)(bytes + 64 * w);
    const block x = load(p);
    high = _mm_or_si128(high, _mm_or_si128(_mm_or_si128(x.a, x.b), _mm_or_si128(x.c, x.d)));
    lowest = _mm_min_epu8(lowest, _mm_min_epu8(_mm_min_epu8(x.a, x.b), _mm_min_epu8(x.c, x.d)));
    out.delimiters[w] = matches(x, d);
    out.newlines[w] = matches(x, n);
    quotes |= out.quotes[w] = matches(x, q);
    returns |= out.returns[w] = matches(x, r);
  }
  const int nul = _mm_movemask_epi8(_mm_cmpeq_epi8(lowest, _mm_setzero_si128()));
  return (_mm_movemask_epi8(high) ? SLUICE_SEEN_NON_ASCII : 0) | (nul ? SLUICE_SEEN_NUL : 0) |
         (returns ? SLUICE_SEEN_RETURN : 0) | (quotes ? SLUICE_SEEN_QUOTE : 0);
}

void sluice_mark_sse2(const uint8_t *bytes, size_t words, uint8_t byte, uint64_t *out) {
  const __m128i wanted = _mm_set1_epi8((char)byte);
  for (size_t w = 0; w < words; w++) out[w] = matches(load((const __m128i *)(bytes + 64 * w)), wanted);
}
#endif
