// Tells which of two short texts a cell is, four rows at a time.
//
// How it works: eight bytes from the beginning of a cell on, less those behind it, are compared with both texts, and its
// length with theirs.
// What to beware: cells that are neither are left to the caller.

#include "CSluiceKernels.h"

#if defined(__x86_64__)
#include "cells_avx2.h"

INLINE __m128i load_words(const uint8_t *a, const uint8_t *b) {
  const __m128i first = _mm_loadl_epi64((const __m128i *)a);
  return _mm_castps_si128(_mm_loadh_pi(_mm_castsi128_ps(first), (const __m64 *)b));
}

INLINE __m256i is_token(__m256i text, __m256i length, sluice_token token) {
  const __m256i same_text = _mm256_cmpeq_epi64(text, _mm256_set1_epi64x((int64_t)token.text));
  return _mm256_and_si256(same_text, _mm256_cmpeq_epi64(length, _mm256_set1_epi64x((int64_t)token.length)));
}

CELLS size_t sluice_tokens_avx2(const uint8_t *bytes, const uint32_t *starts, const uint32_t *lengths,
                                const uint8_t *status, size_t rows, sluice_token one, sluice_token zero,
                                int64_t *values, uint32_t *left) {
  const __m256i ones = _mm256_set1_epi64x(1);
  size_t count = 0, row = 0;
  for (; row + 4 <= rows; row += 4) {
    const uint32_t *start = starts + row;
    const __m256i words = _mm256_inserti128_si256(
        _mm256_castsi128_si256(load_words(bytes + start[0], bytes + start[1])),
        load_words(bytes + start[2], bytes + start[3]), 1);
    const __m256i length = _mm256_cvtepu32_epi64(_mm_loadu_si128((const __m128i *)(lengths + row)));
    // A shift by 64 and more gives 0, and so all bytes.
    const __m256i inside = _mm256_sub_epi64(_mm256_sllv_epi64(ones, _mm256_slli_epi64(length, 3)), ones);
    const __m256i text = _mm256_and_si256(words, inside);
    const __m256i no_value = _mm256_cvtepi32_epi64(_mm_cmpgt_epi32(load_states(status + row), _mm_setzero_si128()));
    const __m256i is_one = _mm256_andnot_si256(no_value, is_token(text, length, one));
    const __m256i known = _mm256_or_si256(_mm256_or_si256(is_one, no_value), is_token(text, length, zero));
    _mm256_storeu_si256((__m256i *)(values + row), _mm256_and_si256(is_one, ones));
    const unsigned others = (unsigned)~_mm256_movemask_pd(_mm256_castsi256_pd(known)) & 15;
    for (unsigned bits = others; bits != 0; bits &= bits - 1) {
      left[count++] = (uint32_t)(row + (size_t)__builtin_ctz(bits));
    }
  }
  for (; row < rows; row++) {
    values[row] = 0;
    left[count] = (uint32_t)row;
    count += status[row] == 0;
  }
  return count;
}
#endif
