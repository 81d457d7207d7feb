// Reads integers of up to 16 digits, four rows at a time and without a branch on their digits.
//
// How it works: a cell is loaded from its beginning, and one shuffle moves its digits to the right; three multiply-adds
// join pairs, fours and eights of them, and a multiplication two eights.
// What to beware: whatever is longer or no plain integer is left to the caller.

#include "CSluiceKernels.h"

#if defined(__x86_64__)
#include "cells_avx2.h"

// A load from n on moves n bytes to the right; 0x80 makes a zero.
static const uint8_t to_the_right[32] = {[0 ... 15] = 0x80, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

INLINE __m256i join(__m256i text) {
  const __m256i tens = _mm256_set1_epi16(0x010A), hundreds = _mm256_set1_epi32(0x00010064);
  return _mm256_madd_epi16(_mm256_maddubs_epi16(text, tens), hundreds);
}

// Four rows, none longer than `SHORT`; 0 where one is not plain.
INLINE int read_short(cells *x, int64_t *values, int is_signed) {
  int64_t wrong = 0;
  if (is_signed) find_signs(x, &wrong);
  __m256i text[2];
  for (int i = 0; i < 2; i++) {
    text[i] = _mm256_sub_epi8(load_two(x->first[i], x->first[i + 2]), _mm256_set1_epi8('0'));
  }
  const int is_zero = has_leading_zero(text[0], text[1]);
  for (int i = 0; i < 2; i++) {
    const __m256i control = load_two(to_the_right + x->count[i], to_the_right + x->count[i + 2]);
    text[i] = _mm256_shuffle_epi8(text[i], control);
  }
  if (wrong < 0 || is_zero || has_other_than_digits(_mm256_max_epu8(text[0], text[1]))) return 0;
  const __m256i fours = _mm256_packus_epi32(join(text[0]), join(text[1]));
  // For each row the higher eight digits, then the lower ones.
  const __m256i eights = _mm256_madd_epi16(fours, _mm256_set1_epi32(0x00012710));
  const __m256i high = _mm256_mul_epu32(eights, _mm256_set1_epi64x(100000000));
  __m256i value = _mm256_add_epi64(high, _mm256_srli_epi64(eights, 32));
  if (is_signed) {
    const __m256i signs = _mm256_setr_epi64x(-(int64_t)x->minus[0], -(int64_t)x->minus[1], -(int64_t)x->minus[2],
                                             -(int64_t)x->minus[3]);
    value = _mm256_sub_epi64(_mm256_xor_si256(value, signs), signs);
  }
  _mm256_storeu_si256((__m256i *)values, value);
  return 1;
}

INLINE int read_four(const uint8_t *bytes, const uint32_t *starts, const uint32_t *lengths, const uint8_t *status,
                     int64_t *values) {
  cells x;
  const __m128i count = take_four(&x, bytes, starts, lengths, status);
  if (has_empty(lengths, status) || any(_mm_cmpgt_epi32(count, _mm_set1_epi32(SHORT)))) return 0;
  return may_be_signed(&x) ? read_short(&x, values, 1) : read_short(&x, values, 0);
}

// Rows of which four together are not plain, or that are fewer than four: each alone.
CELLS __attribute__((noinline)) static size_t read_each(const uint8_t *bytes, const uint32_t *starts,
                                                        const uint32_t *lengths, const uint8_t *status, size_t first,
                                                        size_t rows, int64_t *values, uint32_t *left, size_t count) {
  for (size_t row = first; row < rows; row++) {
    const uint32_t start[4] = {starts[row], starts[row], starts[row], starts[row]};
    const uint32_t length[4] = {lengths[row], 1, 1, 1};
    const uint8_t state[4] = {status[row], 1, 1, 1};
    int64_t value[4] = {0, 0, 0, 0};
    if (status[row] == 0 && !read_four(bytes, start, length, state, value)) left[count++] = (uint32_t)row;
    values[row] = value[0];
  }
  return count;
}

CELLS size_t sluice_integers_avx2(const uint8_t *bytes, const uint32_t *starts, const uint32_t *lengths,
                                  const uint8_t *status, size_t rows, int64_t *values, uint32_t *left) {
  size_t count = 0, row = 0;
  for (; row + 4 <= rows; row += 4) {
    if (!read_four(bytes, starts + row, lengths + row, status + row, values + row)) {
      count = read_each(bytes, starts, lengths, status, row, row + 4, values, left, count);
    }
  }
  return read_each(bytes, starts, lengths, status, row, rows, values, left, count);
}
#endif
