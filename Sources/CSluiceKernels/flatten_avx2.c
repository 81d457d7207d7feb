// Turns a bitmap into the positions of its bits, with the instructions that came with AVX2's generation.
//
// How it works: eight positions are written for every word, whether it has that many bits or not; the next word
// writes over those that are none. So the number of bits decides nothing up to eight, and most words of most files
// have fewer. What to beware: `out` needs room for 64 positions more than there are bits.

#include "CSluiceKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

__attribute__((target("bmi,popcnt"))) size_t sluice_flatten_avx2(const uint64_t *bitmap, size_t words,
                                                                 uint32_t first, uint32_t *out, uint32_t *ordinals) {
  size_t count = 0;
  for (size_t w = 0; w < words; w++) {
    uint64_t bits = bitmap[w];
    const size_t here = (size_t)_mm_popcnt_u64(bits);
    const uint32_t base = first + (uint32_t)(64 * w);
    uint32_t *target = out + count;
    ordinals[w] = (uint32_t)count;
    for (int i = 0; i < 8; i++) {
      target[i] = base + (uint32_t)_tzcnt_u64(bits);
      bits &= bits - 1;
    }
    for (size_t i = 8; i < here; i++) {
      target[i] = base + (uint32_t)_tzcnt_u64(bits);
      bits &= bits - 1;
    }
    count += here;
  }
  return count;
}
#endif
