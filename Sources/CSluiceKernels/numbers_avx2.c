// Reads plain decimals as doubles, four rows at a time, correctly rounded and without a branch on their digits.
//
// How it works: the digits of a cell are moved to the right of a vector, without the point. Cells of up to 16 bytes are
// loaded from their beginning and moved by one shuffle. Of longer ones the 32 bytes that end with the cell are loaded
// twice, the second time one byte earlier: bytes behind the point come from the first load, those before it from the
// second. Three multiply-adds join pairs, fours and eights of digits. That gives the mantissa m as a sum of two doubles,
// and m / 10^f is rounded once:
//   q = m·i, where i is the double nearest to 10^-f;  r = m − q·10^f, by a fused multiply-add;  result = q + r·i.
// Why that is the nearest double: q is off by less than three units in the last place, so that r·i is known to 2^-49 of
// one, and so is q + r·i before it is rounded. For m < 10^19 and f <= 18 the quotient is the middle of two doubles, or
// more than 2^-44 units away from it: its distance is a multiple of 5^-f half units. Where it is the middle, f is 4 at
// most (5^f·2^53 must not exceed m): then r has few bits, and r·i rounds to the odd number of half units that it is.
// What to beware: this needs fused multiply-adds, and rounding to nearest. For a cell beyond 16 bytes, 33 bytes before
// its end are read, so that those nearer to the beginning of the memory are left to the caller, as is everything that is
// not a plain decimal of at most 19 digits.

#include "CSluiceKernels.h"

#if defined(__x86_64__)
#include "cells_avx2.h"

// A load from `n` on has 0xFF in its last n bytes and 0 before them.
static const uint8_t last_bytes[64] = {[32 ... 63] = 0xFF};

// 10^f and the double nearest to 10^-f. The first entry is that of no point.
#define POWER(f) {1e##f, 1e-##f}
static const double powers[20][2] = {POWER(0), POWER(0),  POWER(1),  POWER(2),  POWER(3),  POWER(4),  POWER(5),
                                     POWER(6), POWER(7),  POWER(8),  POWER(9),  POWER(10), POWER(11), POWER(12),
                                     POWER(13), POWER(14), POWER(15), POWER(16), POWER(17), POWER(18)};

enum { LONG = 21 };

// By bytes of a cell, and of them the point and those behind it: where the byte of each place comes from, if digits are
// moved to the right and the point is left out; 0x80 makes a zero. A point that begins or ends the cell stays, for it is
// a mistake that shows among the digits.
// Before them are as many that make zeros: of a sign that belongs to a row without a value.
static uint8_t controls[SHORT + SHORT * SHORT + SHORT + 1][16];

static inline uint8_t *control_of(size_t count, size_t behind) {
  return controls[SHORT + (ptrdiff_t)(count * SHORT + behind)];
}

__attribute__((constructor)) static void fill_controls(void) {
  memset(controls, 0x80, sizeof controls);
  for (int count = 0; count <= SHORT; count++) {
    // All places have a shuffle of their own, but for one: no cell but the longest has so many bytes behind a point.
    for (int behind = 0; behind < SHORT + (count == SHORT); behind++) {
      uint8_t *control = control_of((size_t)count, (size_t)behind);
      const int place = count - behind, is_left_out = behind > 1 && place > 0;
      for (int i = 0; i < 16; i++) {
        const int digit = i - 16 + count - is_left_out;
        control[i] = (uint8_t)(digit < 0 ? 0x80 : is_left_out && digit >= place ? digit + 1 : digit);
      }
    }
  }
}

// Where the eights of digits of four rows come from: three of them, the most significant first.
typedef struct {
  __m128i first, second, third;
} eights;

// The digits of two rows each, right-aligned in 16 bytes: rows 0 and 2 in `a`, 1 and 3 in `b`.
INLINE eights join_short(__m256i a, __m256i b) {
  const __m256i tens = _mm256_set1_epi16(0x010A), hundreds = _mm256_set1_epi32(0x00010064);
  const __m256i myriads = _mm256_set1_epi32(0x00012710);
  const __m256i fours = _mm256_packus_epi32(_mm256_madd_epi16(_mm256_maddubs_epi16(a, tens), hundreds),
                                            _mm256_madd_epi16(_mm256_maddubs_epi16(b, tens), hundreds));
  const __m256 joined = _mm256_castsi256_ps(_mm256_madd_epi16(fours, myriads));
  const __m128 low = _mm256_castps256_ps128(joined), high = _mm256_extractf128_ps(joined, 1);
  return (eights){_mm_setzero_si128(), _mm_castps_si128(_mm_shuffle_ps(low, high, 0x88)),
                  _mm_castps_si128(_mm_shuffle_ps(low, high, 0xDD))};
}

// The digits of four rows, right-aligned in 32 bytes.
INLINE eights join_long(const __m256i v[4]) {
  const __m256i tens = _mm256_set1_epi16(0x010A), hundreds = _mm256_set1_epi32(0x00010064);
  const __m256i myriads = _mm256_set1_epi32(0x00012710);
  __m256i fours[4];
  for (int i = 0; i < 4; i++) fours[i] = _mm256_madd_epi16(_mm256_maddubs_epi16(v[i], tens), hundreds);
  const __m256 a = _mm256_castsi256_ps(_mm256_madd_epi16(_mm256_packus_epi32(fours[0], fours[1]), myriads));
  const __m256 b = _mm256_castsi256_ps(_mm256_madd_epi16(_mm256_packus_epi32(fours[2], fours[3]), myriads));
  const __m128 high_a = _mm256_extractf128_ps(a, 1), high_b = _mm256_extractf128_ps(b, 1);
  return (eights){
      _mm_castps_si128(_mm_shuffle_ps(_mm256_castps256_ps128(a), _mm256_castps256_ps128(b), 0xDD)),
      _mm_castps_si128(_mm_shuffle_ps(high_a, high_b, 0x88)), _mm_castps_si128(_mm_shuffle_ps(high_a, high_b, 0xDD))};
}

#pragma STDC FP_CONTRACT OFF

// See the head of this file. `places`: of `powers`; `is_long`: whether there may be more than 16 digits.
INLINE __m256d quotient(eights m, const size_t places[4], int is_long) {
  const __m256d myriad = _mm256_set1_pd(1e8);
  __m256d a = _mm256_cvtepi32_pd(m.second);
  if (is_long) a = _mm256_fmadd_pd(_mm256_cvtepi32_pd(m.first), myriad, a);
  const __m256d low = _mm256_cvtepi32_pd(m.third);
  const __m256d shifted = _mm256_mul_pd(a, myriad), sum = _mm256_add_pd(shifted, low);
  __m256d rest = _mm256_sub_pd(low, _mm256_sub_pd(sum, shifted));
  if (is_long) rest = _mm256_add_pd(rest, _mm256_fmsub_pd(a, myriad, shifted));
  __m128d p[4];
  for (int i = 0; i < 4; i++) p[i] = _mm_loadu_pd(powers[places[i]]);
  const __m256d p02 = _mm256_insertf128_pd(_mm256_castpd128_pd256(p[0]), p[2], 1);
  const __m256d p13 = _mm256_insertf128_pd(_mm256_castpd128_pd256(p[1]), p[3], 1);
  const __m256d power = _mm256_unpacklo_pd(p02, p13), inverse = _mm256_unpackhi_pd(p02, p13);
  const __m256d q = _mm256_mul_pd(sum, inverse);
  const __m256d r = _mm256_add_pd(_mm256_fnmadd_pd(q, power, sum), rest);
  // Two roundings: the first one is exact where the quotient is the middle of two doubles.
  return _mm256_add_pd(q, _mm256_mul_pd(r, inverse));
}

INLINE void store(double *values, __m256d magnitude, const cells *x, int is_signed) {
  if (is_signed) {
    const uint32_t minus = x->minus[0] | x->minus[1] << 8 | x->minus[2] << 16 | x->minus[3] << 24;
    const __m256i signs = _mm256_slli_epi64(_mm256_cvtepu8_epi64(_mm_cvtsi32_si128((int)minus)), 63);
    magnitude = _mm256_or_pd(magnitude, _mm256_castsi256_pd(signs));
  }
  _mm256_storeu_pd(values, magnitude);
}

// Four rows, none longer than `SHORT`; 0 where one is not plain. Rows 0 and 2 are in the first vector, 1 and 3 in the
// second.
INLINE int read_short(cells *x, const __m256i text[2], const __m256i minus[2], const uint32_t signs[2], double *values,
                      int is_signed) {
  const __m256i point = _mm256_set1_epi8('.');
  int64_t wrong = 0;
  __m256i digits[2], first[2], sign[2];
  size_t behind[4];
  for (int i = 0; i < 2; i++) {
    const uint32_t points = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(text[i], point));
    // Where there is no point, it is put behind the cell.
    behind[i] = x->count[i] - _tzcnt_u32(points | ~(uint32_t)0 << x->count[i]);
    behind[i + 2] = x->count[i + 2] - _tzcnt_u32(points >> 16 | ~(uint32_t)0 << x->count[i + 2]);
    digits[i] = _mm256_sub_epi8(text[i], _mm256_set1_epi8('0'));
    // -1 in all bytes of a row that begins with a sign: its digits are taken from one further.
    if (is_signed) sign[i] = _mm256_shuffle_epi8(minus[i], _mm256_setzero_si256());
    const __m256i swap = _mm256_set1_epi32((int)0x80800001);
    first[i] = _mm256_shuffle_epi8(digits[i], is_signed ? _mm256_sub_epi8(swap, sign[i]) : swap);
  }
  // Two bytes of each row, the first one higher: below 10 where a zero stands before another digit.
  const __m256i beyond = _mm256_subs_epu16(_mm256_unpacklo_epi16(first[0], first[1]), _mm256_set1_epi16(9));
  const int zeros = _mm256_movemask_epi8(_mm256_cmpeq_epi16(beyond, _mm256_setzero_si256())) & 0x000F000F;
  for (int i = 0; i < 2; i++) {
    size_t low = x->count[i], high = x->count[i + 2];
    if (is_signed) {
      const size_t low_sign = signs[i] & 1, high_sign = signs[i] >> 16 & 1;
      low -= low_sign;
      high -= high_sign;
      // A sign alone; or before it the sign of a row without a value.
      wrong |= (int64_t)(low - low_sign) | (int64_t)(high - high_sign);
    }
    __m256i control = load_two(control_of(low, behind[i]), control_of(high, behind[i + 2]));
    if (is_signed) control = _mm256_sub_epi8(control, sign[i]);
    digits[i] = _mm256_shuffle_epi8(digits[i], control);
  }
  if (wrong < 0 || zeros || has_other_than_digits(_mm256_max_epu8(digits[0], digits[1]))) return 0;
  __m256d magnitude = quotient(join_short(digits[0], digits[1]), behind, 0);
  if (is_signed) {
    const __m256i highest = _mm256_slli_epi64(_mm256_unpacklo_epi64(sign[0], sign[1]), 63);
    magnitude = _mm256_or_pd(magnitude, _mm256_castsi256_pd(highest));
  }
  _mm256_storeu_pd(values, magnitude);
  return 1;
}

INLINE int load_short(cells *x, double *values) {
  __m256i text[2], minus[2];
  uint32_t signs[2];
  for (int i = 0; i < 2; i++) {
    text[i] = load_two(x->first[i], x->first[i + 2]);
    minus[i] = _mm256_cmpeq_epi8(text[i], _mm256_set1_epi8('-'));
    signs[i] = (uint32_t)_mm256_movemask_epi8(minus[i]);
  }
  return (signs[0] | signs[1]) & 0x10001 ? read_short(x, text, minus, signs, values, 1)
                                         : read_short(x, text, minus, signs, values, 0);
}

// Four rows, none longer than `LONG` and none that ends within the first 33 bytes; 0 where one is not plain.
INLINE int read_long(cells *x, double *values, int is_signed) {
  const __m256i point = _mm256_set1_epi8('.'), zero = _mm256_set1_epi8('0');
  int64_t wrong = 0;
  if (is_signed) find_signs(x, &wrong);
  __m256i text[4];
  size_t places[4];
#pragma clang loop unroll(full)
  for (int i = 0; i < 4; i++) {
    const uint8_t *first = x->first[i], *end = first + x->count[i];
    const __m256i behind = _mm256_loadu_si256((const __m256i *)(end - 32));
    const __m256i before = _mm256_loadu_si256((const __m256i *)(end - 33));
    const uint32_t inside = (uint32_t)(0xFFFFFFFF00000000ull >> x->count[i]);
    const uint32_t points = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(behind, point)) & inside;
    // Digits behind the last point; 32, which is to say all of them, where there is none.
    const size_t fraction = _lzcnt_u32(points), digits = x->count[i] - 1 + (fraction >> 5);
    places[i] = fraction == 32 ? 0 : (fraction + 1) & 31;
    // Two bytes as a number: below 10 where both are digits and the first is 0, and 0xA00 or more where that is none.
    uint16_t beginning;
    memcpy(&beginning, first, 2);
    beginning = (uint16_t)((__builtin_bswap16(beginning) ^ 0x3030) - 10);
    // Besides: no digit behind the point, or too many in all.
    wrong |= (0xA00 - 11 - (int64_t)beginning) | ((int64_t)fraction - 1) | (19 - (int64_t)digits);
    const __m256i is_behind = _mm256_loadu_si256((const __m256i *)(last_bytes + fraction));
    const __m256i is_digit = _mm256_loadu_si256((const __m256i *)(last_bytes + digits));
    text[i] = _mm256_and_si256(_mm256_sub_epi8(_mm256_blendv_epi8(before, behind, is_behind), zero), is_digit);
  }
  const __m256i most = _mm256_max_epu8(_mm256_max_epu8(text[0], text[1]), _mm256_max_epu8(text[2], text[3]));
  if (wrong < 0 || has_other_than_digits(most)) return 0;
  store(values, quotient(join_long(text), places, 1), x, is_signed);
  return 1;
}

INLINE int read_four(const uint8_t *bytes, const uint32_t *starts, const uint32_t *lengths, const uint8_t *status,
                     double *values) {
  cells x;
  const __m128i count = take_four(&x, bytes, starts, lengths, status);
  if (has_empty(lengths, status)) return 0;
  if (!any(_mm_cmpgt_epi32(count, _mm_set1_epi32(SHORT)))) {
    return load_short(&x, values);
  }
  const __m128i ends = _mm_add_epi32(_mm_loadu_si128((const __m128i *)starts), count);
  const __m128i is_early = _mm_cmpgt_epi32(_mm_set1_epi32(33), ends);
  if (any(_mm_or_si128(is_early, _mm_cmpgt_epi32(count, _mm_set1_epi32(LONG))))) return 0;
  return may_be_signed(&x) ? read_long(&x, values, 1) : read_long(&x, values, 0);
}

// Rows of which four together are not plain, or that are fewer than four: each alone.
CELLS __attribute__((noinline)) static size_t read_each(const uint8_t *bytes, const uint32_t *starts,
                                                          const uint32_t *lengths, const uint8_t *status, size_t first,
                                                          size_t rows, double *values, uint32_t *left, size_t count) {
  for (size_t row = first; row < rows; row++) {
    const uint32_t start[4] = {starts[row], starts[row], starts[row], starts[row]};
    const uint32_t length[4] = {lengths[row], 33, 33, 33};
    const uint8_t state[4] = {status[row], 1, 1, 1};
    double value[4] = {0, 0, 0, 0};
    if (status[row] == 0 && !read_four(bytes, start, length, state, value)) left[count++] = (uint32_t)row;
    values[row] = value[0];
  }
  return count;
}

CELLS size_t sluice_numbers_avx2(const uint8_t *bytes, const uint32_t *starts, const uint32_t *lengths,
                                   const uint8_t *status, size_t rows, double *values, uint32_t *left) {
  size_t count = 0, row = 0;
  for (; row + 4 <= rows; row += 4) {
    if (!read_four(bytes, starts + row, lengths + row, status + row, values + row)) {
      count = read_each(bytes, starts, lengths, status, row, row + 4, values, left, count);
    }
  }
  return read_each(bytes, starts, lengths, status, row, rows, values, left, count);
}
#endif
