// Reads timestamps of whole seconds without an offset, and dates, four rows at a time.
//
// How it works: neighbours nearly always have the same date, so that its bytes are compared with those of the date that
// was read last; only another one is read, digit by digit. Hours, minutes and seconds of four rows are joined by
// multiply-adds.
// What to beware: rows of another form, and four rows of more than one new date, are left to the caller.

#include "CSluiceKernels.h"

#if defined(__x86_64__)
#include "cells_avx2.h"

enum { DATE = 10, STAMP = 19 };

// The date that was read last.
typedef struct {
  // Twice its bytes, with what stands behind it; the rest is not compared.
  uint8_t text[32];
  int64_t days;
} known_date;

// Days since 1970-01-01 of YYYY-MM-DD; 0 where there is no such day. As `DateParser.days`.
static int read_date(const uint8_t *text, int64_t *days) {
  static const char form[DATE + 1] = "0000-00-00";
  int digits[DATE];
  for (int i = 0; i < DATE; i++) {
    digits[i] = text[i] - form[i];
    if (form[i] == '-' ? digits[i] != 0 : digits[i] < 0 || digits[i] > 9) return 0;
  }
  const int year = digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3];
  const int month = digits[5] * 10 + digits[6], day = digits[8] * 10 + digits[9];
  if (year < 1 || month < 1 || month > 12 || day < 1) return 0;
  const int is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  const int length = month == 2 ? 28 + is_leap : 30 + ((month + (month >> 3)) & 1);
  if (day > length) return 0;
  const int shifted = year - (month <= 2), era = shifted / 400, year_of_era = shifted - era * 400;
  const int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  *days = (int64_t)era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
  return 1;
}

// Whether all of four rows begin with the known date, in `count` bytes; a row without a value does.
INLINE int is_known(const known_date *date, cells *x, const uint8_t *status, uint32_t count) {
  for (int i = 0; i < 4; i++) x->first[i] = __builtin_unpredictable(status[i] != 0) ? date->text : x->first[i];
  const __m256i last = _mm256_loadu_si256((const __m256i *)date->text);
  const __m256i a = _mm256_cmpeq_epi8(load_two(x->first[0], x->first[2]), last);
  const __m256i b = _mm256_cmpeq_epi8(load_two(x->first[1], x->first[3]), last);
  const uint32_t wanted = ((1u << count) - 1) * 0x10001;
  return ((uint32_t)_mm256_movemask_epi8(_mm256_and_si256(a, b)) & wanted) == wanted;
}

// The same, after the first date that is another one has been read; 0 where it is none, or not the only one.
INLINE int become_known(known_date *date, cells *x, const uint8_t *status, uint32_t count) {
  if (__builtin_expect(is_known(date, x, status, count), 1)) return 1;
  for (int i = 0; i < 4; i++) {
    if (memcmp(x->first[i], date->text, count) == 0) continue;
    uint8_t text[SHORT];
    memcpy(text, x->first[i], sizeof text);
    if (count > DATE && text[DATE] != ' ' && text[DATE] != 'T') return 0;
    if (!read_date(text, &date->days)) return 0;
    memcpy(date->text, text, sizeof text);
    memcpy(date->text + sizeof text, text, sizeof text);
    return is_known(date, x, status, count);
  }
  return 0;
}

// 1970-01-01, whose days are 0.
#define EPOCH {"1970-01-01      1970-01-01     ", 0}

// Whether the rows that have a value have one of `length` bytes.
INLINE int has_length(__m128i count, const uint8_t *status, int length) {
  const __m128i wanted = _mm_and_si128(_mm_set1_epi32(length),
                                       _mm_cmpeq_epi32(load_states(status), _mm_setzero_si128()));
  const __m128i other = _mm_xor_si128(count, wanted);
  return !any(other);
}

// -1 for rows with a value.
INLINE __m256i with_value(const uint8_t *status) {
  return _mm256_cvtepi32_epi64(_mm_cmpeq_epi32(load_states(status), _mm_setzero_si128()));
}

INLINE int read_dates(known_date *date, const uint8_t *bytes, const uint32_t *starts, const uint32_t *lengths,
                      const uint8_t *status, int64_t *values) {
  cells x;
  const __m128i count = take_four(&x, bytes, starts, lengths, status);
  if (!has_length(count, status, DATE) || !become_known(date, &x, status, DATE)) return 0;
  _mm256_storeu_si256((__m256i *)values, _mm256_and_si256(_mm256_set1_epi64x(date->days), with_value(status)));
  return 1;
}

INLINE __m128i load_times(const uint8_t *a, const uint8_t *b) {
  const __m128i first = _mm_loadl_epi64((const __m128i *)(a + DATE + 1));
  return _mm_castps_si128(_mm_loadh_pi(_mm_castsi128_ps(first), (const __m64 *)(b + DATE + 1)));
}

INLINE int read_stamps(known_date *date, const uint8_t *bytes, const uint32_t *starts, const uint32_t *lengths,
                       const uint8_t *status, int64_t *values) {
  cells x;
  const __m128i count = take_four(&x, bytes, starts, lengths, status);
  if (!has_length(count, status, STAMP) || !become_known(date, &x, status, DATE + 1)) return 0;
  const __m256i is_valid = with_value(status);
  __m256i text = _mm256_inserti128_si256(_mm256_castsi128_si256(load_times(x.first[0], x.first[1])),
                                         load_times(x.first[2], x.first[3]), 1);
  // After XOR with "00:00:00" digits are their values, and colons are 0.
  text = _mm256_and_si256(_mm256_xor_si256(text, _mm256_set1_epi64x(0x30303A30303A3030)), is_valid);
  const __m256i no_form = _mm256_subs_epu8(text, _mm256_set1_epi64x(0x0909000909000909));
  // Hours; tens of minutes; minutes; seconds.
  const __m256i parts = _mm256_maddubs_epi16(text, _mm256_set1_epi64x(0x010A00010A00010A));
  const __m256i no_time = _mm256_subs_epu16(parts, _mm256_set1_epi64x(0x003B000900320017));
  const __m256i wrong = _mm256_or_si256(no_form, no_time);
  if (!_mm256_testz_si256(wrong, wrong)) return 0;
  const __m256i sums = _mm256_madd_epi16(parts, _mm256_set1_epi64x(0x0001003C003C0E10));
  const __m256i seconds = _mm256_add_epi32(sums, _mm256_srli_epi64(sums, 32));
  const __m256i micros = _mm256_mul_epu32(seconds, _mm256_set1_epi64x(1000000));
  const __m256i value = _mm256_add_epi64(micros, _mm256_set1_epi64x(date->days * 86400000000));
  _mm256_storeu_si256((__m256i *)values, _mm256_and_si256(value, is_valid));
  return 1;
}

typedef int (*read_function)(known_date *, const uint8_t *, const uint32_t *, const uint32_t *, const uint8_t *,
                             int64_t *);

INLINE size_t read_column(const uint8_t *bytes, const uint32_t *starts, const uint32_t *lengths, const uint8_t *status,
                          size_t rows, int64_t *values, uint32_t *left, read_function read) {
  known_date date = EPOCH;
  size_t count = 0, row = 0;
  for (; row + 4 <= rows; row += 4) {
    if (read(&date, bytes, starts + row, lengths + row, status + row, values + row)) continue;
    for (size_t i = row; i < row + 4; i++) {
      values[i] = 0;
      left[count] = (uint32_t)i;
      count += status[i] == 0;
    }
  }
  for (; row < rows; row++) {
    values[row] = 0;
    left[count] = (uint32_t)row;
    count += status[row] == 0;
  }
  return count;
}

CELLS size_t sluice_dates_avx2(const uint8_t *bytes, const uint32_t *starts, const uint32_t *lengths,
                               const uint8_t *status, size_t rows, int64_t *values, uint32_t *left) {
  return read_column(bytes, starts, lengths, status, rows, values, left, read_dates);
}

CELLS size_t sluice_timestamps_avx2(const uint8_t *bytes, const uint32_t *starts, const uint32_t *lengths,
                                    const uint8_t *status, size_t rows, int64_t *values, uint32_t *left) {
  return read_column(bytes, starts, lengths, status, rows, values, left, read_stamps);
}
#endif
