// Turns a bitmap into the positions of its bits, on any processor.

#include "CSluiceKernels.h"

size_t sluice_flatten_portable(const uint64_t *bitmap, size_t words, uint32_t first, uint32_t *out,
                               uint32_t *ordinals) {
  size_t count = 0;
  for (size_t w = 0; w < words; w++) {
    const uint32_t base = first + (uint32_t)(64 * w);
    ordinals[w] = (uint32_t)count;
    for (uint64_t bits = bitmap[w]; bits != 0; bits &= bits - 1) out[count++] = base + (uint32_t)__builtin_ctzll(bits);
  }
  return count;
}
