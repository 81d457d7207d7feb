// Reads plain decimals, a row in about thirty-five instructions and without a branch that depends on its digits.
//
// How it works: the 32 bytes that end where the cell ends are loaded twice, the second time one byte earlier. Bytes
// behind the point come from the first load, those before it from the second, which closes the gap that the point
// leaves. What stands before the cell is masked away, so the digits are right-aligned with zeros before them; three
// multiply-adds join pairs, fours and eights of them.
// What to beware: 33 bytes before the cell's end are read, so cells nearer to the beginning of the memory are left to
// the caller, as is everything that is not a plain decimal. The caller rounds: nothing here knows of doubles.

#include "CSluiceKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

// A load from `n` on has 0xFF in its last n bytes and 0 before them.
static const uint8_t last_bytes[64] = {
    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,
    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,
    0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
    0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
};

#define DECIMALS __attribute__((target("avx2,bmi,lzcnt")))

DECIMALS void sluice_decimals_avx2(const uint8_t *bytes, const uint32_t *starts, const uint32_t *lengths,
                                   size_t rows, uint64_t *mantissas, uint8_t *places) {
  const __m256i point = _mm256_set1_epi8('.'), zero = _mm256_set1_epi8('0'), nine = _mm256_set1_epi8(9);
  const __m256i tens = _mm256_set1_epi16(0x010A), hundreds = _mm256_set1_epi32(0x00010064);
  const __m256i myriads = _mm256_set1_epi32(0x00012710);
  for (size_t row = 0; row < rows; row++) {
    const size_t start = starts[row], length = lengths[row], end = start + length;
    places[row] = SLUICE_NOT_PLAIN;
    if (length == 0 || length > 21 || end < 33) continue;
    const unsigned minus = bytes[start] == '-', count = (unsigned)length - minus;
    const __m256i behind = _mm256_loadu_si256((const __m256i *)(bytes + end - 32));
    const __m256i before = _mm256_loadu_si256((const __m256i *)(bytes + end - 33));
    const uint32_t cell = (uint32_t)(0xFFFFFFFF00000000ull >> count);
    const uint32_t points = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(behind, point)) & cell;
    // Digits behind the last point; 32, which is to say all of them, where there is none.
    const unsigned fraction = _lzcnt_u32(points), has_point = points != 0, digits = count - has_point;
    const __m256i is_behind = _mm256_loadu_si256((const __m256i *)(last_bytes + fraction));
    const __m256i is_digit = _mm256_loadu_si256((const __m256i *)(last_bytes + digits));
    const __m256i text = _mm256_blendv_epi8(before, behind, is_behind);
    const __m256i value = _mm256_and_si256(_mm256_sub_epi8(text, zero), is_digit);
    const int good = _mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_max_epu8(value, nine), nine)) == -1;
    const __m256i fours = _mm256_madd_epi16(_mm256_maddubs_epi16(value, tens), hundreds);
    const __m256i eights = _mm256_madd_epi16(_mm256_packus_epi32(fours, fours), myriads);
    const uint64_t high = (uint64_t)_mm_cvtsi128_si64(_mm256_castsi256_si128(eights)) >> 32;
    const uint64_t low = (uint64_t)_mm_cvtsi128_si64(_mm256_extracti128_si256(eights, 1));
    mantissas[row] = (high * 100000000 + (low & 0xFFFFFFFF)) * 100000000 + (low >> 32);
    // Without a point this is 0.
    const unsigned decimals = fraction & 31, whole = digits - decimals;
    const int leading_zero = (whole > 1) & (bytes[start + minus] == '0');
    const int ends_in_point = has_point & (decimals == 0);
    const int plain = good & (whole >= 1) & (digits <= 19) & !leading_zero & !ends_in_point;
    places[row] = plain ? (uint8_t)(decimals | (minus ? SLUICE_NEGATIVE : 0)) : SLUICE_NOT_PLAIN;
  }
}
#endif
