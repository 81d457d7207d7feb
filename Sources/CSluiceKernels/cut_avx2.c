// Cuts one field out of every row of a grid of separators, eight rows a step.
//
// How it works: the separator before a field and the one behind it are neighbours, so that one load of eight bytes has
// both; shuffles part the places of four rows into beginnings and ends.
// Rows of many fields lie far apart, so that no processor sees which lines of its cache come next: those of the fields
// that follow are asked for.
// What to beware: the first field of a row has no separator of its row before it; its beginning is the row's.

#include "CSluiceKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define CUT __attribute__((target("avx2")))
#define INLINE CUT __attribute__((always_inline)) static inline

// Two separators of each of two rows.
INLINE __m128 load_pairs(const uint32_t *ends, size_t width) {
  const __m128 first = _mm_castsi128_ps(_mm_loadl_epi64((const __m128i *)ends));
  return _mm_loadh_pi(first, (const __m64 *)(ends + width));
}

INLINE __m128i load_ends(const uint32_t *ends, size_t width) {
  return _mm_setr_epi32((int)ends[0], (int)ends[width], (int)ends[2 * width], (int)ends[3 * width]);
}

// Four rows; returns -1 for those without a byte, else 0. `ends` is the separator behind the field.
INLINE __m128i cut_four(const uint32_t *ends, const uint32_t *row_starts, size_t width, uint32_t *starts,
                        uint32_t *lengths) {
  __m128i start, end;
  if (row_starts) {
    start = _mm_loadu_si128((const __m128i *)row_starts);
    end = load_ends(ends, width);
  } else {
    const __m128 a = load_pairs(ends - 1, width), b = load_pairs(ends - 1 + 2 * width, width);
    start = _mm_add_epi32(_mm_castps_si128(_mm_shuffle_ps(a, b, 0x88)), _mm_set1_epi32(1));
    end = _mm_castps_si128(_mm_shuffle_ps(a, b, 0xDD));
  }
  const __m128i length = _mm_sub_epi32(end, start);
  _mm_storeu_si128((__m128i *)starts, start);
  _mm_storeu_si128((__m128i *)lengths, length);
  return _mm_cmpeq_epi32(length, _mm_setzero_si128());
}

// Fields of a row from which the next ones are asked for, and how far ahead.
enum { WIDE = 128, BYTES_AHEAD = 64, ENDS_AHEAD = 16 };

// The same cells' neighbours in eight rows.
INLINE void ask_ahead(const uint8_t *bytes, const uint32_t *ends, size_t width, const uint32_t *starts) {
  for (int i = 0; i < 8; i++) {
    _mm_prefetch((const char *)(bytes + starts[i] + BYTES_AHEAD), _MM_HINT_T0);
    _mm_prefetch((const char *)(ends + (size_t)i * width + ENDS_AHEAD), _MM_HINT_T0);
  }
}

INLINE size_t cut(const uint8_t *bytes, const uint32_t *ends, const uint32_t *row_starts, size_t width, size_t rows,
                  uint32_t *starts, uint32_t *lengths, uint8_t *status) {
  __m128i empty = _mm_setzero_si128();
  size_t row = 0, count = 0;
  for (; row + 8 <= rows; row += 8) {
    const uint32_t *these = row_starts ? row_starts + row : NULL, *those = row_starts ? row_starts + row + 4 : NULL;
    const __m128i a = cut_four(ends, these, width, starts + row, lengths + row);
    const __m128i b = cut_four(ends + 4 * width, those, width, starts + row + 4, lengths + row + 4);
    const __m128i words = _mm_packs_epi32(a, b), empties = _mm_packs_epi16(words, words);
    _mm_storel_epi64((__m128i *)(status + row), _mm_and_si128(empties, _mm_set1_epi8(1)));
    empty = _mm_sub_epi32(empty, _mm_add_epi32(a, b));
    if (width >= WIDE) ask_ahead(bytes, ends, width, starts + row);
    ends += 8 * width;
  }
  uint32_t counts[4];
  _mm_storeu_si128((__m128i *)counts, empty);
  for (int i = 0; i < 4; i++) count += counts[i];
  for (; row < rows; row++, ends += width) {
    starts[row] = row_starts ? row_starts[row] : ends[-1] + 1;
    lengths[row] = *ends - starts[row];
    status[row] = lengths[row] == 0;
    count += status[row];
  }
  return count;
}

CUT size_t sluice_cut_avx2(const uint8_t *bytes, const uint32_t *ends, const uint32_t *row_starts, size_t width,
                           size_t rows, uint32_t *starts, uint32_t *lengths, uint8_t *status) {
  return row_starts ? cut(bytes, ends, row_starts, width, rows, starts, lengths, status)
                    : cut(bytes, ends, NULL, width, rows, starts, lengths, status);
}
#endif
