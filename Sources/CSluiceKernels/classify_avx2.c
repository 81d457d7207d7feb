// Classifies 64 bytes a step with AVX2: two vectors, each comparison one 32-bit movemask.
//
// How it works: as the SSE2 kernel, with half the instructions.
// What to beware: only called after the processor was asked (dispatch.c); the `target` attribute keeps the rest
// of the program baseline x86-64, and is why dispatch happens per chunk and not per block.

#include "CSluiceKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2")))

AVX2 static inline uint64_t matches(__m256i a, __m256i b, __m256i byte) {
  const uint64_t low = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(a, byte));
  const uint64_t high = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(b, byte));
  return low | high << 32;
}

AVX2 unsigned sluice_classify_avx2(const uint8_t *bytes, size_t words, uint8_t delimiter, uint8_t quote,
                                   sluice_bitmaps out) {
  const __m256i d = _mm256_set1_epi8((char)delimiter), q = _mm256_set1_epi8((char)quote);
  const __m256i n = _mm256_set1_epi8('\n'), r = _mm256_set1_epi8('\r');
  __m256i high = _mm256_setzero_si256(), lowest = _mm256_set1_epi8((char)0xFF);
  uint64_t quotes = 0, returns = 0;
  for (size_t w = 0; w < words; w++) {
    const __m256i a = _mm256_loadu_si256((const __m256i *)(bytes + 64 * w));
    const __m256i b = _mm256_loadu_si256((const __m256i *)(bytes + 64 * w + 32));
    high = _mm256_or_si256(high, _mm256_or_si256(a, b));
    lowest = _mm256_min_epu8(lowest, _mm256_min_epu8(a, b));
    out.delimiters[w] = matches(a, b, d);
    out.newlines[w] = matches(a, b, n);
    quotes |= out.quotes[w] = matches(a, b, q);
    returns |= out.returns[w] = matches(a, b, r);
  }
  const int nul = _mm256_movemask_epi8(_mm256_cmpeq_epi8(lowest, _mm256_setzero_si256()));
  return (_mm256_movemask_epi8(high) ? SLUICE_SEEN_NON_ASCII : 0) | (nul ? SLUICE_SEEN_NUL : 0) |
         (returns ? SLUICE_SEEN_RETURN : 0) | (quotes ? SLUICE_SEEN_QUOTE : 0);
}

AVX2 void sluice_mark_avx2(const uint8_t *bytes, size_t words, uint8_t byte, uint64_t *out) {
  const __m256i wanted = _mm256_set1_epi8((char)byte);
  for (size_t w = 0; w < words; w++) {
    const __m256i a = _mm256_loadu_si256((const __m256i *)(bytes + 64 * w));
    const __m256i b = _mm256_loadu_si256((const __m256i *)(bytes + 64 * w + 32));
    out[w] = matches(a, b, wanted);
  }
}
#endif
