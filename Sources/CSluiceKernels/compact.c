// Writes text that is mostly numbers in half of its bytes, and back: rows that wait to be compared with others.
//
// How it works: the sixteen bytes from ',' to ';' are all that numbers, dates and times are written with, and what most
// files part them by; their lower halves differ. Of a group of 32 bytes that has no others only these halves are kept,
// two to a byte; any other group stays as it is. The first word says which groups are halved, in its lower 48 bits, and
// above them how many bytes the text has. Nothing depends on what stands behind the text, so that texts are equal exactly
// where their words are.
// What to beware: texts of more than SLUICE_COMPACT_BYTES do not fit. Up to 31 bytes behind a text are read, and as many
// written behind the words and the text.

#include <string.h>

#include "CSluiceKernels.h"

enum { GROUP = 32, FIRST = ',', HALVES = 16 };

static inline int is_halved(const uint8_t group[GROUP], size_t count) {
  int others = 0;
  for (size_t i = 0; i < count; i++) others |= (uint8_t)(group[i] - FIRST) >= HALVES;
  return !others;
}

size_t sluice_compact_portable(const uint8_t *bytes, size_t count, uint64_t *words) {
  uint64_t halved = 0;
  size_t used = 1;
  for (size_t first = 0, index = 0; first < count; first += GROUP, index++) {
    const size_t here = count - first < GROUP ? count - first : GROUP;
    uint8_t group[GROUP] = {0};
    memcpy(group, bytes + first, here);
    if (!is_halved(group, here)) {
      memcpy(words + used, group, GROUP);
      used += (here + 7) / 8;
      continue;
    }
    uint8_t halves[GROUP / 2];
    for (size_t i = 0; i < GROUP / 2; i++) {
      halves[i] = (uint8_t)((group[2 * i] & 15) | (group[2 * i + 1] & 15) << 4);
    }
    memcpy(words + used, halves, GROUP / 2);
    used += (here + 15) / 16;
    halved |= (uint64_t)1 << index;
  }
  words[0] = halved | (uint64_t)count << 48;
  return used;
}

// Nothing is read behind the words of a text; all groups but the last are whole, and copied at once.
static inline void copy_words(uint8_t *bytes, const uint64_t *words, size_t count, size_t most) {
  if (count == most) {
    memcpy(bytes, words, most * 8);
  } else {
    memcpy(bytes, words, count * 8);
  }
}

size_t sluice_expand(const uint64_t *words, uint8_t *bytes) {
  const size_t count = (size_t)(words[0] >> 48);
  const uint64_t halved = words[0];
  size_t used = 1;
  for (size_t first = 0, index = 0; first < count; first += GROUP, index++) {
    const size_t here = count - first < GROUP ? count - first : GROUP;
    if (!(halved >> index & 1)) {
      copy_words(bytes + first, words + used, (here + 7) / 8, GROUP / 8);
      used += (here + 7) / 8;
      continue;
    }
    uint8_t halves[GROUP / 2] = {0};
    copy_words(halves, words + used, (here + 15) / 16, GROUP / 16);
    for (size_t i = 0; i < GROUP / 2; i++) {
      const uint8_t low = halves[i] & 15, high = halves[i] >> 4;
      // Those from ',' on come first, and '0' has a half of 0.
      bytes[first + 2 * i] = (uint8_t)(low + (low < (FIRST & 15) ? '0' : '0' - 16));
      bytes[first + 2 * i + 1] = (uint8_t)(high + (high < (FIRST & 15) ? '0' : '0' - 16));
    }
    used += (here + 15) / 16;
  }
  return count;
}
