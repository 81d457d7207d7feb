// Takes the quotes off the cells of a column, one cell a step and without a branch.
//
// How it works: a cell is quoted where its first and its last byte are quotes; its beginning then moves on by one and
// its length shrinks by two, by arithmetic. One comparison of 32 bytes says whether a short cell holds a mark, that is a
// doubled quote or an escape: such rows, and longer cells with one, are left to the caller.
// What to beware: a cell of one byte, or of none, is never quoted, whatever stands around it.

#include "CSluiceKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define UNQUOTE __attribute__((target("avx2,bmi,bmi2")))

UNQUOTE static inline uint32_t marks_of(const uint8_t *bytes, __m256i mark) {
  return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_loadu_si256((const __m256i *)bytes), mark));
}

// Whether one of `count` bytes, more than 32, is a mark.
UNQUOTE static int has_mark(const uint8_t *bytes, size_t count, __m256i mark) {
  for (; count > 32; bytes += 32, count -= 32) {
    if (marks_of(bytes, mark)) return 1;
  }
  return _bzhi_u64(marks_of(bytes, mark), (uint32_t)count) != 0;
}

UNQUOTE size_t sluice_unquote_avx2(const uint8_t *bytes, uint32_t *starts, uint32_t *lengths, size_t rows,
                                   uint8_t quote, int mark, uint32_t *left) {
  const __m256i marks = _mm256_set1_epi8((char)mark);
  size_t count = 0;
  for (size_t row = 0; row < rows; row++) {
    const uint32_t length = lengths[row], long_enough = length >= 2;
    const uint8_t *cell = bytes + starts[row];
    const uint32_t quoted = (cell[0] == quote) & (cell[long_enough ? length - 1 : 0] == quote) & long_enough;
    const uint32_t inner = length - 2 * quoted;
    starts[row] += quoted;
    lengths[row] = inner;
    if (mark < 0) continue;
    uint32_t marked;
    if (__builtin_expect(inner <= 32, 1)) {
      marked = _bzhi_u64(marks_of(cell + quoted, marks), inner) != 0;
    } else {
      marked = quoted && has_mark(cell + 1, inner, marks);
    }
    left[count] = (uint32_t)row;
    count += marked & quoted;
  }
  return count;
}
#endif
