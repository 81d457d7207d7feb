// Tells whether bytes are UTF-8, 32 at a time; where they are not, somebody else says why.
//
// How it works: three tables of 16 entries, by the halves of a byte and the higher half of the next, have a bit for each
// of the mistakes that two neighbours can make; their common bits are mistakes. Whether a third or fourth byte must be a
// continuation is told from those two and three places before. Stretches of ASCII are passed over.
// What to beware: a sequence that the end cuts off is a mistake.
// Source: Keiser and Lemire, "Validating UTF-8 in less than one instruction per byte", 2021.

#include "CSluiceKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>
#include <string.h>

#define UTF8 __attribute__((target("avx2")))
#define INLINE UTF8 __attribute__((always_inline)) static inline

enum {
  TOO_SHORT = 1 << 0,
  TOO_LONG = 1 << 1,
  OVERLONG_3 = 1 << 2,
  TOO_LARGE = 1 << 3,
  SURROGATE = 1 << 4,
  OVERLONG_2 = 1 << 5,
  // Both, since the bytes before tell them apart.
  OVERLONG_4 = 1 << 6,
  TOO_LARGE_1000 = 1 << 6,
  TWO_CONTINUATIONS = 1 << 7,
  CARRY = TOO_SHORT | TOO_LONG | TWO_CONTINUATIONS,
};

#define TWICE(...) _mm256_setr_epi8(__VA_ARGS__, __VA_ARGS__)
#define FOUR(x) x, x, x, x

INLINE __m256i look_up(__m256i table, __m256i nibbles) { return _mm256_shuffle_epi8(table, nibbles); }
INLINE __m256i low_half(__m256i x) { return _mm256_and_si256(x, _mm256_set1_epi8(0x0F)); }
INLINE __m256i high_half(__m256i x) { return low_half(_mm256_srli_epi16(x, 4)); }

// The mistakes of a block, given the one before it.
INLINE __m256i mistakes(__m256i block, __m256i before) {
  const __m256i border = _mm256_permute2x128_si256(before, block, 0x21);
  const __m256i first = _mm256_alignr_epi8(block, border, 15);
  const __m256i by_first_high = look_up(
      TWICE(FOUR(TOO_LONG), FOUR(TOO_LONG), FOUR((char)TWO_CONTINUATIONS), TOO_SHORT | OVERLONG_2, TOO_SHORT,
            TOO_SHORT | OVERLONG_3 | SURROGATE, TOO_SHORT | TOO_LARGE | TOO_LARGE_1000 | OVERLONG_4),
      high_half(first));
  const char large = (char)(CARRY | TOO_LARGE | TOO_LARGE_1000);
  const __m256i by_first_low =
      look_up(TWICE((char)(CARRY | OVERLONG_3 | OVERLONG_2 | OVERLONG_4), (char)(CARRY | OVERLONG_2), (char)CARRY,
                    (char)CARRY, (char)(CARRY | TOO_LARGE), large, large, large, FOUR(large), large,
                    (char)(large | SURROGATE), large, large),
              low_half(first));
  const int any = TOO_LONG | OVERLONG_2 | TWO_CONTINUATIONS;
  const __m256i by_second_high =
      look_up(TWICE(FOUR(TOO_SHORT), FOUR(TOO_SHORT), (char)(any | OVERLONG_3 | TOO_LARGE_1000 | OVERLONG_4),
                    (char)(any | OVERLONG_3 | TOO_LARGE), (char)(any | SURROGATE | TOO_LARGE),
                    (char)(any | SURROGATE | TOO_LARGE), FOUR(TOO_SHORT)),
              high_half(block));
  const __m256i special = _mm256_and_si256(_mm256_and_si256(by_first_high, by_first_low), by_second_high);
  // Two continuations are right where three or four bytes belong together, and wrong elsewhere.
  const __m256i third = _mm256_subs_epu8(_mm256_alignr_epi8(block, border, 14), _mm256_set1_epi8(0xE0 - 0x80));
  const __m256i fourth = _mm256_subs_epu8(_mm256_alignr_epi8(block, border, 13), _mm256_set1_epi8(0xF0 - 0x80));
  const __m256i continues = _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8((char)0x80));
  return _mm256_xor_si256(continues, special);
}

INLINE int is_ascii_128(const uint8_t *bytes) {
  const __m256i *p = (const __m256i *)bytes;
  const __m256i low = _mm256_or_si256(_mm256_loadu_si256(p), _mm256_loadu_si256(p + 1));
  const __m256i high = _mm256_or_si256(_mm256_loadu_si256(p + 2), _mm256_loadu_si256(p + 3));
  return !_mm256_movemask_epi8(_mm256_or_si256(low, high));
}

UTF8 int sluice_is_utf8_avx2(const uint8_t *bytes, size_t count) {
  __m256i before = _mm256_setzero_si256(), wrong = before;
  int is_ascii = 1;
  for (size_t i = 0; i < count; i += 32) {
    if (is_ascii) {
      while (count - i >= 128 && is_ascii_128(bytes + i)) i += 128;
      if (i == count) break;
    }
    __m256i block;
    if (count - i >= 32) {
      block = _mm256_loadu_si256((const __m256i *)(bytes + i));
    } else {
      uint8_t last[32] = {0};
      memcpy(last, bytes + i, count - i);
      block = _mm256_loadu_si256((const __m256i *)last);
    }
    const int was_ascii = is_ascii;
    is_ascii = !_mm256_movemask_epi8(block);
    // Behind ASCII nothing can be left open.
    if (is_ascii & was_ascii) continue;
    // The block before one of ASCII was not looked at, but it was ASCII too.
    if (was_ascii) before = _mm256_setzero_si256();
    wrong = _mm256_or_si256(wrong, mistakes(block, before));
    before = block;
  }
  // What the end cuts off shows in what follows it.
  if (!is_ascii) wrong = _mm256_or_si256(wrong, mistakes(_mm256_setzero_si256(), before));
  return _mm256_testz_si256(wrong, wrong);
}
#endif
