// Writes text in half of its bytes as compact.c does, a group at a time.
//
// How it works: a multiply-add joins each two halves to the lower byte of a lane of sixteen bits, and a pack drops the
// empty higher ones.
// What to beware: as in compact.c; of the last group, bytes behind the text are made zeros before anything else.

#include "CSluiceKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define COMPACT __attribute__((target("avx2,bmi,bmi2")))

// A load from 32 - n on has 0xFF in its first n bytes.
static const uint8_t first_bytes[64] = {[0 ... 31] = 0xFF};

// Writes one group of `here` bytes; returns the words that are used then.
COMPACT __attribute__((always_inline)) static inline size_t write_group(__m256i text, size_t here, size_t index,
                                                                        uint64_t *words, size_t used,
                                                                        uint64_t *halved) {
  // Bytes that make no difference count as '0'.
  const __m256i given = _mm256_loadu_si256((const __m256i *)(first_bytes + 32 - here));
  text = _mm256_and_si256(text, given);
  const __m256i distance = _mm256_sub_epi8(_mm256_blendv_epi8(_mm256_set1_epi8('0'), text, given), _mm256_set1_epi8(','));
  const __m256i near = _mm256_cmpeq_epi8(_mm256_min_epu8(distance, _mm256_set1_epi8(15)), distance);
  if (_mm256_movemask_epi8(near) != -1) {
    _mm256_storeu_si256((__m256i *)(words + used), text);
    return used + (here + 7) / 8;
  }
  const __m256i halves = _mm256_and_si256(text, _mm256_set1_epi8(15));
  const __m256i joined = _mm256_maddubs_epi16(halves, _mm256_set1_epi16(0x1001));
  const __m256i packed = _mm256_permute4x64_epi64(_mm256_packus_epi16(joined, joined), 0x08);
  _mm_storeu_si128((__m128i *)(words + used), _mm256_castsi256_si128(packed));
  *halved |= (uint64_t)1 << index;
  return used + (here + 15) / 16;
}

COMPACT size_t sluice_compact_avx2(const uint8_t *bytes, size_t count, uint64_t *words) {
  uint64_t halved = 0;
  size_t used = 1, first = 0, index = 0;
  for (; first + 32 <= count; first += 32, index++) {
    used = write_group(_mm256_loadu_si256((const __m256i *)(bytes + first)), 32, index, words, used, &halved);
  }
  if (first < count) {
    used = write_group(_mm256_loadu_si256((const __m256i *)(bytes + first)), count - first, index, words, used, &halved);
  }
  words[0] = halved | (uint64_t)count << 48;
  return used;
}
#endif
